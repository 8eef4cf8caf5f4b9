/**
 * The bytes of a ring on shared memory.
 *
 *   byte    0  geometry: slots, slotBytes, consumers, overrun        written once
 *         128  tailSeq      next sequence that readers may not read  PUBLISH by the producer
 *         256  claimSeq     sequences below may be being overwritten PUBLISH by the producer
 *              markSeq      the producer's place after its last whole record (plain, producer)
 *         384  waitingMask  bit i: consumer i sleeps on tailSeq      consumers
 *         512  roomWord     grows when a sleeping producer gets room consumers
 *              producerWaits 1 while the producer sleeps             the producer
 *              wantedSeq     the cursor at which it wants waking     the producer, before producerWaits
 *         640 + 128 i       consumer i: cursorSeq (PUBLISH), progressSeq, isInWork (plain)
 *         640 + 128 n       slots
 *
 * 128 bytes lie between words that different threads write: x86 fetches cache lines in pairs.
 *
 * A sequence is an Int32 that only grows and wraps; distances are `(a - b) | 0`, slots are
 * `seq & (slots - 1)`. Both survive wrapping because slots is a power of two not above 2^30.
 *
 * Invariant (gate):        0 <= tailSeq - cursorSeq(i) <= slots, for every consumer i.
 * Invariant (drop-oldest): 0 <= claimSeq - tailSeq <= claimAhead(slots), 0 <= tailSeq - cursorSeq(i).
 */
import { type Seq, type SlotView, slotView } from "#codec";
import { TickscopeError } from "#schemas";

/** What happens when the producer meets a consumer that is a whole ring behind. */
export type Overrun = "gate" | "drop-oldest";

/** Measures of a ring. */
export interface RingGeometry {
  /** Slots, a power of two from RING_SLOTS_RANGE. */
  slots: number;
  /** Bytes of a slot, a multiple of 64. */
  slotBytes: number;
  /** Readers, 1 to RING_CONSUMERS_MAX. */
  consumers: number;
  overrun: Overrun;
}

/** Fewest and most slots. Below 16 a batch is not worth its synchronisation; 2^22 slots are 512 MiB. */
export const RING_SLOTS_RANGE: readonly [number, number] = [16, 4_194_304];
/** One bit of waitingMask each. */
export const RING_CONSUMERS_MAX = 31;

const LINE_I32 = 32;
export const GEOMETRY_I32 = 0;
export const TAIL_I32: number = LINE_I32;
export const CLAIM_I32: number = 2 * LINE_I32;
export const MARK_I32: number = CLAIM_I32 + 1;
export const WAITING_MASK_I32: number = 3 * LINE_I32;
export const ROOM_I32: number = 4 * LINE_I32;
export const PRODUCER_WAITS_I32: number = ROOM_I32 + 1;
export const WANTED_I32: number = ROOM_I32 + 2;
const CONSUMERS_I32 = 5 * LINE_I32;

/** Index of consumer `i`'s cursor; its progress and in-work words follow. */
export function cursorI32(consumer: number): number {
  return CONSUMERS_I32 + consumer * LINE_I32;
}
export const PROGRESS_OFFSET = 1;
export const IN_WORK_OFFSET = 2;

/** Slots that must be free before a sleeping producer is woken: a quarter of the ring. */
export function roomToWake(slots: number): number {
  return slots >> 2;
}

/** How far claimSeq may run ahead of tailSeq: an eighth of the ring, at most 64. */
export function claimAhead(slots: number): number {
  return Math.min(64, slots >> 3);
}

function headerBytes(consumers: number): number {
  return (CONSUMERS_I32 + consumers * LINE_I32) * 4;
}

