/** Known answers of client.ts: what a client gets at once, later, and in which order. */
import { asSymbolId } from "#codec";
import { ErrorLog, ThreadLedger } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { NotingLink, rowOf } from "../cases-fixture.ts";
import type { EdgeFrame } from "../frames/edge-frame.ts";
import { type EdgeObserver, NO_OBSERVER } from "../frames/edge-observer.ts";
import type { FeedHistory } from "../frames/feed-history.ts";
import type { FrameRow } from "../frames/frame-row.ts";
import type { SendResult } from "../server/client-link.ts";
import { Client } from "./client.ts";
import { contextOf, countedOf, listingFrame, newFeed, threeMissed } from "./client-fixture.ts";
import { FrameLane } from "./frame-lane.ts";

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

export default function run(observe: Observe): void {
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
    observe(of(Client, "joinLane"), fact, [client.isInLane, lane.size, link.take()]);
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
  observe("#settle", "the number of its own message", link.take(), ["pong {} @2"]);
  link.result = 0;
  client.sendTransient("pong", "{refused}");
  link.result = 1;
  observe(
    of(Client, "sendTransient"),
    "what the lane is told of it",
    [noted, link.take()],
    [[2], ["pong {refused} @2 refused"]],
  );
  client.leaveLane();
  client.leaveLane();
  observe(of(Client, "leaveLane"), "once", [client.isInLane, lane.size, link.take(), counted()]);
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
    observe(of(Client, "leaveLane"), `by ${name}`, [wasIn, client.isInLane, link.take()]);
  }
  tried("not when it is closed");
}

function observeBeginning(observe: Observe): void {
  const { link, client } = newRig();
  observe(
    of(Client, "connectedEpochMs"),
    "is now",
    Math.abs(client.connectedEpochMs - Date.now()) < 3_600_000,
    true,
  );
  const { id, isOpen, user, universe, filters } = client;
  observe(
    of(Client, "constructor"),
    "state",
    [id, isOpen, user, universe, filters, client.pendingRows],
    [7, true, null, null, null, 0],
  );
  for (const buffered of [1000, 1001]) {
    link.buffered = buffered;
    observe(of(Client, "isBackedUp"), `${buffered} bytes`, client.isBackedUp);
  }
  client.universe = new Set(["A", "B"]);
  client.filters = {};
  observe(of(Client, "universe"), "as it was set", client.universe?.size, 2);
  observe(of(Client, "filters"), "as they were set", client.filters, {});
}

function observeTransients(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.sendTransient("pong", "{}");
  observe(
    of(Client, "sendTransient"),
    "sent",
    [link.take(), counted()],
    [["pong {} @0"], { messages: 1 }],
  );
  link.buffered = 1001;
  client.sendTransient("pong", "{}");
  observe(of(Client, "sendTransient"), "a slow client goes without", link.take(), []);
  link.buffered = 0;
  client.closed();
  client.sendTransient("pong", "{}");
  observe(of(Client, "sendTransient"), "a closed client goes without", link.take(), []);
  const bare = newRig(new NotingLink("/ws/stock_data", false, "stock_data"));
  bare.client.sendTransient("pong", "{}");
  observe(
    of(Client, "sendTransient"),
    "what the endpoint does not carry",
    [bare.link.take(), bare.counted()],
    [[], {}],
  );
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
  observe("#take", "sampled rows: wanted ones", told(), [1, 0, 1]);
  client.universe = null;
  client.offer(frameOf(rows));
  observe("#take", "sampled rows: all", told(), [2, 0, 2]);
  link.buffered = 1001;
  client.offer(frameOf(rows));
  observe("#take", "sampled rows: a slow client", told(), [2, 0, 2]);
}

function observeOffers(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.offer(frameOf(ROWS));
  observe(of(Client, "offer"), "messages", [link.take(), counted()]);
  client.offer(frameOf([]));
  observe(of(Client, "offer"), "a frame without rows", link.take(), [
    "stock_data whole frame() @4",
  ]);
  link.result = 0;
  client.offer(frameOf(ROWS.slice(0, 1)));
  observe(
    of(Client, "offer"),
    "refused",
    [client.pendingRows, link.take()],
    [1, ["stock_data whole frame(a) @5 refused"]],
  );
  observe(of(Client, "offer"), "counts after a refusal", counted());
  link.result = 2;
  client.offer(frameOf(ROWS.slice(1, 2)));
  observe(of(Client, "offer"), "what was refused comes first", link.take(), [
    "stock_data quiet(a) @5",
    "stock_data whole frame(b) @6",
  ]);
  observe(of(Client, "offer"), "counts of all", counted());
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
  observe(
    "#take",
    "behind what was refused once more",
    [link.take(), client.pendingRows],
    [["stock_data whole frame(a) @8 refused", "stock_data quiet(a) @8 refused"], 2],
  );
  client.catchUp();
  observe("#take", "both, in order", link.take(), ["stock_data quiet(a b) @9"]);
}

