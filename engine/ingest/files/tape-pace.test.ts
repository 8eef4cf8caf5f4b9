import { describe, expect, test } from "bun:test";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  privateSlots,
  RECORD_BYTES,
  type TapeBlock,
  writeTick,
} from "#codec";
import { TapePace } from "./tape-pace.ts";

const T0 = Date.UTC(2024, 0, 2, 15) * 1000;
const ALL = 1000;

/** A block of records at these venue times, seconds after T0. */
function block(seconds: readonly number[]): TapeBlock {
  const view = privateSlots(seconds.length, RECORD_BYTES);
  for (const [slot, second] of seconds.entries()) {
    writeTick(view, asSlot(slot), {
      symbolId: asSymbolId(1),
      recordSeq: slot,
      exchangeEpochUs: asEpochUs(T0 + second * 1e6),
      receivedEpochUs: asEpochUs(0),
      isEligible: true,
      price: 1,
      size: 1,
    });
  }
  return { view, records: seconds.length, symbols: ["", "A"] };
}

const steady = Array.from({ length: 20 }, (_, i) => i);

describe("pace", () => {
  test("records are due with venue time, divided by the speed", () => {
    const pace = new TapePace(2);
    const tape = block(steady);
    expect(pace.dueEnd(tape, 0, ALL, 1000)).toBe(1);
    expect(pace.nextLocalMs).toBe(1500);
    expect(pace.dueEnd(tape, 1, ALL, 1499)).toBe(1);
    expect(pace.dueEnd(tape, 1, ALL, 1500)).toBe(2);
    expect(pace.dueEnd(tape, 2, ALL, 3999)).toBe(6);
    expect(pace.dueEnd(tape, 6, 3, 99_999)).toBe(9);
  });

  test("max is due at once, in batches", () => {
    const pace = new TapePace("max");
    expect(pace.dueEnd(block(steady), 0, 7, 0)).toBe(7);
    expect(pace.dueEnd(block(steady), 18, 7, 0)).toBe(20);
  });

  test("times that are none, or late, wait for nobody", () => {
    const pace = new TapePace(1);
    const tape = block([0, 0, 0, 0, Number.NaN, -1e12, -50, 0, 1, 2, 3, 4]);
    expect(pace.dueEnd(tape, 0, ALL, 0)).toBe(8);
    expect(pace.nextLocalMs).toBe(1000);
  });

  test("one wrong time in the future delays nothing but itself", () => {
    const year = 365 * 86_400;
    const pace = new TapePace(1);
    const tape = block([0, 1, 2, year, 3, 4, 5, 6, 7, 8]);
    expect(pace.dueEnd(tape, 0, ALL, 0)).toBe(1);
    expect(pace.dueEnd(tape, 1, ALL, 3000)).toBe(5);
    expect(pace.nextLocalMs).toBe(4000);
  });

  test("a wrong time at the end of a block is not waited for; a true gap waits in the next block", () => {
    const day = 86_400;
    const pace = new TapePace(1);
    expect(pace.dueEnd(block([0, 1, day]), 0, ALL, 1000)).toBe(1);
    expect(pace.dueEnd(block([0, 1, day]), 1, ALL, 2000)).toBe(3);
    const next = block([day, day + 1, day + 2, day + 3]);
    expect(pace.dueEnd(next, 0, ALL, 2000)).toBe(0);
    expect(pace.nextLocalMs).toBe(1000 + day * 1000);
  });

  test("a speed that is none is an invariant", () => {
    for (const speed of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => new TapePace(speed)).toThrow("Invariant: a replay's speed is above 0");
    }
  });
});
