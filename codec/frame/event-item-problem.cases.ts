/** Cases of which events keep the contract: each field right, wrong and at the edge of its range. */
import type { Observe, Subject } from "#schemas";
import * as layout from "../layout/event-layout.ts";
import { eventProblem } from "./event-item-problem.ts";
import { ITEM_EPOCH_US_MIN } from "./event-units.ts";
import {
  type EventFields,
  HIGH,
  LOW,
  PLAIN_HIGH,
  SLOT,
  SURGE,
  SURGE_DOWN,
  TREND,
  TREND_DOWN,
  viewOf,
} from "./events-fixture.ts";

const { POSITIVE_INFINITY: INFINITE, NaN: NOT_A_NUMBER } = Number;

function problemOf(event: EventFields, symbol = "AAA"): string {
  return eventProblem(viewOf(event), SLOT, symbol);
}

/** The fields that a range is for, each in an event that is otherwise right. */
interface Range {
  uses: readonly [base: EventFields, key: keyof EventFields, field: string][];
  values: readonly number[];
}

/** So early that no time of its record is before it. */
const EARLIEST: EventFields = { ...HIGH, EVENT_EVENT_EPOCH_US_F64: ITEM_EPOCH_US_MIN };

const RANGES: readonly Range[] = [
  {
    uses: [
      [HIGH, "EVENT_PRICE_F64", "price"],
      [HIGH, "EVENT_VWAP_F64", "vwap"],
      [HIGH, "HIGHLOW_SESSION_HIGH_F64", "session_high"],
      [HIGH, "HIGHLOW_SESSION_LOW_F64", "session_low"],
      [HIGH, "HIGHLOW_PREVIOUS_PRICE_F64", "reversal_info.previous_price"],
    ],
    values: [-1, 0, Number.MIN_VALUE, Number.MAX_VALUE, INFINITE],
  },
  {
    uses: [
      [HIGH, "EVENT_VOLUME_F64", "volume"],
      [HIGH, "EVENT_REL_VOLUME_F64", "rel_volume"],
      [HIGH, "HIGHLOW_REVERSAL_SPAN_US_F64", "reversal_info.time_span"],
      [TREND, "TREND_AGE_US_F64", "trend_age"],
    ],
    values: [-1, -Number.MIN_VALUE, 0, 0.5, Number.MAX_VALUE, INFINITE, NOT_A_NUMBER],
  },
  {
    uses: [
      [HIGH, "EVENT_PERCENT_CHANGE_F64", "percent_change"],
      [HIGH, "EVENT_VWAP_DIVERGENCE_F64", "vwap_divergence"],
      [SURGE_DOWN, "SURGE_MAGNITUDE_F64", "magnitude"],
    ],
    values: [-100.5, -100, -99.5, 0, 200, Number.MAX_VALUE, INFINITE, NOT_A_NUMBER],
  },
  {
    uses: [
      [HIGH, "EVENT_EVENT_EPOCH_US_F64", "event_id"],
      [EARLIEST, "EVENT_RECORD_EPOCH_US_F64", "last_update"],
    ],
    values: [
      0,
      946_684_799_999_999,
      946_684_800_000_000,
      4_134_067_199_999_999,
      4_134_067_200_000_000,
      1_755_698_405_250_001.5,
      1_755_698_405_250_001,
      NOT_A_NUMBER,
    ],
  },
  {
    uses: [
      [HIGH, "HIGHLOW_SIGNIFICANCE_F64", "significance_score"],
      [SURGE, "SURGE_SCORE_F64", "score"],
    ],
    values: [-0.5, 0, 50, 100, 100.5, NOT_A_NUMBER],
  },
  {
    uses: [
      [TREND, "TREND_SCORE_F64", "trend_score"],
      [TREND, "TREND_SHORT_SCORE_F64", "trend_short_score"],
      [TREND, "TREND_MEDIUM_SCORE_F64", "trend_medium_score"],
      [TREND, "TREND_LONG_SCORE_F64", "trend_long_score"],
    ],
    values: [-1.5, -1, 0, 1, 1.5, NOT_A_NUMBER],
  },
];

function observeUses(observe: Observe, { uses, values }: Range): void {
  for (const [base, key, field] of uses) {
    const functionName = functionOf(key);
    for (const value of values) {
      observe(functionName, `${field} ${value}`, problemOf({ ...base, [key]: value }));
    }
  }
}

function functionOf(key: keyof EventFields): string {
  if (key === "EVENT_RECORD_EPOCH_US_F64" || key.startsWith("HIGHLOW_")) return "highLowProblem";
  if (key.startsWith("TREND_")) return "trendProblem";
  return key.startsWith("SURGE_") ? "surgeProblem" : "sharedProblem";
}

