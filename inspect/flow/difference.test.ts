/** Every way in which a flow can differ: one change to a healthy one, exactly that difference. */
import { describe, expect, test } from "bun:test";
import { Engine } from "#engine";
import { defaultConfig, type EngineConfig } from "#schemas";
import { quietRoute } from "../../engine/telemetry/cases-fixture.ts";
import type { FlowReadings, RouteReading } from "./current.ts";
import { flowMap } from "./flow-map.ts";

/** Records through the engine: enough for every kind to have come. */
const RECORDS = 80_000;

function route(kind: number, admitted: number): RouteReading {
  return { thread: "detector-0", ...quietRoute(kind, { admitted }) };
}

/** What a healthy engine with these counts in every stage shows. */
function reading(count: number, epochMs: number): FlowReadings["after"] {
  const engine = new Engine(defaultConfig(), { onSourceEnded: () => undefined });
  const ledger = engine.ledgerSnapshot();
  for (const stage of ledger.stages)
    Object.assign(stage, { in: count, out: count, produced: count });
  for (const edge of ledger.edges) Object.assign(edge, { produced: count, taken: count });
  const routes = [route(1, count - 20), route(2, 10), route(3, 10)];
  return { ledger: { ...ledger, epochMs }, routes };
}

function healthy(): FlowReadings {
  const running = { state: "running" };
  return {
    before: reading(RECORDS / 2, 1_000),
    after: reading(RECORDS, 3_000),
    latency: {},
    traces: [],
    workers: [
      { name: "detector-0", ...running },
      { name: "ingest", ...running },
    ],
    feed: "connected",
    marketStatus: "REGULAR",
  };
}

const stageOf = ({ after }: FlowReadings, id: string) =>
  after.ledger.stages.find(({ stage }) => stage === id)!;
const edgeOf = ({ after }: FlowReadings, id: string) =>
  after.ledger.edges.find(({ from, to }) => `${from} -> ${to}` === id)!;
const routeOf = ({ after }: FlowReadings, kind: number) =>
  after.routes!.find((row) => row.kind === kind)!;

/** Kind, severity and place of each difference. */
function differences(readings: FlowReadings, changes: Partial<EngineConfig> = {}): string[] {
  const map = flowMap({ ...defaultConfig(), ...changes }, readings);
  return map.differences.map(({ kind, severity, where }) => `${severity} ${kind} at ${where}`);
}

test("a healthy flow does not differ", () => {
  expect(differences(healthy())).toEqual([]);
});

const cases: [name: string, expected: string[], change: (readings: FlowReadings) => void][] = [
  [
    "a stage that loses",
    ["fault stage-residual at ring"],
    (r) => {
      stageOf(r, "ring").residual = 3;
    },
  ],
  [
    "an edge that makes up",
    ["fault edge-residual at ring -> route"],
    (r) => {
      edgeOf(r, "ring -> route").residual = -1;
    },
  ],
  [
    "a stage that the ledger lacks",
    ["fault stage-missing at queue"],
    (r) => {
      r.after.ledger.stages = r.after.ledger.stages.filter(({ stage }) => stage !== "queue");
    },
  ],
  [
    "a stage that nobody declared",
    ["fault stage-unexpected at attic"],
    (r) => {
      r.after.ledger.stages.push({ ...stageOf(r, "ring"), stage: "attic" as never });
    },
  ],
  [
    "a filter reason at the wrong stage",
    ["fault unexpected-filter at detect"],
    (r) => {
      stageOf(r, "detect").filtered = { duplicate: 4 };
    },
  ],
  [
    "a drop reason at the wrong stage",
    ["fault unexpected-drop at frame"],
    (r) => {
      stageOf(r, "frame").dropped = { overrun: 4 };
    },
  ],
  [
    "an error code at the wrong stage",
    ["fault unexpected-error at queue"],
    (r) => {
      stageOf(r, "queue").errored = { PRICE_INVALID: 4 };
    },
  ],
  [
    "bad input, named",
    ["notice counted-error at normalise"],
    (r) => {
      stageOf(r, "normalise").errored = { PRICE_INVALID: 4 };
    },
  ],
  [
    "an error of the engine's own",
    ["fault counted-error at route"],
    (r) => {
      stageOf(r, "route").errored = { ROUTE_MISSING: 4 };
    },
  ],
  [
    "a declared drop",
    ["notice declared-drop at ring"],
    (r) => {
      stageOf(r, "ring").dropped = { overrun: 4 };
    },
  ],
  [
    "a client that left",
    [],
    (r) => {
      stageOf(r, "send").dropped = { client_closed: 4 };
    },
  ],
  [
    "nothing handed on",
    ["fault edge-without-flow at queue -> frame"],
    (r) => {
      Object.assign(edgeOf(r, "queue -> frame"), { produced: 0, taken: 0 });
    },
  ],
  [
    "nothing but refused records",
    ["notice counted-error at normalise", "fault edge-without-flow at normalise -> ring"],
    (r) => {
      Object.assign(edgeOf(r, "normalise -> ring"), { produced: 0, taken: 0 });
      stageOf(r, "normalise").errored = { PRICE_INVALID: RECORDS };
    },
  ],
  [
    "nothing but acknowledgements so far",
    ["notice edge-without-flow at normalise -> ring"],
    (r) => {
      Object.assign(edgeOf(r, "normalise -> ring"), { produced: 0, taken: 0 });
      Object.assign(stageOf(r, "normalise"), { in: 6, out: 0, filtered: { control_message: 6 } });
    },
  ],
  [
    "every record filtered by a rule that never filters all",
    ["fault edge-without-flow at channel -> detect"],
    (r) => {
      Object.assign(edgeOf(r, "channel -> detect"), { produced: 0, taken: 0 });
      stageOf(r, "channel").filtered = { duplicate: RECORDS };
    },
  ],
  [
    "a market that is closed and silent",
    [],
    (r) => {
      r.marketStatus = "CLOSED";
      r.before.ledger.stages = r.after.ledger.stages;
    },
  ],
  [
    "nobody there to send to",
    ["notice edge-without-flow at frame -> send"],
    (r) => {
      Object.assign(edgeOf(r, "frame -> send"), { produced: 0, taken: 0 });
      stageOf(r, "frame").filtered = { no_client: RECORDS };
    },
  ],
  [
    "a silent feed",
    ["fault edge-without-flow at source -> decode"],
    (r) => {
      r.before.ledger.stages = r.after.ledger.stages;
    },
  ],
  [
    "a channel that is not registered",
    ["fault channel-missing at route -> channel:tick"],
    (r) => {
      r.after.routes = r.after.routes!.filter(({ kind }) => kind !== 1);
    },
  ],
  [
    "a kind that does not come",
    ["fault kind-absent at route -> channel:fmv"],
    (r) => {
      routeOf(r, 3).admitted = 0;
    },
  ],
  [
    "an open breaker of a route",
    ["fault breaker-open at route -> channel:ohlcv"],
    (r) => {
      routeOf(r, 2).routeBreaker = "open";
    },
  ],
  [
    "an open breaker of a channel",
    ["fault breaker-open at channel:ohlcv -> detect"],
    (r) => {
      routeOf(r, 2).channelBreaker = "half-open";
    },
  ],
  [
    "a channel that was started twice",
    ["fault channel-starts at channel:tick"],
    (r) => {
      routeOf(r, 1).starts = 2;
    },
  ],
  [
    "a channel that nobody expects",
    ["fault channel-unexpected at channel"],
    (r) => {
      r.after.routes!.push(route(20, 1));
    },
  ],
  [
    "a worker that is gone",
    ["fault thread-missing at route"],
    (r) => {
      r.workers = r.workers.filter(({ name }) => name !== "detector-0");
    },
  ],
  [
    "an engine that does not tell of its routes",
    [],
    (r) => {
      r.after.routes = null;
    },
  ],
];

