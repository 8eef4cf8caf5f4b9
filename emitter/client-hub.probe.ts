/** Known answers of client-hub.ts: who is there, who listens, who is too slow, and what the gone had. */
import { asEpochUs, asSymbolId } from "#codec";
import type { Observe, Probe } from "#schemas";
import { ErrorLog, ThreadLedger } from "#telemetry";
import type { ClientContext } from "./client-context.ts";
import { ClientHub } from "./client-hub.ts";
import { EdgeFrame } from "./edge-frame.ts";
import { NO_OBSERVER } from "./edge-observer.ts";
import { FeedHistory } from "./feed-history.ts";
import { FrameLane } from "./frame-lane.ts";
import { LIMITS, NotingLink, rowOf } from "./probe-fixture.ts";

function newRig(lanes: (context: ClientContext) => FrameLane[] = () => []) {
  const errors = ErrorLog.detached();
  const quiet = { textOf: () => "snapshot", marketEpochUs: 0 } as unknown as EdgeFrame;
  const context = {
    ledger: ThreadLedger.detached(),
    errors,
    bufferedBytesMax: LIMITS.bufferedBytesMax,
    quietFrame: () => quiet,
    historyRows: () => [],
    feed: new FeedHistory("run-1", LIMITS.resumeFramesMax, LIMITS.resumeBytesMax),
    observer: NO_OBSERVER,
  };
  return { hub: new ClientHub(context, LIMITS, errors, lanes(context)), errors, context };
}

function run(observe: Observe): void {
  const { hub } = newRig();
  observe("size", "nobody", hub.size);
  observe("isIdle", "nobody", hub.isIdle);
  observeCrowd(observe);
  observeLateSnapshots(observe);
  observeSlow(observe);
  observeOffers(observe);
  observeEnd(observe);
}

/** A lane for /ws: it gets the frame once, whoever is in it; the others each for themselves. */
function observeOffers(observe: Observe): void {
  const notes: string[] = [];
  let shared = 0;
  const topics = {
    publish: (_: string, text: string) => notes.push(text),
    numSubscribers: () => shared,
  };
  const { hub, context } = newRig((of) => [
    new FrameLane("/ws", ({ seq }) => `publish ${seq}`, topics, of),
  ]);
  const links = [new NotingLink(), new NotingLink("/socket.io/"), new NotingLink()];
  const clients = links.map((link) => hub.add(link, "{hello}"));
  clients[2]!.universe = new Set(["B"]);
  const offered = (fact: string) => {
    for (const link of links) link.take();
    const frame = new EdgeFrame([rowOf({})], "{}", asEpochUs(0), context.feed.latestSeq + 1);
    context.feed.addFrame(frame);
    hub.offer(frame);
    const took = links.map((link) => link.take().map((note) => note.split(" ")[0]));
    shared = clients.filter(({ isInLane }) => isInLane).length;
    observe("offer", fact, [notes.splice(0), took, clients.map(({ isInLane }) => isInLane)]);
  };
  offered("the first frame");
  offered("the second");
  clients[2]!.universe = null;
  offered("one more wants everything");
  offered("and shares");
  links[0]!.buffered = 5000;
  hub.remove(clients[2]!);
  shared -= 1;
  offered("one is gone");
  offered("one is found slow");
}

