/** Known answers of emission-cycle.ts: rows, refusals, sessions, totals, counts and times. */
import {
  EVENT_KIND_U8,
  EVENT_PRICE_F64,
  EVENT_TRACE_ID_U32,
  EventText,
  type SlotView,
} from "#codec";
import { STAGE_FRAME, STAGE_QUEUE, STAGE_SEND } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import type { ClientHub } from "./clients/client-hub.ts";
import { EmissionCycle } from "./emission-cycle.ts";
import type { EdgeFrame } from "./frames/edge-frame.ts";
import type { EdgeObserver } from "./frames/edge-observer.ts";
import { FeedHistory } from "./frames/feed-history.ts";
import { highLowSlot, sessionSlot, surgeSlot, trendSlot } from "./testing/event-slots.ts";
import { InProcessView, TEN_O_CLOCK_US } from "./testing/in-process-view.ts";

const HALF_HOUR_US = 1800e6;

/** A hub of one client, or of none, that notes what is offered. */
function newRig(clients = 1, observer?: EdgeObserver) {
  const view = new InProcessView();
  const notes: string[] = [];
  const noting = (id: number) => ({
    isOpen: id < 9,
    offer: (frame: EdgeFrame) => {
      const rows = frame.rows.map((row) => `${row.symbol}${row.list}`).join(" ");
      const { total_highs, total_lows } = JSON.parse(frame.activityText);
      const rowSeqs = frame.rows.map((row) => row.frameSeq);
      for (const row of frame.rows) if (row.symbol === "GOT") row.deliveries += 1;
      notes.push(`${id}: ${rows} H${total_highs} L${total_lows} @${frame.seq} ${rowSeqs}`);
    },
    resetSession: (text: string, seq: number) => notes.push(`${id}: reset ${text} @${seq}`),
  });
  const all = Array.from({ length: clients }, (_, i) => noting(i === 2 ? 9 : i));
  const hub = {
    listeners: () => all,
    all: () => all,
    offer: (frame: EdgeFrame) => {
      for (const client of all) if (client.isOpen) client.offer(frame);
    },
  } as unknown as ClientHub;
  const feed = new FeedHistory("run-1", 4, 40_000);
  const cycle = new EmissionCycle(view, new EventText("America/New_York"), 4, feed, observer);
  const take = () => notes.splice(0);
  const history = () => cycle.historyRows().map((row) => `${row.symbol}${row.list}`);
  return { view, hub, cycle, feed, take, history };
}

type Rig = ReturnType<typeof newRig>;

function push(
  { view }: Rig,
  make: typeof highLowSlot,
  symbol: string,
  isUp: boolean,
  atUs?: number,
): SlotView {
  const parts = view.parts(symbol);
  const slot = make({ ...parts, isUp, ...(atUs === undefined ? {} : { epochUs: atUs }) });
  view.push(slot);
  return slot;
}

export default function run(observe: Observe): void {
  observeRows(observe);
  observeRefusals(observe);
  observeTimes(observe);
  observeSessions(observe);
  observeBounds(observe);
  observeFrames(observe);
  observeObserver(observe);
}

/** What an observer hears of an emission. */
function observeObserver(observe: Observe): void {
  for (const isWatching of [true, false]) {
    const told: string[] = [];
    const observer: EdgeObserver = {
      isWatching,
      emitted: (rows) => told.push(rows.map((row) => row.symbol).join(" ")),
      offered: () => undefined,
    };
    const rig = newRig(0, observer);
    push(rig, highLowSlot, "AA", true);
    push(rig, trendSlot, "BB", true);
    rig.cycle.run(rig.hub);
    observe("#emit", `an observer, watching ${isWatching}`, told);
  }
}

