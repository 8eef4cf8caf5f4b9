/** Known answers of client-hub.ts: who is there, who listens, who is too slow, and what the gone had. */
import { asEpochUs, asSymbolId } from "#codec";
import { ErrorLog, ThreadLedger } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { LIMITS, NotingLink, rowOf } from "../cases-fixture.ts";
import { EdgeFrame } from "../frames/edge-frame.ts";
import { NO_OBSERVER } from "../frames/edge-observer.ts";
import { FeedHistory } from "../frames/feed-history.ts";
import type { ClientContext } from "./client-context.ts";
import { ClientHub } from "./client-hub.ts";
import { FrameLane } from "./frame-lane.ts";

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

export default function run(observe: Observe): void {
  const { hub } = newRig();
  observe(of(ClientHub, "size"), "nobody", hub.size, 0);
  observe(of(ClientHub, "isIdle"), "nobody", hub.isIdle, true);
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
    observe(of(ClientHub, "offer"), fact, [
      notes.splice(0),
      took,
      clients.map(({ isInLane }) => isInLane),
    ]);
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
  observe(of(ClientHub, "add"), "ids", ids(clients), [1, 2, 3]);
  for (const [i, link] of links.entries())
    observe(of(ClientHub, "add"), `greeting of client ${i}`, link.take());
  observe(of(ClientHub, "size"), "three", hub.size, 3);
  observe(of(ClientHub, "all"), "ids", ids(hub.all()), [1, 2, 3]);
  observe(of(ClientHub, "listeners"), "ids", ids(hub.listeners()), [1, 3]);
  observe(of(ClientHub, "rawClients"), "without Socket.IO", hub.rawClients, 2);
  observe(
    of(ClientHub, "stats"),
    "of each",
    hub.stats().map(({ id, endpoint }) => [id, endpoint]),
    [
      [1, "/ws"],
      [2, "/ws/status_update"],
      [3, "/socket.io/"],
    ],
  );
  links[1]!.buffered = 1;
  observe(of(ClientHub, "isIdle"), "bytes wait", hub.isIdle, false);
  links[1]!.buffered = 0;
  observe(of(ClientHub, "isIdle"), "nothing waits", hub.isIdle, true);
  links[0]!.buffered = 5000;
  const rows = [rowOf({ symbolId: asSymbolId(1) }), rowOf({ symbolId: asSymbolId(2) })];
  const frame = new EdgeFrame(rows, "{}", asEpochUs(0), 1);
  clients[0]!.offer(frame);
  clients[2]!.offer(frame);
  observe(of(ClientHub, "pendingRows"), "two held back", hub.pendingRows, 2);
  links[0]!.buffered = 0;
  observe(of(ClientHub, "isIdle"), "rows wait", hub.isIdle, false);
  hub.service(0);
  observe(of(ClientHub, "service"), "lets catch up", hub.pendingRows, 0);
  hub.remove(clients[2]!);
  hub.remove(clients[2]!);
  observe(of(ClientHub, "remove"), "once", [hub.size, clients[2]!.isOpen, hub.departed()]);
  links[0]!.buffered = 5000;
  clients[0]!.offer(new EdgeFrame(rows, "{}", asEpochUs(0), 2));
  hub.remove(clients[0]!);
  observe(of(ClientHub, "departed"), "of two", hub.departed());
  hub.departed().offered = 99;
  observe(of(ClientHub, "departed"), "a copy", hub.departed().offered, 6);
  const frames = hub.add(new NotingLink("/ws/stock_data", false, "stock_data"), "");
  observe(
    of(ClientHub, "listeners"),
    "who carries frames alone",
    hub.listeners().includes(frames),
    true,
  );
  observe(of(ClientHub, "add"), "ids go on", hub.add(new NotingLink(), "").id, 5);
  const back = new NotingLink();
  const filters = { highlow: { min_count: 3 } };
  const resume = { epoch: "another", seq: 3 };
  const client = hub.add(back, "{hello}", { universe: new Set(["B"]), filters, resume });
  observe(of(ClientHub, "add"), "one that comes back", [
    back.take(),
    client.universe?.size,
    client.filters,
  ]);
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
  observe(of(ClientHub, "service"), "1,499 ms after connect", late.take(), []);
  hub.service(afterMs + 1501);
  observe(
    of(ClientHub, "service"),
    "1,501 ms after connect",
    [late.take(), early.take(), gone.take()],
    [["stock_data snapshot @0"], [], []],
  );
  hub.service(afterMs + 1e6);
  observe(of(ClientHub, "service"), "once", late.take(), []);
}

function observeSlow(observe: Observe): void {
  const { hub, errors } = newRig();
  const link = new NotingLink("/ws/stock_data");
  const client = hub.add(link, "");
  link.take();
  link.buffered = 1001;
  hub.service(1000);
  observe("#watchSlow", "slow since", client.backedUpSinceLocalMs, 1000);
  hub.service(1499);
  observe("#watchSlow", "499 ms", [client.isOpen, link.take()], [true, []]);
  link.buffered = 0;
  hub.service(1500);
  observe("#watchSlow", "no longer slow", client.backedUpSinceLocalMs ?? "not slow", "not slow");
  link.buffered = 1001;
  hub.service(2000);
  hub.service(2499.6);
  observe("#watchSlow", "begins anew", client.isOpen, true);
  hub.service(2500.4);
  observe("#watchSlow", "500 ms", [client.isOpen, link.take(), hub.size], [false, ["close"], 0]);
  observe(
    "#watchSlow",
    "error",
    errors.entries().map(({ code, message }) => [code, message]),
    [
      [
        "CLIENT_TOO_SLOW",
        "client=1 on /ws/stock_data stayed above bufferedBytesMax=1000 for 500 ms",
      ],
    ],
  );
}

function observeEnd(observe: Observe): void {
  const { hub } = newRig();
  const links = [new NotingLink(), new NotingLink("/socket.io/")];
  for (const link of links) hub.add(link, "");
  for (const link of links) link.take();
  hub.endAll();
  observe(
    of(ClientHub, "endAll"),
    "good-byes",
    links.map((link) => link.take()),
    [["end 1001 the engine has ended"], ["end 1001 the engine has ended"]],
  );
  observe(of(ClientHub, "endAll"), "nobody is left", hub.size, 0);
}
