import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { asSeq } from "#codec";
import { TickscopeError } from "#schemas";
import type { RingConsumer } from "./ring-consumer.ts";
import { openConsumer, openProducer } from "./ring-ends.ts";
import { createRing, type Overrun, openRing, ringBytes, ringLag } from "./ring-layout.ts";
import { RING_FULL, type RingProducer } from "./ring-producer.ts";

const SLOT_BYTES = 64;
const SLOT_F64 = SLOT_BYTES / 8;
/** Sequences a few steps before the Int32 wrap, and before the wrap to zero. */
const WRAPS = [0, 0x7fff_fff0, -8];

function ring(slots: number, consumers: number, overrun: Overrun, firstSeq = 0) {
  const buffer = createRing({ slots, slotBytes: SLOT_BYTES, consumers, overrun }, asSeq(firstSeq));
  const producer = openProducer(buffer);
  const readers = Array.from({ length: consumers }, (_, i) => openConsumer(buffer, i));
  return { buffer, producer, readers, memory: openRing(buffer) };
}

/** Writes `value` into every double of the next slot; false when the ring is full. */
function put(producer: RingProducer, value: number): boolean {
  const slot = producer.claim();
  if (slot === RING_FULL) return false;
  producer.view.f64.fill(value, slot * SLOT_F64, (slot + 1) * SLOT_F64);
  producer.commit();
  return true;
}

function take(reader: RingConsumer, max: number): number[] {
  const count = Math.min(reader.poll(), max);
  const values = Array.from({ length: count }, (_, i) => {
    const at = reader.slotOf(i) * SLOT_F64;
    const words = new Set(reader.view.f64.subarray(at, at + SLOT_F64));
    expect(words.size).toBe(1);
    return [...words][0];
  });
  reader.advance(count);
  return values;
}

describe("gated ring", () => {
  test.each(WRAPS)(
    "a full ring refuses, and goes on after the slowest reader (from %p)",
    (first) => {
      const { producer, readers, memory } = ring(16, 2, "gate", first);
      for (let i = 0; i < 16; i++) expect(put(producer, i)).toBe(true);
      expect(put(producer, 16)).toBe(false);
      producer.flush();
      take(readers[0], 16);
      expect(put(producer, 16)).toBe(false);
      expect(ringLag(memory, 1)).toBe(16);
      // batchMax is half the ring
      expect(take(readers[1], 3)).toEqual([0, 1, 2]);
      for (let i = 16; i < 19; i++) expect(put(producer, i)).toBe(true);
      expect(put(producer, 19)).toBe(false);
      producer.assertInvariants();
    },
  );

  test("what is not flushed is not seen", () => {
    const { producer, readers } = ring(16, 1, "gate");
    put(producer, 7);
    expect(readers[0].poll()).toBe(0);
    expect(producer.pending).toBe(1);
    expect(producer.flush()).toBe(1);
    expect(take(readers[0], 9)).toEqual([7]);
  });

  test("behaves like a list with one cursor per reader, across every wrap", () => {
    const command = fc.oneof(
      fc.record({ do: fc.constant("put" as const), n: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ do: fc.constant("flush" as const), n: fc.constant(0) }),
      fc.record({
        do: fc.constant("take" as const),
        n: fc.integer({ min: 1, max: 40 }),
        reader: fc.integer({ min: 0, max: 2 }),
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...WRAPS),
        fc.array(command, { maxLength: 200 }),
        (first, run) => {
          const { producer, readers, memory } = ring(16, 3, "gate", first);
          let written = 0;
          let published = 0;
          const read = [0, 0, 0];
          for (const step of run) {
            if (step.do === "put") {
              for (let i = 0; i < step.n; i++) {
                const hasRoom = written - Math.min(...read) < 16;
                expect(put(producer, written)).toBe(hasRoom);
                if (hasRoom) written++;
              }
            } else if (step.do === "flush") {
              expect(producer.flush()).toBe(written - published);
              published = written;
            } else {
              const values = take(readers[step.reader], step.n);
              for (const value of values) expect(value).toBe(read[step.reader]++);
              if (values.length === 0) expect(read[step.reader]).toBe(published);
            }
            producer.assertInvariants();
            expect(ringLag(memory, 0)).toBe(published - read[0]);
          }
        },
      ),
    );
  });

  test("a successor of a dead reader skips only the record it died in", () => {
    const { buffer, producer, readers } = ring(16, 1, "gate");
    for (let i = 0; i < 6; i++) put(producer, i);
    producer.flush();
    const dead = readers[0];
    expect(dead.poll()).toBe(6);
    for (let i = 0; i < 2; i++) {
      dead.begin();
      dead.finish();
    }
    dead.begin(); // ends inside record 2
    const successor = openConsumer(buffer, 0);
    expect(successor.wasInWork).toBe(true);
    expect(successor.recover()).toBe(2);
    expect(take(successor, 9)).toEqual([3, 4, 5]);
    successor.assertInvariants();
  });

  test("a successor of a dead producer publishes whole records only", () => {
    const { buffer, producer, readers } = ring(16, 1, "gate");
    put(producer, 1);
    producer.mark();
    put(producer, 2); // never marked: belongs to a record that was not finished
    const successor = openProducer(buffer);
    expect(successor.pending).toBe(1);
    put(successor, 3);
    successor.flush();
    expect(take(readers[0], 9)).toEqual([1, 3]);
  });
});

describe("drop-oldest ring", () => {
  test.each(WRAPS)("a lapped reader counts exactly what it never saw (from %p)", (first) => {
    const { producer, readers } = ring(16, 1, "drop-oldest", first);
    for (let i = 0; i < 100; i++) {
      put(producer, i);
      producer.flush();
      producer.assertInvariants();
    }
    const seen = [];
    for (let values = take(readers[0], 99); values.length > 0; values = take(readers[0], 99)) {
      seen.push(...values);
    }
    expect(seen.length + readers[0].lapped).toBe(100);
    expect(readers[0].lapped).toBeGreaterThan(80);
    expect(seen.at(-1)).toBe(99);
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => 100 - seen.length + i));
  });
});

describe("measures", () => {
  const geometry = { slots: 16, slotBytes: 64, consumers: 1, overrun: "gate" as const };
  test.each([
    [{ ...geometry, slots: 24 }, "slots=24"],
    [{ ...geometry, slots: 8 }, "slots=8"],
    [{ ...geometry, slotBytes: 60 }, "60"],
    [{ ...geometry, consumers: 0 }, "consumers=0"],
    [{ ...geometry, consumers: 32 }, "consumers=32"],
  ])("refuses %p", (impossible, named) => {
    expect(() => ringBytes(impossible)).toThrow(named);
    expect(() => ringBytes(impossible)).toThrow(TickscopeError);
  });
});
