/**
 * The notes of watched records against what really happened, record by record: an event is noted exactly
 * where one was emitted, and only behind gates that all let the record pass. Over the golden sets and
 * over random markets, where a market that is watched also makes the events of one that is not.
 */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { asEpochUs, asSymbolId, EVENT_KIND_U8 } from "#codec";
import {
  DECISION_KINDS,
  DECISION_LOG_BYTES,
  type Decision,
  DecisionLog,
  DecisionReader,
  OUTCOME_OK,
} from "#engine/telemetry";
import { Calendar, type CalendarName } from "../calendar/calendar.ts";
import { nextTickDecisions } from "../detectors/next-tick.ts";
import { NotedDecisions } from "../detectors/noted-decisions.ts";
import { DEFAULT_DETECTOR_SETTINGS } from "../detectors/settings.ts";
import { AT_LAST_PRICE } from "../state/symbol-row.ts";
import { goldenBars, goldenTicks } from "./testing/golden.ts";
import { TestMarket } from "./testing/market.ts";
import {
  barsOf,
  type RandomMarket,
  randomMarket,
  SYMBOLS,
  ticksOf,
} from "./testing/random-market.ts";

type Note = Pick<Decision, "kind" | "gate" | "isPassed">;

/** One record: what the channel made of it, the kinds of its events, and what was noted. */
interface Fed {
  outcome: number | undefined;
  kinds: string[];
  notes: readonly Note[];
}

/** Where notes and events disagree, in words. */
function disagreementsOf({ outcome, kinds, notes }: Fed): string[] {
  if (outcome !== OUTCOME_OK) {
    const isNoted = outcome === undefined || notes.some(({ isPassed }) => !isPassed);
    return isNoted ? [] : ["refused without a note"];
  }
  return DECISION_KINDS.slice(1).flatMap((kind) => {
    const own = notes.filter((note) => note.kind === kind);
    const gates = own.filter(({ gate }) => gate !== "event");
    const isNoted = own.length > gates.length;
    const isPassed = gates.at(-1)?.isPassed ?? false;
    const isMade = kinds.includes(kind);
    if (isMade === isNoted && isMade === isPassed) return [];
    return [`${kind}: event ${isMade}, noted ${JSON.stringify(own)}`];
  });
}

/** Kinds of the events that a market made since there were `before`; session events have none. */
function kindsSince(market: TestMarket, before: number): string[] {
  const kinds = market.allEvents
    .slice(before)
    .map((event) => DECISION_KINDS[event[EVENT_KIND_U8]!]);
  return kinds.filter((kind) => kind !== undefined);
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
    const decisions = new NotedDecisions();
    const market = new TestMarket(calendar, { decisions });
    const feeds =
      set === "minute"
        ? (await goldenBars(set)).map((bar) => () => market.feedBar(bar))
        : (await goldenTicks(set)).map((tick) => () => market.feedTick(tick));
    const met = new Set<string>();
    const found: string[] = [];
    for (const [i, feed] of feeds.entries()) {
      const before = market.allEvents.length;
      const outcome = feed();
      const notes = decisions.take();
      for (const { gate } of notes) met.add(gate);
      const fed = { outcome, kinds: kindsSince(market, before), notes };
      found.push(...disagreementsOf(fed).map((text) => `record ${i} ${text}`));
    }
    expect(found.slice(0, 5)).toEqual([]);
    expect([...met]).toEqual(expect.arrayContaining([...gates, "event"]));
  });
});

/** A record of either kind, and how a market takes it. */
interface Input {
  symbol: string;
  recordSeq: number;
  epochUs: number;
  feed: (market: TestMarket) => number | undefined;
}

