/**
 * The decision log against what really happened, record by record: over the golden sets each gate that
 * stops must go with no event, and each event with gates that all let it pass.
 */
import { describe, expect, test } from "bun:test";
import { EVENT_KIND_U8, EVENT_RECORD_SEQ_F64 } from "#codec";
import { DECISION_KINDS, DECISION_LOG_BYTES, DecisionLog, GATES, OUTCOME_OK } from "#telemetry";
import {
  type CalendarName,
  DEFAULT_DETECTOR_SETTINGS,
  RecordDecisions,
} from "../detectors/index.ts";
import { goldenBars, goldenTicks } from "./testing/golden.ts";
import { TestMarket } from "./testing/market.ts";

/** A log in which every symbol is watched, and which keeps the decisions of the record in work. */
class OpenLog extends DecisionLog {
  readonly noted: { kind: string; gate: string; isPassed: boolean; value: number }[] = [];
  readonly counts: Map<string, number> = new Map();

  constructor() {
    super(new ArrayBuffer(DECISION_LOG_BYTES));
    this.isOn = true;
  }

  override note(kind: number, gate: number, isPassed: boolean, value: number, limit: number): void {
    const name = GATES[gate]!;
    this.noted.push({ kind: DECISION_KINDS[kind]!, gate: name, isPassed, value });
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    if (name !== "surge_score" || !isPassed) return;
    if (!(value >= limit * 0.999)) throw new Error(`${name} passed with ${value} < ${limit}`);
  }
}

/** Whether the gates of `kind` all let the record pass: the last word counts. */
function opinion(log: OpenLog, kind: string): boolean {
  const gates = log.noted.filter((note) => note.kind === kind && note.gate !== "event");
  return gates.at(-1)?.isPassed ?? false;
}

/** Feeds a market and compares, record by record; returns the first disagreements. */
function disagreements(market: TestMarket, log: OpenLog, feeds: (() => number | undefined)[]) {
  const found: string[] = [];
  for (const [i, feed] of feeds.entries()) {
    log.noted.length = 0;
    const before = market.events.length;
    const outcome = feed();
    const events = market.events.slice(before);
    const kinds = events.map((event) => DECISION_KINDS[event[EVENT_KIND_U8]!]!);
    for (const event of events) {
      const seq = new Float64Array(event.buffer)[EVENT_RECORD_SEQ_F64];
      if (seq !== i) found.push(`record ${i}: an event of ${seq}`);
    }
    if (outcome !== OUTCOME_OK) {
      const isSaid = outcome === undefined || log.noted.some(({ isPassed }) => !isPassed);
      if (!isSaid) found.push(`record ${i}: refused without a word`);
      continue;
    }
    for (const kind of DECISION_KINDS.slice(1)) {
      const isMade = kinds.includes(kind);
      const isNoted = log.noted.some((note) => note.kind === kind && note.gate === "event");
      const gates = JSON.stringify(log.noted.filter((note) => note.kind === kind));
      if (isMade !== isNoted) found.push(`record ${i} ${kind}: event ${isMade}, noted ${gates}`);
      if (isMade !== opinion(log, kind)) found.push(`record ${i} ${kind}: ${isMade} but ${gates}`);
    }
  }
  return found.slice(0, 5);
}

const SETS: [set: string, calendar: CalendarName, gates: string[]][] = [
  ["calm", "us-equities", ["beyond", "warm_up", "ticks", "score", "sample_interval"]],
  ["volatile", "us-equities", ["cooldown", "retraced", "interval", "volume", "surge_score"]],
  [
    "edge",
    "us-equities",
    ["eligible", "sequence", "order", "restart", "period", "threshold_change"],
  ],
  ["real", "continuous", ["threshold_percent", "samples", "gate_change"]],
  ["minute", "continuous", ["previous_bar", "trigger"]],
];

describe.each(SETS)("golden set %s", (set, calendar, gates) => {
  test("gates and events agree on every record", async () => {
    const log = new OpenLog();
    const decisions = new RecordDecisions(DEFAULT_DETECTOR_SETTINGS, log);
    const market = new TestMarket(calendar, { decisions });
    const feeds =
      set === "minute"
        ? (await goldenBars(set)).map((bar) => () => market.feedBar(bar))
        : (await goldenTicks(set)).map((tick) => () => market.feedTick(tick));
    expect(disagreements(market, log, feeds)).toEqual([]);
    expect(log.counts.get("event")).toBeGreaterThan(0);
    for (const gate of gates) {
      expect([gate, log.counts.get(gate) ?? 0]).not.toEqual([gate, 0]);
    }
  });
});
