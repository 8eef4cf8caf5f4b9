/** Known answers of event-queue.ts: order, bounds, and the counts on the ledger. */
import {
  asSlot,
  EVENT_BYTES,
  EVENT_F64,
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
import { STAGE_QUEUE, ThreadLedger } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { EventQueue } from "./event-queue.ts";

/** A different bound for each priority. */
const BOUNDS = { p0Max: 1, p1Max: 2, p2Max: 3, p3Max: 4, p4Max: 5 };
/** An unknown kind last: it goes with the status. */
const KINDS = [EVENT_TREND, EVENT_HIGH, 9, EVENT_SURGE, EVENT_LOW, EVENT_SESSION];

interface Rig {
  queue: EventQueue;
  ledger: ThreadLedger;
  view: SlotView;
}

function newRig(): Rig {
  const ledger = ThreadLedger.detached();
  const view = privateSlots(KINDS.length, EVENT_BYTES);
  for (const [slot, kind] of KINDS.entries()) {
    view.u8[slot * EVENT_BYTES + EVENT_KIND_U8] = kind;
    view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64] = 100 + slot;
  }
  return { queue: new EventQueue(ledger, BOUNDS), ledger, view };
}

/** record_seq of what a pull of at most `max` gives, and how many it says it gave. */
function pulled({ queue }: Rig, max: number): unknown {
  const seqs: number[] = [];
  const count = queue.pull((view, slot) => {
    seqs.push(view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64]!);
  }, max);
  return { count, seqs };
}

export default function run(observe: Observe): void {
  const rig = newRig();
  const { queue, ledger, view } = rig;
  const totals = () => [queue.pushed, queue.pulled, queue.length];
  observe(
    of(EventQueue, "constructor"),
    "bounds",
    queue.depths().map(({ slotsMax }) => slotsMax),
    [1, 2, 3, 4, 5],
  );
  observe(of(EventQueue, "pull"), "empty", pulled(rig, 5), { count: 0, seqs: [] });
  for (let slot = 0; slot < KINDS.length; slot++) queue.push(view, asSlot(slot));
  observe(of(EventQueue, "push"), "ledger", ledger.row(STAGE_QUEUE), {
    dropped: {},
    errored: {},
    filtered: {},
    in: 6,
    out: 0,
    produced: 0,
  });
  observe(of(EventQueue, "depths"), "after a push of each kind", queue.depths());
  observe(of(EventQueue, "pushed"), "six", queue.pushed, 6);
  observe(of(EventQueue, "length"), "six", queue.length, 6);
  observe(of(EventQueue, "pull"), "none", pulled(rig, 0), { count: 0, seqs: [] });
  observe(of(EventQueue, "pull"), "at most three", pulled(rig, 3), {
    count: 3,
    seqs: [105, 103, 101],
  });
  observe(of(EventQueue, "pull"), "ledger", ledger.row(STAGE_QUEUE), {
    dropped: {},
    errored: {},
    filtered: {},
    in: 6,
    out: 3,
    produced: 3,
  });
  observe(of(EventQueue, "pulled"), "three", totals(), [6, 3, 3]);
  observe(of(EventQueue, "pull"), "the rest", pulled(rig, 100), {
    count: 3,
    seqs: [104, 100, 102],
  });
  observe(of(EventQueue, "length"), "none", totals(), [6, 6, 0]);
  observeOverflow(observe);
  observeThrow(observe);
}

function observeOverflow(observe: Observe): void {
  for (const [slot, kind] of KINDS.entries()) {
    const { queue, ledger, view } = newRig();
    const rooms = Array.from({ length: 7 }, () => {
      const hasRoom = queue.hasRoomFor(view, asSlot(slot));
      queue.push(view, asSlot(slot));
      return hasRoom;
    });
    observe(of(EventQueue, "hasRoomFor"), `kind ${kind}`, rooms);
    observe(of(EventQueue, "push"), `overflow of kind ${kind}`, ledger.row(STAGE_QUEUE));
  }
}

/** An event that `visit` throws on has left; the next one waits. Invariants stay checkable. */
function observeThrow(observe: Observe): void {
  const { queue, ledger, view } = newRig();
  queue.push(view, asSlot(1));
  queue.push(view, asSlot(4));
  try {
    queue.pull(() => {
      throw new Error("visit");
    }, 5);
  } catch (thrown) {
    observe(of(EventQueue, "pull"), "a throw goes through", (thrown as Error).message, "visit");
  }
  observe(
    of(EventQueue, "pull"),
    "a throw owns its event",
    [queue.length, ledger.row(STAGE_QUEUE)],
    [1, { dropped: {}, errored: {}, filtered: {}, in: 2, out: 1, produced: 1 }],
  );
  queue.assertInvariants();
  observe(of(EventQueue, "assertInvariants"), "asks every queue", true, true);
}
