/**
 * Races between real threads. A forbidden outcome (torn, lost, repeated, stale) fails; an allowed
 * outcome that was never seen (nobody ever waited, nobody was ever lapped) fails too, because then the
 * test did not race.
 */
import { describe, expect, test } from "bun:test";
import { asSeq } from "#codec";
import { assertRingInvariants, createRing, type Overrun, openRing } from "./ring-layout.ts";
import type { LitmusResult, LitmusRole } from "./ring-litmus-worker.ts";

/** Runs a race: every thread in a worker of its own, all from the same moment on. */
function runThreads(roles: readonly Omit<LitmusRole, "start" | "threads">[]) {
  const meeting = { start: new SharedArrayBuffer(4), threads: roles.length };
  return Promise.all(roles.map((role) => runThread({ ...role, ...meeting })));
}

function runThread(role: LitmusRole): Promise<LitmusResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./ring-litmus-worker.ts", import.meta.url).href);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = (event: MessageEvent<LitmusResult>) => {
      worker.terminate();
      resolve(event.data);
    };
    worker.postMessage(role);
  });
}

async function race(
  overrun: Overrun,
  slots: number,
  count: number,
  flushEvery: number,
  readerPaces: number[],
  { slotBytes, stride } = { slotBytes: 128, stride: 1 },
): Promise<LitmusResult[]> {
  // Start below the Int32 wrap, so that every race crosses it.
  const firstSeq = (0x7fff_ffff - (count >> 1)) | 0;
  const consumers = readerPaces.length;
  const buffer = createRing({ slots, slotBytes, consumers, overrun }, asSeq(firstSeq));
  const readers = readerPaces.map((pace, index) => {
    return { role: "consumer" as const, buffer, count, index, pace, stride };
  });
  const producer = { role: "producer" as const, buffer, count, index: 0, pace: flushEvery, stride };
  const results = await runThreads([...readers, producer]);
  assertRingInvariants(openRing(buffer));
  for (const result of results) {
    expect(result).toMatchObject({ torn: 0, outOfOrder: 0 });
    expect(result.records + result.lapped).toBe(count);
  }
  return results;
}

test("gate: three readers see every record once, in order, whole", async () => {
  const results = await race("gate", 64, 200_000, 7, [0, 0, 1]);
  expect(results.every((result) => result.lapped === 0)).toBe(true);
  // Allowed and expected: the producer met a full ring, somebody met an empty one.
  expect(results.at(-1)!.waits).toBeGreaterThan(0);
  expect(results.some((result) => result.role === "consumer" && result.waits > 0)).toBe(true);
});

test("gate: a producer that publishes one by one loses no wake-up", async () => {
  const results = await race("gate", 16, 20_000, 1, [0]);
  expect(results[0].records).toBe(20_000);
});

test("drop-oldest: a slow reader is lapped, counts it exactly, and never sees a torn record", async () => {
  const results = await race("drop-oldest", 64, 400_000, 5, [0, 40]);
  expect(results[1].lapped).toBeGreaterThan(0);
  expect(results[1].records).toBeGreaterThan(0);
  // The producer never waits for anybody.
  expect(results[2].waits).toBe(0);
});

test("drop-oldest: a batch that is overwritten while it is copied is discarded", async () => {
  // Two of 512 doubles are written, and all are copied: the producer laps nearly every copy.
  const large = { slotBytes: 4096, stride: 511 };
  const results = await race("drop-oldest", 16, 1_000_000, 1, [0], large);
  expect(results[0].lapped).toBeGreaterThan(0);
  expect(results[0].records).toBeGreaterThan(0);
});

describe("an observer", () => {
  /** Most records that the producer of these races keeps unpublished. */
  const FLUSH_EVERY = 5;

  async function observed(overrun: Overrun, count: number, pace: number): Promise<LitmusResult> {
    const firstSeq = (0x7fff_ffff - (count >> 1)) | 0;
    const buffer = createRing(
      { slots: 64, slotBytes: 128, consumers: 1, overrun },
      asSeq(firstSeq),
    );
    const endSeq = (firstSeq + count) | 0;
    const [seen, read] = await runThreads([
      { role: "observer", buffer, count, index: FLUSH_EVERY + 1, pace, endSeq },
      { role: "consumer", buffer, count, index: 0, pace: 0 },
      { role: "producer", buffer, count, index: 0, pace: FLUSH_EVERY },
    ]);
    expect(read!.records + read!.lapped).toBe(count);
    expect(seen).toMatchObject({ torn: 0, outOfOrder: 0 });
    expect(seen!.records).toBeGreaterThan(0);
    return seen!;
  }

  test.each(["gate", "drop-oldest"] as const)(
    "of a ring that is %s misses records rather than see a torn one",
    async (overrun) => {
      const seen = await observed(overrun, 400_000, 40);
      // Allowed and expected: it is slower than the producer, which never waits for it.
      expect(seen.lapped).toBeGreaterThan(0);
    },
  );
});
