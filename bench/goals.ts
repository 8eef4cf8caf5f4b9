/**
 * The goals that the engine measures itself against, and whether a run met them: "met" when the whole
 * 95 % interval lies on the good side, "not met" when it lies on the bad side, else "not decided".
 */

import { comparableRatio } from "./rivalry.ts";
import type { RunRecord } from "./run-record.ts";
import { type Interval, medianInterval } from "./statistics.ts";
import { isHigherBetter, type SuiteRun } from "./suite.ts";
import { fanOutName } from "./suites/fan-out-suite.ts";
import { goalLatencyName } from "./suites/latency-suite.ts";
import { preparedName } from "./suites/pipeline-suite.ts";
import { ringName } from "./suites/ring-suite.ts";
import { figureText } from "./text-report.ts";

interface Goal {
  goal: string;
  suite: string;
  subject: string;
  /** Measured in the same rounds; the goal is then a ratio of speeds. */
  rival?: string;
  /** At least this ratio or throughput; at most this cost. */
  bound: number;
}

const detectors = "all detectors, 4000 symbols";
const edge = (clients: number): string => fanOutName("edge", { clients, rows: 1 });
const fanOut = (clients: number): Goal[] => [
  {
    goal: `8 times \`ws\` on Node, ${clients} clients`,
    suite: "fan-out",
    subject: edge(clients),
    rival: fanOutName("ws on Node", { clients, rows: 1 }),
    bound: 8,
  },
  {
    goal: `0.9 of a bare Bun.serve publish loop, ${clients} clients`,
    suite: "fan-out",
    subject: edge(clients),
    rival: fanOutName("bare Bun.serve publish", { clients, rows: 1 }),
    bound: 0.9,
  },
];
const ring = (goal: string, consumers: number, rival: string, bound: number): Goal => {
  return { goal, suite: "ring", subject: ringName("Tickscope", consumers), rival, bound };
};
const against = (suite: string, goal: string, subject: string, rival: string, bound: number) => {
  return { suite, goal, subject, rival, bound };
};
const frameWriter = "FrameWriter, from the slot";

/** Every goal, in the order of the pipeline. */
export const GOALS: readonly Goal[] = [
  ring("the C ring's rate, 1 consumer", 1, ringName("C", 1), 1),
  ring("10 times `ringbuf.js`, a record a push", 1, ringName("ringbuf.js, a record a push", 1), 10),
  ring(
    "10 times `ringbuf.js`, 256 records a push",
    1,
    ringName("ringbuf.js, 256 records a push", 1),
    10,
  ),
  ring("3 consumers: half the rate of 1", 3, ringName("Tickscope", 1), 0.5),
  against("decode", "0.8 of bare JSON.parse", "frames into the ring", "bare JSON.parse", 0.8),
  { goal: "5 M ticks/s through all detectors", suite: "detector", subject: detectors, bound: 200 },
  {
    goal: "no allocation per tick from record to event",
    suite: "detector",
    subject: "heap growth, 4000 symbols",
    bound: 0.01,
  },
  against(
    "frame",
    "3 times JSON.stringify of ready-made items",
    frameWriter,
    "JSON.stringify of ready-made items",
    3,
  ),
  against(
    "frame",
    "3 times making the items and JSON.stringify",
    frameWriter,
    "make the item, then JSON.stringify",
    3,
  ),
  ...fanOut(100),
  ...fanOut(1000),
  {
    goal: "50 k ticks/s, p50 below 100 us",
    suite: "latency",
    subject: goalLatencyName("p50"),
    bound: 100,
  },
  {
    goal: "50 k ticks/s, p99 below 1 ms",
    suite: "latency",
    subject: goalLatencyName("p99"),
    bound: 1000,
  },
  {
    goal: "500 k ticks/s sustained, residual 0",
    suite: "pipeline",
    subject: preparedName(1),
    bound: 500_000,
  },
  against(
    "overhead",
    "sampled tracing costs under 1 %",
    "histograms and one trace in 1024",
    "off (traceEvery 1024)",
    0.99,
  ),
  against(
    "overhead",
    "every record traced costs under 5 %",
    "histograms and every record traced",
    "off (traceEvery 1)",
    0.95,
  ),
  {
    goal: "memory flat (below 1 MB a minute)",
    suite: "memory",
    subject: "growth of resident memory",
    bound: 1,
  },
  ...["main", "ingest", "detector-0"].map((thread): Goal => {
    return {
      goal: `live objects flat, ${thread} thread (below 0.1 MB a minute)`,
      suite: "memory",
      subject: `growth of live objects, ${thread}`,
      bound: 0.1,
    };
  }),
  { goal: "first frame within 500 ms", suite: "start", subject: "first frame", bound: 500 },
];

/** A goal as a run saw it. */
export interface GoalResult {
  goal: string;
  figure: string;
  n: number;
  verdict: "met" | "not met" | "not decided" | "not measured";
  command: string;
}

function verdictOf({ low, high }: Interval, bound: number, isAtLeast: boolean) {
  if (isAtLeast ? low >= bound : high <= bound) return "met";
  return (isAtLeast ? high < bound : low > bound) ? "not met" : "not decided";
}

function resultOf(goal: Goal, suite: SuiteRun | undefined): GoalResult {
  const command = `bun run bench --suite ${goal.suite}`;
  const measure = suite?.measures.find(({ name }) => name === goal.subject);
  const none = { goal: goal.goal, figure: "-", n: 0, verdict: "not measured", command } as const;
  if (suite === undefined || measure === undefined) return none;
  const { subject, rival, bound } = goal;
  const ratio = rival === undefined ? undefined : comparableRatio(suite, subject, rival);
  if (rival !== undefined && ratio === undefined) return none;
  const interval = ratio ?? medianInterval(measure.samples);
  const unit = rival === undefined ? ` ${measure.unit}` : "";
  const [low, middle, high] = [interval.low, interval.middle, interval.high].map(figureText);
  return {
    goal: goal.goal,
    figure: `${middle} [${low}, ${high}]${unit}`,
    n: measure.samples.flat().length,
    verdict: verdictOf(interval, bound, rival !== undefined || isHigherBetter(measure.unit)),
    command,
  };
}

/** Every goal against a run. */
export function goalResults(record: Pick<RunRecord, "suites">): GoalResult[] {
  return GOALS.map((goal) => {
    return resultOf(
      goal,
      record.suites.find(({ name }) => name === goal.suite),
    );
  });
}
