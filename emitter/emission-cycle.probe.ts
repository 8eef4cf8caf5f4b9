/** Known answers of emission-cycle.ts: rows, refusals, sessions, totals, counts and times. */
import {
  EVENT_KIND_U8,
  EVENT_PRICE_F64,
  EVENT_TRACE_ID_U32,
  EventText,
  type SlotView,
} from "#codec";
import type { Observe, Probe } from "#schemas";
import { STAGE_FRAME, STAGE_QUEUE, STAGE_SEND } from "#telemetry";
import type { ClientHub } from "./client-hub.ts";
import type { EdgeFrame } from "./edge-frame.ts";
import type { EdgeObserver } from "./edge-observer.ts";
import { EmissionCycle } from "./emission-cycle.ts";
import { FeedHistory } from "./feed-history.ts";
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

function run(observe: Observe): void {
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
  observe("run", "nothing more waits", cycle.run(hub));
  observe("#emit", "open clients get the rows; totals count first", take());
  const texts = cycle.historyRows().map(({ list, text }) => [list, Object.keys(JSON.parse(text))]);
  observe("#textOf", "fields of the rows of each list", texts);
  observe("#take", "ledger", view.ledger.row(STAGE_FRAME));
  observe("historyRows", "rows", history());
  observe("stats", "after a run", cycle.stats);
  observe("run", "without events", [cycle.run(hub), take()]);
  const alone = newRig(0);
  push(alone, highLowSlot, "AA", true);
  alone.cycle.run(alone.hub);
  observe("#emit", "nobody listens", alone.view.ledger.row(STAGE_FRAME));
  observe("#emit", "history without clients", [alone.history(), alone.cycle.stats]);
  alone.cycle.run(alone.hub);
  const missed = alone.feed.after(0);
  observe("#emit", "kept for who comes back", [alone.feed.latestSeq, missed?.seq]);
  observe("#emit", "the frame that is kept", missed?.frame?.rows.length);
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
  observe("#refuse", "ledger", view.ledger.row(STAGE_FRAME));
  observe("#refuse", "others go on", [take(), cycle.stats]);
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
  observe("#begin", "the first session resets nothing", take());
  observe("#take", "a session is no row", view.ledger.row(STAGE_FRAME));
  push(rig, trendSlot, "B", true, TEN_O_CLOCK_US + 2);
  push(rig, highLowSlot, "C", false, regularUs - 1);
  push(rig, highLowSlot, "D", false, regularUs);
  session("REGULAR", regularUs + 7e6);
  cycle.run(hub);
  observe("run", "older rows, the reset, newer rows", take());
  observe("#begin", "history keeps trends", history());
  observe("#begin", "counts resets", cycle.stats);
  session("REGULAR", regularUs + 9e6);
  session("PRE", TEN_O_CLOCK_US);
  push(rig, highLowSlot, "E", true, TEN_O_CLOCK_US + 3);
  cycle.run(hub);
  observe("run", "a session that is known or old changes nothing", take());
  observe("#emit", "a straggler is in no history", history());
}

function observeBounds(observe: Observe): void {
  const rig = newRig();
  const slot = push(rig, highLowSlot, "AA", true);
  for (let i = 0; i < 2048; i++) rig.view.push(slot);
  observe("run", "2,049 events: more waits", rig.cycle.run(rig.hub));
  observe("run", "2,048 a run", rig.view.queue.length);
  observe("run", "the rest", [rig.cycle.run(rig.hub), rig.cycle.stats.rows]);
}

function observeFrames(observe: Observe): void {
  const { view, cycle } = newRig();
  const quiet = cycle.quietFrame();
  observe("#frame", "activity", quiet.activityText);
  observe("quietFrame", "parts", [quiet.rows.length, quiet.marketEpochUs, quiet.seq]);
  view.marketClock = () => {
    throw new Error("no clock");
  };
  view.windows = { ...view.windows, ticks60s: 7 };
  const last = cycle.quietFrame();
  observe(
    "#frame",
    "the last activity when there is none",
    last.activityText === quiet.activityText,
  );
  observe(
    "#frame",
    "error",
    view.errors.entries().map(({ code, message }) => [code, message]),
  );
}

export const emissionCycleProbe: Probe = {
  name: "emission-cycle",
  stage: "frame",
  file: "emitter/emission-cycle.ts",
  needs: [
    "frame-row",
    "row-history",
    "market-session",
    "market-activity",
    "edge-frame",
    "feed-history",
    "event-queue",
    "slot-fifo",
    "frame-writer",
    "frame",
    "event-text",
    "event-item-problem",
    "json-text",
    "symbol-table",
    "contract-frame",
    "ledger",
    "error-log",
    "errors",
    "histogram",
    "trace-ring",
    "clock",
    "stages",
  ],
  run,
};