/** Bases by name, and what is changed in them. */
type Case = readonly [fact: string, base: EventFields, patch: EventFields];

const TURNS: readonly Case[] = [TREND, TREND_DOWN, SURGE, SURGE_DOWN].flatMap((base) =>
  [0, 1, 2, 3].map(
    (turn): Case => [
      `reversal ${turn}, kind ${base.EVENT_KIND_U8}, direction ${base.EVENT_DIRECTION_U8}`,
      base,
      { EVENT_REVERSAL_U8: turn },
    ],
  ),
);

const HEADERS: readonly Case[] = [
  ["direction none", HIGH, { EVENT_DIRECTION_U8: layout.SIDE_NONE }],
  ["direction 3", TREND, { EVENT_DIRECTION_U8: 3 }],
  ["count_up", HIGH, { EVENT_COUNT_UP_U32: 0 }],
  ["count_up of a low", LOW, { EVENT_COUNT_UP_U32: 0 }],
  ["count_down", LOW, { EVENT_COUNT_DOWN_U32: 0 }],
  ["count_down of a high", HIGH, { EVENT_COUNT_DOWN_U32: 0 }],
  ["vwap unknown", HIGH, { EVENT_VWAP_F64: Number.NaN, EVENT_VWAP_DIVERGENCE_F64: -500 }],
  ["price not a number", HIGH, { EVENT_PRICE_F64: Number.NaN }],
];

const HIGHLOWS: readonly Case[] = [
  ["direction of a high", HIGH, { EVENT_DIRECTION_U8: layout.SIDE_DOWN }],
  ["direction of a low", LOW, { EVENT_DIRECTION_U8: layout.SIDE_UP }],
  ["session_high below the price", HIGH, { HIGHLOW_SESSION_HIGH_F64: 102.25 }],
  ["session_high at the price", HIGH, { HIGHLOW_SESSION_HIGH_F64: 102.5 }],
  ["session_low above the price", HIGH, { HIGHLOW_SESSION_LOW_F64: 102.75 }],
  ["session_low at the price", HIGH, { HIGHLOW_SESSION_LOW_F64: 102.5 }],
  ["last_update before the event", HIGH, { EVENT_RECORD_EPOCH_US_F64: 1_755_698_405_250_000 }],
  ["trend_flag 2", HIGH, { HIGHLOW_TREND_FLAG_U8: 2 }],
  ["trend_flag 3", HIGH, { HIGHLOW_TREND_FLAG_U8: 3 }],
  ["surge_flag 2", PLAIN_HIGH, { HIGHLOW_SURGE_FLAG_U8: 2 }],
  ["surge_flag 3", PLAIN_HIGH, { HIGHLOW_SURGE_FLAG_U8: 3 }],
  ["reversal missing", HIGH, { EVENT_REVERSAL_U8: 0 }],
  ["reversal 2", HIGH, { EVENT_REVERSAL_U8: 2 }],
  ["reversal without its type", PLAIN_HIGH, { EVENT_REVERSAL_U8: 1 }],
  ["no reversal, other fields of one", PLAIN_HIGH, { HIGHLOW_PREVIOUS_PRICE_F64: -1 }],
  ["reversal_info.type of a high", HIGH, { HIGHLOW_REVERSAL_TYPE_U8: 1 }],
  ["reversal_info.type of a low", LOW, { HIGHLOW_REVERSAL_TYPE_U8: 2 }],
  ["reversal_info.type 3", LOW, { HIGHLOW_REVERSAL_TYPE_U8: 3 }],
  ["reversal_info.pattern none", HIGH, { HIGHLOW_REVERSAL_PATTERN_U8: 0 }],
  ["reversal_info.pattern of a high", HIGH, { HIGHLOW_REVERSAL_PATTERN_U8: 1 }],
  ["reversal_info.pattern of a low", LOW, { HIGHLOW_REVERSAL_PATTERN_U8: 2 }],
];

const UNKNOWN: EventFields = { EVENT_VWAP_F64: Number.NaN };

const TRENDS: readonly Case[] = [
  ["trend_strength 0", TREND, { TREND_STRENGTH_U8: 0 }],
  ["trend_strength 3", TREND, { TREND_STRENGTH_U8: 3 }],
  ["trend_strength 4", TREND, { TREND_STRENGTH_U8: 4 }],
  ["trend_vwap_position 0, known", TREND, { TREND_VWAP_POSITION_U8: 0 }],
  ["trend_vwap_position 2, known", TREND, { TREND_VWAP_POSITION_U8: 2 }],
  ["trend_vwap_position 3, known", TREND, { TREND_VWAP_POSITION_U8: 3 }],
  ["trend_vwap_position 0, unknown", TREND, { ...UNKNOWN, TREND_VWAP_POSITION_U8: 0 }],
  ["trend_vwap_position 1, unknown", TREND, { ...UNKNOWN, TREND_VWAP_POSITION_U8: 1 }],
];

