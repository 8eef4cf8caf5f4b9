/** Known answers of client.ts: what a client gets at once, later, and in which order. */
import { asSymbolId } from "#codec";
import type { Observe, Probe } from "#schemas";
import { ErrorLog, ThreadLedger } from "#telemetry";
import { Client } from "./client.ts";
import { contextOf, countedOf, listingFrame, newFeed, threeMissed } from "./client-fixture.ts";
import type { SendResult } from "./client-link.ts";
import type { EdgeFrame } from "./edge-frame.ts";
import { type EdgeObserver, NO_OBSERVER } from "./edge-observer.ts";
import type { FeedHistory } from "./feed-history.ts";
import { FrameLane } from "./frame-lane.ts";
import type { FrameRow } from "./frame-row.ts";
import { NotingLink, rowOf } from "./probe-fixture.ts";

/** Number of the newest frame with rows. */
let latestSeq = 0;

/** The next frame. */
function frameOf(rows: FrameRow[], name = "frame"): EdgeFrame {
  if (rows.length > 0) latestSeq += 1;
  return listingFrame(rows, latestSeq, name);
}

const ROWS = ["a", "b", "c"].map((text, i) => {
  return rowOf({
    text,
    symbol: text.toUpperCase(),
    symbolId: asSymbolId(i + 1),
    list: i,
    count: i,
  });
});
/** A link that refuses one message and takes all that follow. */
class OnceFullLink extends NotingLink {
  override result: SendResult | Error = 0;

  override send(event: string, dataText: string, seq: number): SendResult {
    const result = super.send(event, dataText, seq);
    this.result = 1;
    return result;
  }
}

const HISTORY = ["h", "i"].map((text, i) =>
  rowOf({ text, symbol: i === 0 ? "A" : "Z", count: 5 * i }),
);

function newRig(
  link: NotingLink = new NotingLink(),
  feed: FeedHistory = newFeed(),
  observer: EdgeObserver = NO_OBSERVER,
) {
  const quietFrame = () => frameOf([], "quiet");
  const context = contextOf({ feed, observer, quietFrame, historyRows: () => HISTORY });
  const client = new Client(7, link, context);
  const counted = () => countedOf(client.counts, context.ledger);
  return { link, client, counted };
}

function run(observe: Observe): void {
  latestSeq = 0;
  observeBeginning(observe);
  observeTransients(observe);
  observeTraced(observe);
  observeOffers(observe);
  observeOrder(observe);
  observeTelling(observe);
  observeSlowness(observe);
  observeSnapshots(observe);
  observeSession(observe);
  observeResume(observe);
  observeSlowResume(observe);
  observeLane(observe);
  observeEnd(observe);
}

/** A lane of this client alone, on a server that takes everything. */
function observeLane(observe: Observe): void {
  const feed = newFeed();
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
  const noted: number[] = [];
  lane.noteSent = (characters) => noted.push(characters);
  client.sendTransient("pong", "{}");
  observe("#settle", "the number of its own message", link.take());
  link.result = 0;
  client.sendTransient("pong", "{refused}");
  link.result = 1;
  observe("sendTransient", "what the lane is told of it", [noted, link.take()]);
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
  const { link, client } = newRig();
  observe("connectedEpochMs", "is now", Math.abs(client.connectedEpochMs - Date.now()) < 3_600_000);
  const { id, isOpen, user, universe, filters } = client;
  observe("constructor", "state", [id, isOpen, user, universe, filters, client.pendingRows]);
  for (const buffered of [1000, 1001]) {
    link.buffered = buffered;
    observe("isBackedUp", `${buffered} bytes`, client.isBackedUp);
  }
  client.universe = new Set(["A", "B"]);
  client.filters = {};
  observe("universe", "as it was set", client.universe?.size);
  observe("filters", "as they were set", client.filters);
}

function observeTransients(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.sendTransient("pong", "{}");
  observe("sendTransient", "sent", [link.take(), counted()]);
  link.buffered = 1001;
  client.sendTransient("pong", "{}");
  observe("sendTransient", "a slow client goes without", link.take());
  link.buffered = 0;
  client.closed();
  client.sendTransient("pong", "{}");
  observe("sendTransient", "a closed client goes without", link.take());
  const bare = newRig(new NotingLink("/ws/stock_data", false, "stock_data"));
  bare.client.sendTransient("pong", "{}");
  observe("sendTransient", "what the endpoint does not carry", [bare.link.take(), bare.counted()]);
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
  observe("offer", "messages", [link.take(), counted()]);
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
  client.universe = new Set(["A", "C"]);
  client.offer(frameOf(ROWS));
  observe("#take", "a universe", [link.take(), counted()]);
}