function observeCrowd(observe: Observe): void {
  const { hub } = newRig();
  const links = [
    new NotingLink("/ws"),
    new NotingLink("/ws/status_update", false, "status_update"),
    new NotingLink("/socket.io/", true),
  ];
  const clients = links.map((link) => hub.add(link, "{hello}"));
  const ids = (some: readonly { id: number }[]) => some.map(({ id }) => id);
  observe("add", "ids", ids(clients));
  for (const [i, link] of links.entries()) observe("add", `greeting of client ${i}`, link.take());
  observe("size", "three", hub.size);
  observe("all", "ids", ids(hub.all()));
  observe("listeners", "ids", ids(hub.listeners()));
  observe("rawClients", "without Socket.IO", hub.rawClients);
  observe(
    "stats",
    "of each",
    hub.stats().map(({ id, endpoint }) => [id, endpoint]),
  );
  links[1]!.buffered = 1;
  observe("isIdle", "bytes wait", hub.isIdle);
  links[1]!.buffered = 0;
  observe("isIdle", "nothing waits", hub.isIdle);
  links[0]!.buffered = 5000;
  const rows = [rowOf({ symbolId: asSymbolId(1) }), rowOf({ symbolId: asSymbolId(2) })];
  const frame = new EdgeFrame(rows, "{}", asEpochUs(0), 1);
  clients[0]!.offer(frame);
  clients[2]!.offer(frame);
  observe("pendingRows", "two held back", hub.pendingRows);
  links[0]!.buffered = 0;
  observe("isIdle", "rows wait", hub.isIdle);
  hub.service(0);
  observe("service", "lets catch up", hub.pendingRows);
  hub.remove(clients[2]!);
  hub.remove(clients[2]!);
  observe("remove", "once", [hub.size, clients[2]!.isOpen, hub.departed()]);
  links[0]!.buffered = 5000;
  clients[0]!.offer(new EdgeFrame(rows, "{}", asEpochUs(0), 2));
  hub.remove(clients[0]!);
  observe("departed", "of two", hub.departed());
  hub.departed().offered = 99;
  observe("departed", "a copy", hub.departed().offered);
  const frames = hub.add(new NotingLink("/ws/stock_data", false, "stock_data"), "");
  observe("listeners", "who carries frames alone", hub.listeners().includes(frames));
  observe("add", "ids go on", hub.add(new NotingLink(), "").id);
  const back = new NotingLink();
  const filters = { highlow: { min_count: 3 } };
  const resume = { epoch: "another", seq: 3 };
  const client = hub.add(back, "{hello}", { universe: new Set(["B"]), filters, resume });
  observe("add", "one that comes back", [back.take(), client.universe?.size, client.filters]);
}

/** Due times come from the wall clock; "long after" and "long before" are certain. */
function observeLateSnapshots(observe: Observe): void {
  const { hub } = newRig();
  const [late, early, gone] = [
    new NotingLink("/ws", true),
    new NotingLink(),
    new NotingLink("/ws", true),
  ];
  const beforeMs = performance.now();
  hub.add(late, "");
  hub.add(early, "");
  const leaving = hub.add(gone, "");
  const afterMs = performance.now();
  hub.remove(leaving);
  for (const link of [late, early, gone]) link.take();
  hub.service(beforeMs + 1499);
  observe("service", "1,499 ms after connect", late.take());
  hub.service(afterMs + 1501);
  observe("service", "1,501 ms after connect", [late.take(), early.take(), gone.take()]);
  hub.service(afterMs + 1e6);
  observe("service", "once", late.take());
}

function observeSlow(observe: Observe): void {
  const { hub, errors } = newRig();
  const link = new NotingLink("/ws/stock_data");
  const client = hub.add(link, "");
  link.take();
  link.buffered = 1001;
  hub.service(1000);
  observe("#watchSlow", "slow since", client.backedUpSinceLocalMs);
  hub.service(1499);
  observe("#watchSlow", "499 ms", [client.isOpen, link.take()]);
  link.buffered = 0;
  hub.service(1500);
  observe("#watchSlow", "no longer slow", client.backedUpSinceLocalMs ?? "not slow");
  link.buffered = 1001;
  hub.service(2000);
  hub.service(2499.6);
  observe("#watchSlow", "begins anew", client.isOpen);
  hub.service(2500.4);
  observe("#watchSlow", "500 ms", [client.isOpen, link.take(), hub.size]);
  observe(
    "#watchSlow",
    "error",
    errors.entries().map(({ code, message }) => [code, message]),
  );
}

function observeEnd(observe: Observe): void {
  const { hub } = newRig();
  const links = [new NotingLink(), new NotingLink("/socket.io/")];
  for (const link of links) hub.add(link, "");
  for (const link of links) link.take();
  hub.endAll();
  observe(
    "endAll",
    "good-byes",
    links.map((link) => link.take()),
  );
  observe("endAll", "nobody is left", hub.size);
}

export const clientHubProbe: Probe = {
  name: "client-hub",
  stage: "send",
  file: "emitter/client-hub.ts",
  needs: [
    "client",
    "client-counts",
    "client-stats",
    "conflated-rows",
    "ledger",
    "error-log",
    "errors",
    "stages",
  ],
  run,
};
