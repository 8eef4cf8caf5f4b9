/** Known answers of client.ts: what a client gets at once, later, and never, and how each is counted. */
import type { Observe, Probe } from "#schemas";
import { ErrorLog, STAGES, ThreadLedger } from "#telemetry";
import { Client } from "./client.ts";
import type { ClientFilters } from "./client-filter.ts";
import type { SendResult } from "./client-link.ts";
import type { EdgeFrame } from "./edge-frame.ts";
import { type EdgeObserver, NO_OBSERVER } from "./edge-observer.ts";
import { FeedHistory } from "./feed-history.ts";
import { FrameLane } from "./frame-lane.ts";
import type { FrameRow } from "./frame-row.ts";
import { NotingLink, rowOf } from "./probe-fixture.ts";

/** Number of the newest frame with rows. */
let latestSeq = 0;

/** A frame whose text lists the texts of its rows. */
function frameOf(rows: FrameRow[], name = "frame"): EdgeFrame {
  if (rows.length > 0) latestSeq += 1;
  const seq = latestSeq;
  for (const row of rows) row.frameSeq = seq;
  const textOf = (some: readonly FrameRow[]) => `${name}(${some.map((row) => row.text).join(" ")})`;
  return {
    rows,
    text: `whole ${textOf(rows)}`,
    textOf,
    activityText: "",
    marketEpochUs: 9e6,
    hasTraced: rows.some(({ traceId }) => traceId !== 0),
    seq,
  } as unknown as EdgeFrame;
}

const ROWS = ["a", "b", "c"].map((text, i) => {
  return rowOf({ text, symbol: text.toUpperCase(), symbolId: i + 1, list: i, count: i });
});
const HISTORY = ["h", "i"].map((text, i) =>
  rowOf({ text, symbol: i === 0 ? "A" : "Z", count: 5 * i }),
);

function newRig(
  link: NotingLink = new NotingLink(),
  feed = new FeedHistory("run-1", 4, 4000),
  observer: EdgeObserver = NO_OBSERVER,
) {
  const ledger = ThreadLedger.detached();
  const errors = ErrorLog.detached();
  const client = new Client(7, link, {
    ledger,
    errors,
    bufferedBytesMax: 1000,
    quietFrame: () => frameOf([], "quiet"),
    historyRows: () => HISTORY,
    feed,
    observer,
  });
  /** What the client counted, and what it put on the ledger: names without a count left out. */
  const counted = () => {
    const counts = Object.entries(client.counts).filter(([, count]) => count !== 0);
    const rows = STAGES.map((stage, id) => [stage, ledger.row(id)] as const);
    const parts = rows.flatMap(([stage, row]) => {
      return Object.entries(row).map(([part, value]) => [
        `${stage}.${part}`,
        JSON.stringify(value),
      ]);
    });
    return {
      ...Object.fromEntries(counts),
      ...Object.fromEntries(parts.filter(([, value]) => value !== "0" && value !== "{}")),
    };
  };
  return { link, client, errors, counted };
}

function run(observe: Observe): void {
  latestSeq = 0;
  observeBeginning(observe);
  observeSending(observe);
  observeTraced(observe);
  observeOffers(observe);
  observeTelling(observe);
  observeSelection(observe);
  observeSlowness(observe);
  observeLongCatchUp(observe);
  observeSnapshots(observe);
  observeSession(observe);
  observeResume(observe);
  observeSlowResume(observe);
  observeLane(observe);
  observeEnd(observe);
}