/** What was refused is not overtaken by what comes after it. */
function observeOrder(observe: Observe): void {
  const { link, client } = newRig(new OnceFullLink());
  client.offer(frameOf(ROWS.slice(0, 1)));
  link.result = 0;
  client.offer(frameOf(ROWS.slice(1, 2)));
  observe("#take", "behind what was refused once more", [link.take(), client.pendingRows]);
  client.catchUp();
  observe("#take", "both, in order", link.take());
}

function observeSlowness(observe: Observe): void {
  const { link, client, counted } = newRig();
  link.buffered = 1001;
  client.universe = new Set(["A", "B"]);
  client.offer(frameOf(ROWS));
  observe("offer", "a slow client gets nothing", [link.take(), client.pendingRows, counted()]);
  client.catchUp();
  observe("catchUp", "not while slow", link.take());
  link.buffered = 1000;
  link.result = 0;
  client.catchUp();
  observe("catchUp", "refused rows stay", [link.take(), client.pendingRows]);
  link.result = 1;
  client.catchUp();
  observe("catchUp", "sends what was held back", [link.take(), client.pendingRows, counted()]);
  client.catchUp();
  observe("catchUp", "nothing more", link.take());
}

function observeSnapshots(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.sendSnapshot();
  observe("sendSnapshot", "history", link.take());
  observe("#snapshot", "is no part of the ledger", counted());
  client.universe = new Set(["A"]);
  client.sendSnapshot();
  observe("#snapshot", "universe", link.take());
  client.universe = null;
  client.filters = { highlow: { min_count: 3 } };
  client.sendSnapshot();
  observe("#snapshot", "filters", link.take());
  client.filters = null;
  link.buffered = 2000;
  client.sendSnapshot();
  observe("sendSnapshot", "a slow client waits", [link.take(), client.isBehind]);
  link.buffered = 0;
  client.catchUp();
  observe("isBehind", "and gets it later, once", [client.isBehind, link.take()]);
  link.result = 0;
  client.sendSnapshot();
  link.result = 1;
  link.take();
  client.catchUp();
  observe("#snapshot", "a refused one comes again", link.take().length);
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
  observe("resetSession", "a slow client", [client.isBehind, client.pendingRows, counted()]);
  client.sendSnapshot();
  link.buffered = 0;
  client.catchUp();
  observe("#catchUpOnce", "reset, rows, newest rows", link.take());
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
  const picky = newRig(new NotingLink(), threeMissed());
  picky.client.universe = new Set(["B"]);
  picky.client.resume({ epoch: "run-1", seq: 0 });
  picky.client.catchUp();
  observe("#replay", "a universe", [picky.link.take(), picky.counted()]);
}

function observeSlowResume(observe: Observe): void {
  const feed = threeMissed();
  latestSeq = feed.latestSeq;
  const { link, client, counted } = newRig(new NotingLink(), feed);
  client.resume({ epoch: "run-1", seq: 1 });
  link.buffered = 1001;
  client.catchUp();
  const fresh = frameOf([rowOf({ text: "o", symbol: "A", symbolId: asSymbolId(1) })], "four");
  feed.addFrame(fresh);
  client.offer(fresh);
  client.resetSession("{5}", feed.addReset("{5}"));
  observe("offer", "a replay under way: later", [link.take(), client.pendingRows, counted()]);
  link.buffered = 0;
  client.offer(frameOf([], "quiet"));
  observe("#replay", "what came meanwhile, once", [link.take(), client.isBehind, counted()]);
  const ending = newRig(new NotingLink(), feed);
  ending.client.resume({ epoch: "run-1", seq: 5 });
  latestSeq = feed.latestSeq;
  const newest = frameOf([rowOf({ text: "p", symbol: "A", symbolId: asSymbolId(1) })], "six");
  feed.addFrame(newest);
  ending.client.offer(newest);
  observe("offer", "the replay has come to the frame", [ending.link.take(), ending.counted()]);
  const late = newRig(new NotingLink(), feed);
  late.client.resume({ epoch: "run-1", seq: 2 });
  feed.addReset("{7}");
  feed.addReset("{8}");
  late.client.catchUp();
  observe("#replay", "slower than the history is long", [late.link.take(), late.counted()]);
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
  observe("#take", "a closed client keeps nothing", [link.take(), counted()]);
  client.sendSnapshot();
  observe("catchUp", "not when closed", link.take());
}

export const clientProbe: Probe = {
  name: "client",
  stage: "send",
  file: "emitter/client.ts",
  needs: [
    "client-pairs",
    "client-selection",
    "client-sender",
    "client-backlog",
    "client-resume",
    "frame-lane",
    "feed-history",
  ],
  run,
};
