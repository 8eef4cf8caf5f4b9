/** What the ring's probes share: rings of their own and the words in them. */
import { asSeq } from "#codec";
import {
  CLAIM_I32,
  createRing,
  cursorI32,
  IN_WORK_OFFSET,
  MARK_I32,
  type Overrun,
  PROGRESS_OFFSET,
  TAIL_I32,
} from "./ring-layout.ts";
import { RING_FULL, type RingProducer } from "./ring-producer.ts";

export const SLOTS = 16;
export const SLOT_BYTES = 64;
/** Longest wait for a wake-up that does not come, ms: only a broken ring waits it out. */
export const WAKE_MS_MAX = 1000;
/** A sleep that only a broken ring would sleep, and less than that, ms: no machine is so slow. */
export const LONG_MS = 2500;
export const SHORT_MS = 2000;

export function newRing(overrun: Overrun, consumers = 1, firstSeq = 0): SharedArrayBuffer {
  return createRing({ slots: SLOTS, slotBytes: SLOT_BYTES, consumers, overrun }, asSeq(firstSeq));
}

export function wordsOf(buffer: SharedArrayBuffer): Int32Array {
  return new Int32Array(buffer);
}

/** Sets the published and the claimed sequence, and the cursor of consumer 0. */
export function setSequences(
  buffer: SharedArrayBuffer,
  tail: number,
  claim: number,
  cursor: number,
): void {
  const words = wordsOf(buffer);
  words[TAIL_I32] = tail;
  words[CLAIM_I32] = claim;
  words[cursorI32(0)] = cursor;
}

/** Claims and commits `count` slots; the claims that were refused are among the slots. */
export function put(producer: RingProducer, count: number): number[] {
  return Array.from({ length: count }, () => {
    const slot = producer.claim();
    if (slot !== RING_FULL) producer.commit();
    return slot;
  });
}

/** tail, claim, mark. */
export function published(words: Int32Array): (number | undefined)[] {
  return [words[TAIL_I32], words[CLAIM_I32], words[MARK_I32]];
}

/** cursor, progress, in-work of consumer 0. */
export function own(words: Int32Array): number[] {
  const at = cursorI32(0);
  return [words[at], words[at + PROGRESS_OFFSET], words[at + IN_WORK_OFFSET]];
}

/** Words other than 0, by index. */
export function nonZero(words: Int32Array): number[][] {
  return [...words.entries()].filter(([, value]) => value !== 0);
}

/** What `act` throws, as `code: message`; undefined when it does not. */
export function failureOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (thrown) {
    const { name, message } = thrown as Error;
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : name;
    return `${code}: ${message}`;
  }
}

/** Whether `act` wakes a thread that sleeps on word `at`. */
export async function wakes(words: Int32Array, at: number, act: () => void): Promise<boolean> {
  const waiting = Atomics.waitAsync(words, at, words[at], WAKE_MS_MAX);
  act();
  return (await waiting.value) === "ok";
}

/** Whether `act` took less than SHORT_MS, and whether it took `leastMs`. */
export function duration(act: () => void, leastMs: number): { isShort: boolean; isLong: boolean } {
  const startLocalMs = performance.now();
  act();
  const ms = performance.now() - startLocalMs;
  return { isShort: ms < SHORT_MS, isLong: ms >= leastMs };
}