/** Records as a detector worker takes them while the first symbol is watched; `fed` are those of it. */
function runWatched(inputs: readonly Input[]): { market: TestMarket; fed: Fed[]; strays: number } {
  const buffer = new SharedArrayBuffer(DECISION_LOG_BYTES);
  const log = new DecisionLog(buffer);
  const market = new TestMarket("us-equities", { decisions: log });
  const [watched, other] = SYMBOLS.map((symbol) => market.symbols.intern(symbol));
  const reader = new DecisionReader(buffer);
  reader.watch([watched!]);
  log.refresh();
  const made = inputs.map(({ symbol, recordSeq, epochUs, feed }) => {
    const before = market.allEvents.length;
    log.begin(market.symbols.intern(symbol), recordSeq, asEpochUs(epochUs));
    const outcome = feed(market);
    log.end();
    return { symbol, recordSeq, outcome, kinds: kindsSince(market, before) };
  });
  const { decisions, shed } = reader.read(watched!);
  if (shed > 0) throw new Error(`Invariant: the log keeps a whole market, shed=${shed}`);
  const notes = Map.groupBy(decisions, ({ recordSeq }) => recordSeq);
  const fed = made
    .filter(({ symbol }) => symbol === SYMBOLS[0])
    .map((record) => ({ ...record, notes: notes.get(record.recordSeq) ?? [] }));
  return { market, fed, strays: reader.read(other!).decisions.length };
}

describe("a random market", () => {
  const KINDS: [name: string, met: string[], inputs: (market: RandomMarket) => Input[]][] = [
    [
      "ticks",
      [
        "low event",
        "high cooldown",
        "trend event",
        "trend interval",
        "surge event",
        "record order",
      ],
      (market) => ticksOf(market).map((tick) => ({ ...tick, feed: (to) => to.feedTick(tick) })),
    ],
    [
      "bars",
      ["low event", "high event", "surge event", "surge gap", "surge trigger"],
      (market) =>
        barsOf(market).map((bar) => ({
          ...bar,
          epochUs: bar.endEpochUs,
          feed: (to) => to.feedBar(bar),
        })),
    ],
  ];

  test.each(KINDS)("of %s: what is noted is what was emitted", (_, expected, inputsOf) => {
    const met = new Set<string>();
    const holds = fc.property(randomMarket, (random) => {
      const inputs = inputsOf(random);
      const { market, fed, strays } = runWatched(inputs);
      const found = fed.flatMap((record, i) =>
        disagreementsOf(record).map((text) => `record ${i} ${text}`),
      );
      expect(found.slice(0, 3)).toEqual([]);
      expect(strays).toBe(0);
      for (const { kind, gate, isPassed } of fed.flatMap(({ notes }) => notes)) {
        if (gate === "event" || !isPassed) met.add(`${kind} ${gate}`);
      }
      const unwatched = new TestMarket("us-equities");
      for (const { feed } of inputs) feed(unwatched);
      expect(Buffer.concat(market.allEvents)).toEqual(Buffer.concat(unwatched.allEvents));
      const [state, plain] = [market, unwatched].map(({ states }) =>
        Buffer.from(states.f64.buffer),
      );
      expect(state!.equals(plain!)).toBe(true);
    });
    fc.assert(holds, { numRuns: 60 });
    // What no market met was not tested.
    expect([...met]).toEqual(expect.arrayContaining(expected));
  });

  test("meets the next tick at the gates that its row foretells", () => {
    const holds = fc.property(randomMarket, (random) => {
      const decisions = new NotedDecisions();
      const market = new TestMarket("us-equities", { decisions });
      const ticks = ticksOf(random);
      for (const tick of ticks) market.feedTick(tick);
      const symbolId = market.symbols.intern(SYMBOLS[0]);
      const { states } = market;
      const row = states.f64.slice(states.rowOf(symbolId), states.rowOf(asSymbolId(symbolId + 1)));
      const calendar = new Calendar("us-equities");
      const epochUs = ticks.at(-1)!.epochUs + 20e6;
      calendar.locate(epochUs - 20e6);
      const { marketStatus } = calendar;
      calendar.locate(epochUs);
      fc.pre(calendar.marketStatus === marketStatus); // a session starts with gates of its own
      const moment = { epochUs, period: calendar.period };
      const foretold = nextTickDecisions(row, moment, DEFAULT_DETECTOR_SETTINGS);
      decisions.take();
      const price = row[AT_LAST_PRICE]!;
      market.feedTick({ recordSeq: ticks.length, symbol: SYMBOLS[0], price, size: 0, epochUs });
      const ofTick = ({ kind, gate }: Note) =>
        kind !== "record" && kind !== "surge" && gate !== "event";
      expect(foretold.filter(ofTick)).toEqual(decisions.take().filter(ofTick));
    });
    fc.assert(holds, { numRuns: 60 });
  });
});