describe("exactly one thing differs:", () => {
  test.each(cases)("%s", (_, expected, change) => {
    const readings = healthy();
    change(readings);
    expect(differences(readings)).toEqual(expected);
  });
});

test("a channel that the config switches off: exactly its edge, and no fault", () => {
  const readings = healthy();
  readings.after.routes = readings.after.routes!.filter(({ kind }) => kind !== 1);
  const channels = { ...defaultConfig().channels, tick: { enabled: false } };
  expect(differences(readings, { channels })).toEqual([
    "notice channel-disabled at route -> channel:tick",
  ]);
});

test("a market that hardly trades may be silent, and find nothing", () => {
  const readings = healthy();
  readings.before.ledger.stages = readings.after.ledger.stages;
  Object.assign(edgeOf(readings, "detect -> event-ring"), { produced: 0, taken: 0 });
  const synthetic = { ...defaultConfig().synthetic, ticksPerSecond: 1 };
  expect(differences(readings, { synthetic })).toEqual([
    "notice edge-without-flow at detect -> event-ring",
  ]);
  expect(differences(readings)).toEqual([
    "fault edge-without-flow at source -> decode",
    "fault edge-without-flow at detect -> event-ring",
  ]);
});

test("a kind that the feed may leave out is no fault", () => {
  const readings = healthy();
  routeOf(readings, 3).admitted = 0;
  expect(differences(readings, { source: "massive" })).toEqual([
    "notice kind-absent at route -> channel:fmv",
  ]);
  expect(differences(readings, { source: "binance" })).toEqual([]);
});

test("rates are of the window between the looks", () => {
  const { current } = flowMap(defaultConfig(), healthy());
  const tick = current!.edges.find(({ id }) => id === "route -> channel:tick")!;
  expect(tick).toMatchObject({ taken: RECORDS - 20, perSecond: RECORDS / 4 });
  expect(current!.nodes.find(({ id }) => id === "queue")!.inPerSecond).toBe(RECORDS / 4);
});

test("traces: what a thread has overwritten is not counted as lost", () => {
  const readings = healthy();
  const at = (stage: string, recordSeq: number) => {
    return { traceId: recordSeq, stage, epochUs: 0, recordSeq };
  };
  const seqs = [0, 64, 128, 192, 256];
  const routed = [64, 128, 192].map((seq) => at("route", seq));
  readings.traces = [
    {
      thread: "ingest",
      shed: 0,
      entries: seqs.flatMap((seq) => [at("source", seq), at("normalise", seq)]),
    },
    // 0 and part of 64 were overwritten, 256 is not there yet, 128 was filtered
    { thread: "detector-0", shed: 1, entries: [...routed, at("detect", 192)] },
  ];
  const { current } = flowMap(defaultConfig(), readings);
  expect(current!.tracedRecords).toBe(2);
  expect(current!.nodes.find(({ id }) => id === "route")!.traced).toBe(2);
  expect(current!.nodes.find(({ id }) => id === "detect")!.traced).toBe(1);
  expect(current!.nodes.find(({ id }) => id === "decode")!.traced).toBe(0);
  readings.traces = [];
  expect(flowMap(defaultConfig(), readings).current!.nodes[0]!.traced).toBeNull();
});