/** A lane of this client alone, on a server that takes everything. */
function observeLane(observe: Observe): void {
  const feed = new FeedHistory("run-1", 4, 4000);
  const { link, client, counted } = newRig(new NotingLink(), feed);
  const lane = new FrameLane(
    "/ws",
    ({ text }) => text,
    { publish: () => 1, numSubscribers: () => 1 },
    {
      ledger: ThreadLedger.detached(),
      errors: ErrorLog.detached(),
      bufferedBytesMax: 1000,
      observer: NO_OBSERVER,
    },
  );
  const emit = () => {
    const frame = frameOf(ROWS);
    feed.addFrame(frame);
    return frame;
  };
  const tried = (fact: string) => {
    client.joinLane(lane);
    observe("joinLane", fact, [client.isInLane, lane.size, link.take()]);
  };
  latestSeq = feed.latestSeq;
  const missed = emit();
  tried("not before it has the newest frame");
  client.offer(missed);
  client.universe = new Set(["A"]);
  tried("not with a universe");
  client.universe = null;
  client.filters = {};
  tried("not with filters");
  client.filters = null;
  link.buffered = 1001;
  tried("not when it is slow");
  link.buffered = 0;
  tried("who wants all and has all");
  tried("once");
  lane.publish(emit());
  observe("#settle", "counts of a shared frame", counted());
  client.sendTransient("pong", "{}");
  observe("#settle", "the number of its own message", link.take());
  client.leaveLane();
  client.leaveLane();
  observe("leaveLane", "once", [client.isInLane, lane.size, link.take(), counted()]);
  const leavings: [string, () => void][] = [
    ["offer", () => client.offer(emit())],
    ["universe", () => (client.universe = null)],
    ["filters", () => (client.filters = null)],
    ["sendSnapshot", () => client.sendSnapshot()],
    ["resetSession", () => client.resetSession("{}", feed.addReset("{}"))],
    ["closed", () => client.closed()],
  ];
  for (const [name, leave] of leavings) {
    client.joinLane(lane);
    const wasIn = client.isInLane;
    leave();
    latestSeq = feed.latestSeq;
    observe("leaveLane", `by ${name}`, [wasIn, client.isInLane, link.take()]);
  }
  tried("not when it is closed");
}

function observeBeginning(observe: Observe): void {
  const { client } = newRig();
  const { connectedEpochMs, ...stats } = client.stats();
  observe("stats", "at the beginning", stats);
  observe("connectedEpochMs", "is now", Math.abs(connectedEpochMs - Date.now()) < 3_600_000);
  observe("constructor", "state", [client.id, client.isOpen, client.pendingRows]);
  const { link } = client;
  for (const buffered of [999, 1000, 1001]) {
    (link as NotingLink).buffered = buffered;
    observe("isBackedUp", `${buffered} bytes`, client.isBackedUp);
  }
  client.universe = new Set(["A", "B"]);
  client.filters = {};
  const { connectedEpochMs: _moment, ...later } = client.stats();
  observe("stats", "later", later);
}

function observeSending(observe: Observe): void {
  for (const result of [0, 1, 2] as SendResult[]) {
    const { link, client, errors, counted } = newRig();
    link.result = result;
    client.sendTransient("pong", "{}");
    observe("#send", `result ${result}`, [link.take(), counted()]);
    observe(
      "#send",
      `errors of result ${result}`,
      errors.entries().map((entry) => entry.message),
    );
  }
  const { link, client, errors, counted } = newRig();
  link.result = new Error("socket");
  client.sendTransient("pong", "{}");
  const [entry] = errors.entries();
  observe("#send", "a link that throws", [entry?.code, entry?.stack !== "", counted()]);
  link.result = 1;
  link.buffered = 1001;
  client.sendTransient("pong", "{}");
  observe("sendTransient", "a slow client goes without", link.take());
  link.buffered = 0;
  client.closed();
  client.sendTransient("pong", "{}");
  observe("sendTransient", "a closed client goes without", link.take());
  const bare = newRig(new NotingLink("/ws/stock_data", false, "stock_data"));
  bare.client.sendTransient("pong", "{}");
  observe("#send", "what the endpoint does not carry", [bare.link.take(), bare.counted()]);
}

/** What an observer hears of an offer, and that a client tells nobody who does not watch. */
function observeTelling(observe: Observe): void {
  for (const isWatching of [true, false]) {
    const told: string[] = [];
    const observer: EdgeObserver = {
      isWatching,
      emitted: () => undefined,
      offered: (id, row, outcome) => told.push(`${id} ${row.symbol} ${outcome}`),
    };
    const { link, client } = newRig(new NotingLink(), undefined, observer);
    const offered = (fact: string) => {
      client.offer(frameOf(ROWS));
      observe("#tell", `${fact}, watching ${isWatching}`, told.splice(0));
    };
    offered("a whole frame");
    client.universe = new Set(["A", "B"]);
    client.filters = { highlow: { min_count: 1 } };
    offered("universe and filters");
    link.buffered = 1001;
    offered("a slow client");
  }
}