function observeRows(observe: Observe): void {
  const rig = newRig(3);
  const { view, hub, cycle, take, history } = rig;
  view.onCollect = () => {
    view.onCollect = () => undefined;
    for (const make of [highLowSlot, trendSlot, surgeSlot]) {
      for (const isUp of [true, false]) push(rig, make, isUp ? "UP" : "DN", isUp);
    }
  };
  observe(of(EmissionCycle, "run"), "nothing more waits", cycle.run(hub), false);
  observe("#emit", "open clients get the rows; totals count first", take());
  const texts = cycle.historyRows().map(({ list, text }) => [list, Object.keys(JSON.parse(text))]);
  observe("#textOf", "fields of the rows of each list", texts);
  observe("#take", "ledger", view.ledger.row(STAGE_FRAME), {
    dropped: {},
    errored: {},
    filtered: {},
    in: 6,
    out: 6,
    produced: 0,
  });
  observe(of(EmissionCycle, "historyRows"), "rows", history(), [
    "UP0",
    "DN1",
    "UP2",
    "DN3",
    "UP4",
    "DN5",
  ]);
  observe(of(EmissionCycle, "stats"), "after a run", cycle.stats, {
    invalidEvents: 0,
    rows: 6,
    runs: 1,
    sessionResets: 0,
  });
  observe(
    of(EmissionCycle, "run"),
    "without events",
    [cycle.run(hub), take()],
    [false, ["0:  H1 L1 @1 ", "1:  H1 L1 @1 "]],
  );
  const alone = newRig(0);
  push(alone, highLowSlot, "AA", true);
  alone.cycle.run(alone.hub);
  observe("#emit", "nobody listens", alone.view.ledger.row(STAGE_FRAME), {
    dropped: {},
    errored: {},
    filtered: { no_client: 1 },
    in: 1,
    out: 0,
    produced: 0,
  });
  observe(
    "#emit",
    "history without clients",
    [alone.history(), alone.cycle.stats],
    [["AA0"], { invalidEvents: 0, rows: 1, runs: 1, sessionResets: 0 }],
  );
  alone.cycle.run(alone.hub);
  const missed = alone.feed.after(0);
  observe("#emit", "kept for who comes back", [alone.feed.latestSeq, missed?.seq], [1, 1]);
  observe("#emit", "the frame that is kept", missed?.frame?.rows.length, 1);
}

function observeRefusals(observe: Observe): void {
  const rig = newRig();
  const { view, hub, cycle, take } = rig;
  const wrong = highLowSlot({ ...view.parts("BAD"), isUp: true });
  wrong.f64[EVENT_PRICE_F64] = -1;
  view.push(wrong);
  const other = highLowSlot({ ...view.parts("KIND"), isUp: true });
  other.u8[EVENT_KIND_U8] = 9;
  view.push(other);
  push(rig, highLowSlot, "GOOD", true);
  cycle.run(hub);
  observe("#refuse", "ledger", view.ledger.row(STAGE_FRAME), {
    dropped: {},
    errored: { EVENT_INVALID: 2 },
    filtered: {},
    in: 3,
    out: 1,
    produced: 0,
  });
  observe(
    "#refuse",
    "others go on",
    [take(), cycle.stats],
    [["0: GOOD0 H1 L0 @1 1"], { invalidEvents: 2, rows: 1, runs: 1, sessionResets: 0 }],
  );
  const errors = view.errors.entries().map(({ code, message, sample }) => [code, message, sample]);
  observe("#refuse", "errors", errors);
}

function observeTimes(observe: Observe): void {
  for (const isOn of [true, false]) {
    const rig = newRig();
    const { view, hub, cycle } = rig;
    view.isTelemetryOn = isOn;
    view.nextSeq();
    const slot = push(rig, highLowSlot, "AA", true);
    slot.u32[EVENT_TRACE_ID_U32] = 55;
    view.push(slot);
    const got = highLowSlot({ ...view.parts("GOT"), isUp: true });
    got.u32[EVENT_TRACE_ID_U32] = 56;
    view.push(got);
    cycle.run(hub);
    const ages = [STAGE_QUEUE, STAGE_SEND].map((stage) => {
      const { count, sumUs } = view.telemetry.latencies[stage]!.total;
      return [count, Math.abs(sumUs / count + TEN_O_CLOCK_US - Date.now() * 1000) < 3600e6];
    });
    observe("#time", `queue, telemetry ${isOn}`, ages[0]);
    const traces = view.telemetry.traces.entries().map(({ traceId, stage, recordSeq, epochUs }) => {
      return [traceId, stage, recordSeq, Math.abs(epochUs - Date.now() * 1000) < 3600e6];
    });
    const [sent, before] = [10, 11].map((stage) => traces.filter(([, at]) => Number(at) >= stage));
    observe("#time", `traces, telemetry ${isOn}`, traces.slice(0, 4));
    observe("#traceSent", `sampled rows, telemetry ${isOn}`, sent);
    observe("#traceSent", `those that a client got, telemetry ${isOn}`, before);
    observe("#emit", `send, telemetry ${isOn}`, ages[1]);
    cycle.run(hub);
    const again = view.telemetry.latencies[STAGE_SEND]!.total.count;
    observe("#emit", `nothing to time, telemetry ${isOn}`, again);
  }
}

