import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  asSlot,
  EVENT_BYTES,
  EVENT_HASH_U32,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_LOW,
  EVENT_RECORD_SEQ_F64,
  EVENT_SESSION,
  EVENT_SURGE,
  EVENT_TREND,
  privateSlots,
  type SlotView,
} from "#codec";
import { STAGE_QUEUE, ThreadLedger, unaccounted } from "#engine/telemetry";
import { EventQueue, type QueueBounds } from "./event-queue.ts";
import { PRIORITIES, priorityOf } from "./priority.ts";

const KINDS = [EVENT_SESSION, EVENT_SURGE, EVENT_HIGH, EVENT_LOW, EVENT_TREND, 77];

function eventSlot(kind: number, recordSeq: number): SlotView {
  const view = privateSlots(1, EVENT_BYTES);
  view.u8[EVENT_KIND_U8] = kind;
  view.f64[EVENT_RECORD_SEQ_F64] = recordSeq;
  return view;
}

function bounds(...slotsMax: number[]): QueueBounds {
  const [p0Max = 1, p1Max = 1, p2Max = 1, p3Max = 1, p4Max = 1] = slotsMax;
  return { p0Max, p1Max, p2Max, p3Max, p4Max };
}

function pullSeqs(queue: EventQueue, max: number): number[] {
  const seqs: number[] = [];
  queue.pull((view, slot) => {
    seqs.push(view.f64[slot * (EVENT_BYTES / 8) + EVENT_RECORD_SEQ_F64]!);
  }, max);
  return seqs;
}

describe("event queue", () => {
  test("control, surge, high and low, trend, rest", () => {
    expect(KINDS.map(priorityOf)).toEqual([0, 1, 2, 2, 3, 4]);
    const queue = new EventQueue(ThreadLedger.detached(), bounds(4, 4, 4, 4, 4));
    [77, EVENT_TREND, EVENT_LOW, EVENT_HIGH, EVENT_SURGE, EVENT_SESSION].forEach((kind, seq) => {
      queue.push(eventSlot(kind, seq), asSlot(0));
    });
    expect(pullSeqs(queue, 100)).toEqual([5, 4, 2, 3, 1, 0]);
    expect(queue.length).toBe(0);
  });

  test("an event leaves as it came, bit by bit, even where its words spell a NaN", () => {
    const queue = new EventQueue(ThreadLedger.detached(), bounds(1, 1, 1, 1, 1));
    const from = privateSlots(2, EVENT_BYTES);
    const base = EVENT_BYTES; // the second slot
    for (let i = 0; i < EVENT_BYTES; i++) from.u8[base + i] = (i * 37) & 255;
    from.u8[base + EVENT_KIND_U8] = EVENT_HIGH;
    for (const hash of [0xffff_ffff, 0x7ff8_0001, 0xfff0_0000, 0x7ff0_0001]) {
      from.u32[base / 4 + EVENT_HASH_U32] = hash;
      queue.push(from, asSlot(1));
      queue.pull((view, slot) => {
        const got = view.u8.slice(slot * EVENT_BYTES, (slot + 1) * EVENT_BYTES);
        expect(got).toEqual(from.u8.slice(base, base + EVENT_BYTES));
      }, 1);
    }
  });

  test("agrees with a model of five lists, and the ledger balances at every step", () => {
    const command = fc.oneof(
      fc.record({ kind: fc.constantFrom(...KINDS) }),
      fc.record({ max: fc.integer({ min: 0, max: 12 }) }),
    );
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 200 }),
        fc.tuple(...Array.from({ length: PRIORITIES }, () => fc.integer({ min: 1, max: 7 }))),
        (commands, slotsMax) => {
          const ledger = ThreadLedger.detached();
          const queue = new EventQueue(ledger, bounds(...slotsMax));
          const model: number[][] = Array.from({ length: PRIORITIES }, () => []);
          const refused = new Array<number>(PRIORITIES).fill(0);
          let seq = 0;
          for (const step of commands) {
            if ("kind" in step) {
              const priority = priorityOf(step.kind);
              const event = eventSlot(step.kind, seq);
              const hadRoom = queue.hasRoomFor(event, asSlot(0));
              queue.push(event, asSlot(0));
              const hasRoom = model[priority]!.length < slotsMax[priority]!;
              expect(hadRoom).toBe(hasRoom);
              if (hasRoom) model[priority]!.push(seq);
              else refused[priority]! += 1;
              seq += 1;
            } else {
              const expected: number[] = [];
              for (const list of model)
                expected.push(...list.splice(0, step.max - expected.length));
              expect(pullSeqs(queue, step.max)).toEqual(expected);
            }
            queue.assertInvariants();
            const waiting = model.reduce((sum, list) => sum + list.length, 0);
            expect(queue.pushed - queue.pulled).toBe(waiting);
            expect(queue.length).toBe(waiting);
            const row = ledger.row(STAGE_QUEUE);
            expect(unaccounted(row)).toBe(waiting);
            expect(row.produced).toBe(row.out);
            refused.forEach((count, p) => {
              expect(row.dropped[`queue_overflow_p${p}`] ?? 0).toBe(count);
            });
          }
        },
      ),
    );
  });

  test("a visitor that throws loses the event it holds and no other", () => {
    const ledger = ThreadLedger.detached();
    const queue = new EventQueue(ledger, bounds(8, 8, 8, 8, 8));
    for (let seq = 0; seq < 3; seq++) queue.push(eventSlot(EVENT_HIGH, seq), asSlot(0));
    expect(() =>
      queue.pull(() => {
        throw new Error("visitor");
      }, 3),
    ).toThrow("visitor");
    expect(ledger.row(STAGE_QUEUE).out).toBe(1);
    expect(pullSeqs(queue, 9)).toEqual([1, 2]);
  });
});