const FLAT: EventFields = { SURGE_MAGNITUDE_F64: 0, EVENT_PERCENT_CHANGE_F64: 0 };
const FALL: EventFields = { SURGE_MAGNITUDE_F64: -1, EVENT_PERCENT_CHANGE_F64: -1 };
const RISE: EventFields = { SURGE_MAGNITUDE_F64: 1, EVENT_PERCENT_CHANGE_F64: 1 };

const SURGES: readonly Case[] = [
  ["magnitude 0 up", SURGE, FLAT],
  ["magnitude 0 down", SURGE_DOWN, FLAT],
  ["magnitude below 0 up", SURGE, FALL],
  ["magnitude above 0 down", SURGE_DOWN, RISE],
  ["percent_change", SURGE, { EVENT_PERCENT_CHANGE_F64: 2.5 }],
  ["strength 0", SURGE, { SURGE_STRENGTH_U8: 0 }],
  ["strength 1", SURGE, { SURGE_STRENGTH_U8: 1 }],
  ["strength 3", SURGE, { SURGE_STRENGTH_U8: 3 }],
  ["strength 4", SURGE, { SURGE_STRENGTH_U8: 4 }],
  ["trigger_type 0", SURGE, { SURGE_TRIGGER_U8: 0 }],
  ["trigger_type 1", SURGE, { SURGE_TRIGGER_U8: 1 }],
  ["trigger_type 3", SURGE, { SURGE_TRIGGER_U8: 3 }],
  ["trigger_type 4", SURGE, { SURGE_TRIGGER_U8: 4 }],
  ["volume_multiplier", SURGE, { SURGE_VOLUME_MULTIPLIER_F64: 2 }],
  ["expiration", SURGE, { SURGE_EXPIRATION_EPOCH_US_F64: 1_755_698_435_250_002 }],
  ["daily_surge_count 0", SURGE, { SURGE_DAILY_COUNT_U32: 0 }],
  ["daily_surge_count 1", SURGE, { SURGE_DAILY_COUNT_U32: 1 }],
];

const GOOD: readonly Case[] = [
  ["EVENT_HIGH", HIGH, {}],
  ["EVENT_HIGH without reversal", PLAIN_HIGH, {}],
  ["EVENT_LOW", LOW, {}],
  ["EVENT_TREND up", TREND, {}],
  ["EVENT_TREND down", TREND_DOWN, {}],
  ["EVENT_SURGE up", SURGE, {}],
  ["EVENT_SURGE down", SURGE_DOWN, {}],
  ["type session", HIGH, { EVENT_KIND_U8: layout.EVENT_SESSION }],
  ["type 0", HIGH, { EVENT_KIND_U8: 0 }],
];

const HEADER_FIELDS =
  "ticker price event_id direction count_up count_down percent_change vwap vwap_divergence volume " +
  "rel_volume";

/** Good events first: what refuses them is wrong altogether, not at an edge. */
function observeGood(observe: Observe): void {
  const bases = { highLowProblem: HIGH, trendProblem: TREND, surgeProblem: SURGE };
  for (const [functionName, base] of Object.entries(bases)) {
    const problem = problemOf(base);
    const isOfHeader = HEADER_FIELDS.split(" ").includes(problem);
    observe("sharedProblem", `a good event for ${functionName}`, isOfHeader ? problem : "");
    observe(functionName, "a good event", isOfHeader ? "" : problem);
  }
}

function observeCases(observe: Observe, functionName: Subject, cases: readonly Case[]): void {
  for (const [fact, base, patch] of cases) {
    observe(functionName, fact, problemOf({ ...base, ...patch }));
  }
}

export default function cases(observe: Observe): void {
  observe("sharedProblem", "ticker", problemOf(HIGH, ""), "ticker");
  observeGood(observe);
  observeCases(observe, "isTurn", TURNS);
  for (const range of RANGES) observeUses(observe, range);
  observeCases(observe, "sharedProblem", HEADERS);
  observeCases(observe, "highLowProblem", HIGHLOWS);
  observeCases(observe, "trendProblem", TRENDS);
  observeCases(observe, "surgeProblem", SURGES);
  observeCases(observe, eventProblem, GOOD);
}
