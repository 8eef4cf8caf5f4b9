/**
 * The constant texts of contract items: keys, and the words that one number of the slot chooses, each
 * run up to the next value that is written.
 */
import type { HighLowItem, ReversalInfo, SurgeItem, TrendItem } from "#schemas";
import { AsciiPiece } from "../text/ascii-text.ts";
import {
  FLAG_WORDS,
  HIGH_LABEL,
  LOW_LABEL,
  PATTERN_WORDS,
  SIDE_WORDS,
  STRENGTH_WORDS,
  TURN_WORDS,
  trendLabel,
  VWAP_POSITION_WORDS,
} from "../text/event-text.ts";

/** Keys of the contract, so that one that is renamed there does not compile here. */
type Key = keyof HighLowItem | keyof TrendItem | keyof SurgeItem | keyof ReversalInfo;

/** A key behind another value: `,"key":`. */
export function key(name: Key): string {
  return `,"${name}":`;
}

const pieces = (texts: readonly string[]): readonly AsciiPiece[] => {
  return texts.map((text) => new AsciiPiece(text));
};
/** Arrows as escapes: the text stays ASCII. */
export const ARROWS: readonly string[] = ["", "\\u2191", "\\u2193"];

export const OPEN: AsciiPiece = new AsciiPiece('{"ticker":"');
export const PRICE: AsciiPiece = new AsciiPiece(`"${key("price")}`);
export const TIME: AsciiPiece = new AsciiPiece(`${key("time")}"`);
export const EVENT_ID: AsciiPiece = new AsciiPiece(`"${key("event_id")}"`);
/** By Side. */
export const DIRECTION: readonly AsciiPiece[] = pieces(
  SIDE_WORDS.map((side) => `"${key("direction")}"${side ?? ""}"${key("count")}`),
);
export const COUNT_UP: AsciiPiece = new AsciiPiece(key("count_up"));
export const COUNT_DOWN: AsciiPiece = new AsciiPiece(key("count_down"));
export const PERCENT_CHANGE: AsciiPiece = new AsciiPiece(key("percent_change"));
export const VWAP: AsciiPiece = new AsciiPiece(key("vwap"));
export const VWAP_DIVERGENCE: AsciiPiece = new AsciiPiece(key("vwap_divergence"));
export const VWAP_UNKNOWN: AsciiPiece = new AsciiPiece(
  `${key("vwap")}null${key("vwap_divergence")}0`,
);
export const VOLUME: AsciiPiece = new AsciiPiece(key("volume"));
export const REL_VOLUME: AsciiPiece = new AsciiPiece(key("rel_volume"));

/** Type and label, the label's quote being open. */
export function head(type: string, label: string): string {
  return `${key("type")}"${type}"${key("label")}"${label}`;
}

export const HIGH_HEAD: AsciiPiece = new AsciiPiece(head("high", HIGH_LABEL));
export const LOW_HEAD: AsciiPiece = new AsciiPiece(head("low", LOW_LABEL));
/** By the flag in the slot. */
export const REVERSAL: readonly AsciiPiece[] = pieces(
  ["false", "true"].map((is) => `"${key("reversal")}${is}${key("session_high")}`),
);
export const SESSION_LOW: AsciiPiece = new AsciiPiece(key("session_low"));
export const LAST_UPDATE: AsciiPiece = new AsciiPiece(key("last_update"));
const FLAGS_JSON = FLAG_WORDS.map((word) => JSON.stringify(word));
/** By trend flag and surge flag: 3 * trend + surge. */
export const FLAGS: readonly AsciiPiece[] = pieces(
  FLAGS_JSON.flatMap((trend) => {
    return FLAGS_JSON.map((surge) => {
      return `${key("trend_flag")}${trend}${key("surge_flag")}${surge}${key("significance_score")}`;
    });
  }),
);
export const NO_REVERSAL_INFO: AsciiPiece = new AsciiPiece(`${key("reversal_info")}null}`);
const turned = (type: string, previous: string) => {
  const made = `{"type":"${type}"${key("previous_type")}"${previous}"`;
  return `${key("reversal_info")}${made}${key("time_span")}`;
};
export const TOP_OPEN: AsciiPiece = new AsciiPiece(turned("V-top", "high"));
export const BOTTOM_OPEN: AsciiPiece = new AsciiPiece(turned("V-bottom", "low"));
const rapid = (is: string) => `${key("is_rapid")}${is}${key("previous_price")}`;
export const RAPID: AsciiPiece = new AsciiPiece(rapid("true"));
export const NOT_RAPID: AsciiPiece = new AsciiPiece(rapid("false"));
/** By the pattern in the slot. */
export const PATTERNS: readonly AsciiPiece[] = pieces(
  PATTERN_WORDS.map((word) => (word === undefined ? "}}" : `${key("pattern")}"${word}"}}`)),
);

/** By STRENGTH_ and Side: 3 * strength + side. */
export const TREND_HEAD: readonly AsciiPiece[] = pieces(
  STRENGTH_WORDS.flatMap((word) => {
    return ARROWS.map((arrow) => `${head("trend", trendLabel(arrow, word))}"${key("reversal")}`);
  }),
);
export const TURNS: readonly AsciiPiece[] = pieces(TURN_WORDS.map((word) => JSON.stringify(word)));
export const TREND_STRENGTH: readonly AsciiPiece[] = pieces(
  STRENGTH_WORDS.map((word) => `${key("trend_strength")}"${word}"${key("trend_score")}`),
);
export const SHORT_SCORE: AsciiPiece = new AsciiPiece(key("trend_short_score"));
export const MEDIUM_SCORE: AsciiPiece = new AsciiPiece(key("trend_medium_score"));
export const LONG_SCORE: AsciiPiece = new AsciiPiece(key("trend_long_score"));
export const VWAP_POSITION: readonly AsciiPiece[] = pieces(
  VWAP_POSITION_WORDS.map((word) => `${key("trend_vwap_position")}"${word}"${key("trend_age")}`),
);
export const LAST_TREND_UPDATE: AsciiPiece = new AsciiPiece(key("last_trend_update"));
export const CLOSE: AsciiPiece = new AsciiPiece("}");