/** Sampled rows know how many clients got them at once. */
function observeTraced(observe: Observe): void {
  const { link, client } = newRig();
  const rows = [rowOf({ symbol: "A", traceId: 7 }), rowOf({ symbol: "B" }), rowOf({ traceId: 8 })];
  const told = () => rows.map(({ deliveries }) => deliveries);
  client.universe = new Set(["A", "B"]);
  client.offer(frameOf(rows));
  observe("#take", "sampled rows: wanted ones", told());
  client.universe = null;
  client.offer(frameOf(rows));
  observe("#take", "sampled rows: all", told());
  link.buffered = 1001;
  client.offer(frameOf(rows));
  observe("#take", "sampled rows: a slow client", told());
}

function observeOffers(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.offer(frameOf(ROWS));
  observe("offer", "messages", link.take());
  observe("#deliver", "counts", counted());
  client.offer(frameOf([]));
  observe("offer", "a frame without rows", link.take());
  link.result = 0;
  client.offer(frameOf(ROWS.slice(0, 1)));
  observe("offer", "refused", [client.pendingRows, link.take()]);
  observe("offer", "counts after a refusal", counted());
  link.result = 2;
  client.offer(frameOf(ROWS.slice(1, 2)));
  observe("offer", "what was refused comes first", link.take());
  observe("offer", "counts of all", counted());
}

function observeSelection(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.universe = new Set(["A", "C"]);
  client.offer(frameOf(ROWS));
  observe("#select", "universe", link.take());
  observe("#select", "counts of a universe", counted());
  const filters: ClientFilters = { highlow: { min_count: 1 } };
  client.filters = filters;
  client.offer(frameOf(ROWS));
  observe("#select", "universe and filters", link.take());
  observe("#select", "counts of universe and filters", counted());
  client.universe = null;
  client.offer(frameOf(ROWS));
  observe("#select", "filters", [link.take(), counted()]);
}

function observeSlowness(observe: Observe): void {
  const { link, client, counted } = newRig();
  link.buffered = 1001;
  client.offer(frameOf(ROWS));
  observe("offer", "a slow client gets nothing", [link.take(), client.pendingRows]);
  observe("#keep", "counts", counted());
  client.offer(frameOf([rowOf({ text: "b2", symbol: "B", symbolId: 2, list: 1 })]));
  observe("#keep", "a newer row takes a place", [client.pendingRows, counted()]);
  client.catchUp();
  observe("catchUp", "not while slow", link.take());
  link.buffered = 1000;
  link.result = 0;
  client.catchUp();
  observe("#catchUpOnce", "refused rows stay", [link.take(), client.pendingRows]);
  link.result = 1;
  client.catchUp();
  observe("#catchUpOnce", "sends what was held back", [link.take(), client.pendingRows]);
  observe("#drop", "counts", counted());
  client.catchUp();
  observe("catchUp", "nothing more", link.take());
}

/** More rows than one message of a catch-up holds (256), and than are kept (8,192). */
function observeLongCatchUp(observe: Observe): void {
  const { link, client, counted } = newRig();
  link.buffered = 1001;
  const rows = (count: number, first: number) =>
    Array.from({ length: count }, (_, i) => rowOf({ text: "", symbolId: first + i }));
  client.offer(frameOf(rows(257, 0)));
  link.buffered = 0;
  client.catchUp();
  observe(
    "#catchUpOnce",
    "rows a message",
    link.take().map((note) => note.length - 19),
  );
  link.buffered = 1001;
  client.offer(frameOf(rows(8193, 1000)));
  observe("#keep", "bound", [client.pendingRows, counted()]);
}

function observeSnapshots(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.sendSnapshot();
  observe("sendSnapshot", "history", link.take());
  observe("#catchUpOnce", "a snapshot is no part of the ledger", counted());
  client.universe = new Set(["A"]);
  client.sendSnapshot();
  observe("#wants", "universe", link.take());
  client.universe = null;
  client.filters = { highlow: { min_count: 3 } };
  client.sendSnapshot();
  observe("#wants", "filters", link.take());
  client.filters = null;
  link.buffered = 2000;
  client.sendSnapshot();
  observe("sendSnapshot", "a slow client waits", link.take());
  link.buffered = 0;
  client.catchUp();
  observe("#isBehind", "and gets it later, once", [link.take().length, link.take().length]);
  link.result = 0;
  client.sendSnapshot();
  link.result = 1;
  link.take();
  client.catchUp();
  observe("#catchUpOnce", "a refused snapshot comes again", link.take().length);
  const status = newRig(new NotingLink("/ws/status_update", false, "status_update"));
  status.client.sendSnapshot();
  status.client.catchUp();
  observe("sendSnapshot", "not where rows are not carried", [status.link.take(), status.counted()]);
}