function observeSessions(observe: Observe): void {
  const rig = newRig();
  const { view, hub, cycle, take, history } = rig;
  const session = (status: "PRE" | "REGULAR", atUs: number) => {
    view.push(sessionSlot({ ...view.parts("SS"), epochUs: atUs, date: 20_000, status }));
  };
  const regularUs = TEN_O_CLOCK_US + HALF_HOUR_US;
  session("PRE", TEN_O_CLOCK_US);
  push(rig, highLowSlot, "A", true, TEN_O_CLOCK_US + 1);
  cycle.run(hub);
  observe("#begin", "the first session resets nothing", take(), ["0: A0 H1 L0 @1 1"]);
  observe("#take", "a session is no row", view.ledger.row(STAGE_FRAME), {
    dropped: {},
    errored: {},
    filtered: { control_event: 1 },
    in: 2,
    out: 1,
    produced: 0,
  });
  push(rig, trendSlot, "B", true, TEN_O_CLOCK_US + 2);
  push(rig, highLowSlot, "C", false, regularUs - 1);
  push(rig, highLowSlot, "D", false, regularUs);
  session("REGULAR", regularUs + 7e6);
  cycle.run(hub);
  observe(of(EmissionCycle, "run"), "older rows, the reset, newer rows", take(), [
    "0: C1 B2 H1 L1 @2 2,2",
    '0: reset {"new_session":"REGULAR"} @3',
    "0: D1 H0 L1 @4 4",
  ]);
  observe("#begin", "history keeps trends", history(), ["D1", "B2"]);
  observe("#begin", "counts resets", cycle.stats, {
    invalidEvents: 0,
    rows: 4,
    runs: 2,
    sessionResets: 1,
  });
  session("REGULAR", regularUs + 9e6);
  session("PRE", TEN_O_CLOCK_US);
  push(rig, highLowSlot, "E", true, TEN_O_CLOCK_US + 3);
  cycle.run(hub);
  observe(of(EmissionCycle, "run"), "a session that is known or old changes nothing", take(), [
    "0: E0 H0 L1 @5 5",
  ]);
  observe("#emit", "a straggler is in no history", history(), ["D1", "B2"]);
}

function observeBounds(observe: Observe): void {
  const rig = newRig();
  const slot = push(rig, highLowSlot, "AA", true);
  for (let i = 0; i < 2048; i++) rig.view.push(slot);
  observe(of(EmissionCycle, "run"), "2,049 events: more waits", rig.cycle.run(rig.hub), true);
  observe(of(EmissionCycle, "run"), "2,048 a run", rig.view.queue.length, 1);
  observe(
    of(EmissionCycle, "run"),
    "the rest",
    [rig.cycle.run(rig.hub), rig.cycle.stats.rows],
    [false, 2049],
  );
}

function observeFrames(observe: Observe): void {
  const { view, cycle } = newRig();
  const quiet = cycle.quietFrame();
  observe("#frame", "activity", quiet.activityText);
  observe(
    of(EmissionCycle, "quietFrame"),
    "parts",
    [quiet.rows.length, quiet.marketEpochUs, quiet.seq],
    [0, 1753797600000000, 0],
  );
  view.marketClock = () => {
    throw new Error("no clock");
  };
  view.windows = { ...view.windows, ticks60s: 7 };
  const last = cycle.quietFrame();
  observe(
    "#frame",
    "the last activity when there is none",
    last.activityText === quiet.activityText,
    true,
  );
  observe(
    "#frame",
    "error",
    view.errors.entries().map(({ code, message }) => [code, message]),
    [["EMIT_FAILED", "the activity of a frame cannot be written"]],
  );
}