/** Bytes of shared memory for a ring. Throws INVARIANT for impossible measures. */
export function ringBytes(geometry: RingGeometry): number {
  const { slots, slotBytes, consumers } = geometry;
  const [slotsMin, slotsMax] = RING_SLOTS_RANGE;
  if (slots < slotsMin || slots > slotsMax || (slots & (slots - 1)) !== 0) {
    throw new TickscopeError(
      "INVARIANT",
      `ring slots must be a power of two from ${slotsMin} to ${slotsMax}, was slots=${slots}`,
    );
  }
  if (slotBytes <= 0 || slotBytes % 64 !== 0) {
    throw new TickscopeError("INVARIANT", `slotBytes must be a multiple of 64, was ${slotBytes}`);
  }
  if (consumers < 1 || consumers > RING_CONSUMERS_MAX) {
    throw new TickscopeError(
      "INVARIANT",
      `consumers must be 1 to ${RING_CONSUMERS_MAX}, was consumers=${consumers}`,
    );
  }
  return headerBytes(consumers) + slots * slotBytes;
}

/** A ring's memory with its words and slots; the same on every thread. */
export interface RingMemory extends RingGeometry {
  readonly words: Int32Array;
  readonly view: SlotView;
}

/** Makes the memory of a new ring, all sequences at `firstSeq` (tests start near the wrap). */
export function createRing(geometry: RingGeometry, firstSeq: Seq = 0 as Seq): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(ringBytes(geometry));
  const words = new Int32Array(buffer);
  words[GEOMETRY_I32] = geometry.slots;
  words[GEOMETRY_I32 + 1] = geometry.slotBytes;
  words[GEOMETRY_I32 + 2] = geometry.consumers;
  words[GEOMETRY_I32 + 3] = geometry.overrun === "gate" ? 0 : 1;
  for (const at of [TAIL_I32, CLAIM_I32, MARK_I32]) words[at] = firstSeq;
  for (let i = 0; i < geometry.consumers; i++) {
    words[cursorI32(i)] = firstSeq;
    words[cursorI32(i) + PROGRESS_OFFSET] = firstSeq;
  }
  return buffer;
}

/**
 * Views the memory that createRing made. Code that fits one kind of ring only names the `expected` one:
 * a ring of the other kind is a bug, and throws.
 */
export function openRing(buffer: SharedArrayBuffer, expected?: Overrun): RingMemory {
  const words = new Int32Array(buffer);
  const slots = words[GEOMETRY_I32];
  const slotBytes = words[GEOMETRY_I32 + 1];
  const consumers = words[GEOMETRY_I32 + 2];
  const overrun: Overrun = words[GEOMETRY_I32 + 3] === 0 ? "gate" : "drop-oldest";
  if (expected !== undefined && overrun !== expected) {
    throw new Error(`Invariant: the overrun of this ring is "${expected}", was "${overrun}"`);
  }
  const view = slotView(buffer, headerBytes(consumers), slots, slotBytes);
  return { slots, slotBytes, consumers, overrun, words, view };
}

/** Sequences published and not yet passed by consumer `i`; any thread, a moment's truth. */
export function ringLag(memory: RingMemory, consumer: number): number {
  const cursor = Atomics.load(memory.words, cursorI32(consumer));
  return (Atomics.load(memory.words, TAIL_I32) - cursor) | 0;
}

/** Throws when the ring's words contradict the invariant in this file's head; for tests and drains. */
export function assertRingInvariants(memory: RingMemory): void {
  const { words, slots, consumers, overrun } = memory;
  for (let i = 0; i < consumers; i++) {
    const cursor = Atomics.load(words, cursorI32(i));
    const lag = (Atomics.load(words, TAIL_I32) - cursor) | 0;
    const bound = overrun === "gate" ? slots : 0x7fff_ffff;
    if (lag < 0 || lag > bound) {
      throw new Error(`Invariant: 0 <= tailSeq - cursorSeq <= ${bound}, was ${lag}, consumer=${i}`);
    }
    const done = (words[cursorI32(i) + PROGRESS_OFFSET] - cursor) | 0;
    if (done < 0 || done > slots) {
      throw new Error(`Invariant: 0 <= progressSeq - cursorSeq <= slots, was ${done}`);
    }
  }
  if (overrun === "drop-oldest") {
    const ahead = (Atomics.load(words, CLAIM_I32) - Atomics.load(words, TAIL_I32)) | 0;
    if (ahead < 0 || ahead > claimAhead(slots)) {
      throw new Error(`Invariant: 0 <= claimSeq - tailSeq <= ${claimAhead(slots)}, was ${ahead}`);
    }
  }
}