function observeSession(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.resetSession("{1}", 80);
  observe("resetSession", "at once", link.take());
  link.buffered = 2000;
  client.offer(frameOf(ROWS));
  client.resetSession("{2}", 90);
  observe("resetSession", "what the page clears is superseded", [client.pendingRows, counted()]);
  client.resetSession("{3}", 91);
  link.buffered = 0;
  link.result = 0;
  client.catchUp();
  observe("#catchUpOnce", "a refused reset", link.take());
  link.result = 1;
  client.catchUp();
  observe("#catchUpOnce", "the newest reset, then rows", link.take());
}

/** A history of a frame, a reset and a frame. */
function threeMissed(): FeedHistory {
  const feed = new FeedHistory("run-1", 4, 4000);
  latestSeq = 0;
  feed.addFrame(frameOf([rowOf({ text: "m", symbol: "A", symbolId: 1 })], "one"));
  latestSeq = feed.addReset("{2}");
  feed.addFrame(frameOf([rowOf({ text: "n", symbol: "B", symbolId: 2, list: 2 })], "three"));
  return feed;
}

function observeResume(observe: Observe): void {
  for (const seq of [0, 1, 2, 3, 4]) {
    const { link, client, counted } = newRig(new NotingLink(), threeMissed());
    client.resume({ epoch: "run-1", seq });
    observe("resume", `behind, from ${seq}`, client.isBehind);
    client.sendTransient("status_update", "{}");
    client.catchUp();
    observe("#replay", `messages, from ${seq}`, [link.take(), client.isBehind]);
    observe("#replay", `counts, from ${seq}`, counted());
  }
  const { link, client } = newRig(new NotingLink(), threeMissed());
  client.resume({ epoch: "run-0", seq: 1 });
  client.catchUp();
  observe("#answerResume", "another run", link.take());
  const picky = newRig(new NotingLink(), threeMissed());
  picky.client.universe = new Set(["B"]);
  picky.client.resume({ epoch: "run-1", seq: 0 });
  picky.client.catchUp();
  observe("#replay", "a universe", [picky.link.take(), picky.counted()]);
}

function observeSlowResume(observe: Observe): void {
  const feed = threeMissed();
  const { link, client, counted } = newRig(new NotingLink(), feed);
  client.resume({ epoch: "run-1", seq: 1 });
  link.buffered = 1001;
  client.catchUp();
  const fresh = frameOf([rowOf({ text: "o", symbol: "A", symbolId: 1 })], "four");
  feed.addFrame(fresh);
  client.offer(fresh);
  client.resetSession("{5}", feed.addReset("{5}"));
  observe("offer", "a replay under way: later", [link.take(), client.pendingRows, counted()]);
  link.buffered = 0;
  client.offer(frameOf([], "quiet"));
  observe("#replay", "what came meanwhile, once", [link.take(), client.isBehind, counted()]);
  const late = newRig(new NotingLink(), feed);
  late.client.resume({ epoch: "run-1", seq: 1 });
  feed.addReset("{6}");
  feed.addReset("{7}");
  late.client.catchUp();
  observe("#replay", "slower than the history is long", [late.link.take(), late.counted()]);
  const refused = newRig(new NotingLink(), feed);
  refused.client.resume({ epoch: "run-1", seq: 5 });
  refused.link.result = 0;
  refused.client.catchUp();
  refused.link.result = 1;
  refused.client.catchUp();
  observe("#catchUpOnce", "a refused answer comes again", refused.link.take());
}

function observeEnd(observe: Observe): void {
  const { link, client, counted } = newRig();
  link.buffered = 2000;
  client.offer(frameOf(ROWS));
  client.closed();
  observe("closed", "what is pending is lost", [client.isOpen, client.pendingRows, counted()]);
  client.closed();
  observe("closed", "once", counted());
  link.buffered = 0;
  client.offer(frameOf(ROWS));
  observe("#keep", "a closed client keeps nothing", [link.take(), counted()]);
  client.sendSnapshot();
  observe("catchUp", "not when closed", link.take());
}

export const clientProbe: Probe = {
  name: "client",
  stage: "send",
  file: "emitter/client.ts",
  needs: [
    "client-filter",
    "conflated-rows",
    "frame-lane",
    "client-stats",
    "feed-history",
    "frame-row",
    "ledger",
    "error-log",
    "errors",
    "stages",
  ],
  run,
};