function observeSlowness(observe: Observe): void {
  const { link, client, counted } = newRig();
  link.buffered = 1001;
  client.universe = new Set(["A", "B"]);
  client.offer(frameOf(ROWS));
  observe(of(Client, "offer"), "a slow client gets nothing", [
    link.take(),
    client.pendingRows,
    counted(),
  ]);
  client.catchUp();
  observe(of(Client, "catchUp"), "not while slow", link.take(), []);
  link.buffered = 1000;
  link.result = 0;
  client.catchUp();
  observe(
    of(Client, "catchUp"),
    "refused rows stay",
    [link.take(), client.pendingRows],
    [["stock_data quiet(a b) @16 refused"], 2],
  );
  link.result = 1;
  client.catchUp();
  observe(of(Client, "catchUp"), "sends what was held back", [
    link.take(),
    client.pendingRows,
    counted(),
  ]);
  client.catchUp();
  observe(of(Client, "catchUp"), "nothing more", link.take(), []);
}

function observeSnapshots(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.sendSnapshot();
  observe(of(Client, "sendSnapshot"), "history", link.take(), ["stock_data quiet(h i) @0"]);
  observe("#snapshot", "is no part of the ledger", counted(), { messages: 1, snapshots: 1 });
  client.universe = new Set(["A"]);
  client.sendSnapshot();
  observe("#snapshot", "universe", link.take(), ["stock_data quiet(h) @0"]);
  client.universe = null;
  client.filters = { highlow: { min_count: 3 } };
  client.sendSnapshot();
  observe("#snapshot", "filters", link.take(), ["stock_data quiet(i) @0"]);
  client.filters = null;
  link.buffered = 2000;
  client.sendSnapshot();
  observe(
    of(Client, "sendSnapshot"),
    "a slow client waits",
    [link.take(), client.isBehind],
    [[], true],
  );
  link.buffered = 0;
  client.catchUp();
  observe(
    of(Client, "isBehind"),
    "and gets it later, once",
    [client.isBehind, link.take()],
    [false, ["stock_data quiet(h i) @0"]],
  );
  link.result = 0;
  client.sendSnapshot();
  link.result = 1;
  link.take();
  client.catchUp();
  observe("#snapshot", "a refused one comes again", link.take().length, 1);
  const status = newRig(new NotingLink("/ws/status_update", false, "status_update"));
  status.client.sendSnapshot();
  status.client.catchUp();
  observe(
    of(Client, "sendSnapshot"),
    "not where rows are not carried",
    [status.link.take(), status.counted()],
    [[], {}],
  );
}

function observeSession(observe: Observe): void {
  const { link, client, counted } = newRig();
  client.resetSession("{1}", 80);
  observe(of(Client, "resetSession"), "at once", link.take(), ["session_reset {1} @80"]);
  link.buffered = 2000;
  client.offer(frameOf(ROWS));
  client.resetSession("{2}", 90);
  observe(
    of(Client, "resetSession"),
    "a slow client",
    [client.isBehind, client.pendingRows, counted()],
    [true, 0, { messages: 1 }],
  );
  client.sendSnapshot();
  link.buffered = 0;
  client.catchUp();
  observe("#catchUpOnce", "reset, rows, newest rows", link.take(), [
    "session_reset {2} @90",
    "stock_data quiet(h i) @90",
  ]);
}

function observeResume(observe: Observe): void {
  for (const seq of [0, 1, 2, 3, 4]) {
    const { link, client, counted } = newRig(new NotingLink(), threeMissed());
    client.resume({ epoch: "run-1", seq });
    observe(of(Client, "resume"), `behind, from ${seq}`, client.isBehind);
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
  observe(
    of(Client, "offer"),
    "a replay under way: later",
    [link.take(), client.pendingRows, counted()],
    [[], 0, {}],
  );
  link.buffered = 0;
  client.offer(frameOf([], "quiet"));
  observe("#replay", "what came meanwhile, once", [link.take(), client.isBehind, counted()]);
  const ending = newRig(new NotingLink(), feed);
  ending.client.resume({ epoch: "run-1", seq: 5 });
  latestSeq = feed.latestSeq;
  const newest = frameOf([rowOf({ text: "p", symbol: "A", symbolId: asSymbolId(1) })], "six");
  feed.addFrame(newest);
  ending.client.offer(newest);
  observe(of(Client, "offer"), "the replay has come to the frame", [
    ending.link.take(),
    ending.counted(),
  ]);
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
  observe(of(Client, "closed"), "what is pending is lost", [
    client.isOpen,
    client.pendingRows,
    counted(),
  ]);
  client.closed();
  observe(of(Client, "closed"), "once", counted(), {
    closed: 3,
    "frame.produced": "3",
    offered: 3,
    "send.dropped": '{"client_closed":3}',
    "send.in": "3",
  });
  link.buffered = 0;
  client.offer(frameOf(ROWS));
  observe("#take", "a closed client keeps nothing", [link.take(), counted()]);
  client.sendSnapshot();
  observe(of(Client, "catchUp"), "not when closed", link.take(), []);
}
