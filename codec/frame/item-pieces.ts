/**
 * The constant texts of contract items: keys, and the words that one number of the slot chooses, each
 * run up to the next value that is written.
 */
import { AsciiPiece } from "../text/ascii-text.ts";
import { STRENGTH_WORDS, VWAP_POSITION_WORDS } from "../text/event-text.ts";

const pieces = (texts: readonly string[]): readonly AsciiPiece[] => {
  return texts.map((text) => new AsciiPiece(text));
};
/** Arrows as escapes: the text stays ASCII. */
export const ARROWS: readonly string[] = ["", "\\u2191", "\\u2193"];
const FLAGS_JSON = ["null", '"up"', '"down"'] as const;

export const OPEN: AsciiPiece = new AsciiPiece('{"ticker":"');
export const PRICE: AsciiPiece = new AsciiPiece('","price":');
export const TIME: AsciiPiece = new AsciiPiece(',"time":"');
export const EVENT_ID: AsciiPiece = new AsciiPiece('","event_id":"');
/** By Side. */
export const DIRECTION: readonly AsciiPiece[] = pieces(
  ["", "up", "down"].map((side) => `","direction":"${side}","count":`),
);
export const COUNT_UP: AsciiPiece = new AsciiPiece(',"count_up":');
export const COUNT_DOWN: AsciiPiece = new AsciiPiece(',"count_down":');
export const PERCENT_CHANGE: AsciiPiece = new AsciiPiece(',"percent_change":');
export const VWAP: AsciiPiece = new AsciiPiece(',"vwap":');
export const VWAP_DIVERGENCE: AsciiPiece = new AsciiPiece(',"vwap_divergence":');
export const VWAP_UNKNOWN: AsciiPiece = new AsciiPiece(',"vwap":null,"vwap_divergence":0');
export const VOLUME: AsciiPiece = new AsciiPiece(',"volume":');
export const REL_VOLUME: AsciiPiece = new AsciiPiece(',"rel_volume":');

export const HIGH_LABEL: AsciiPiece = new AsciiPiece(',"type":"high","label":"HIGH #');
export const LOW_LABEL: AsciiPiece = new AsciiPiece(',"type":"low","label":"LOW #');
/** By the flag in the slot. */
export const REVERSAL: readonly AsciiPiece[] = pieces(
  ["false", "true"].map((is) => `","reversal":${is},"session_high":`),
);
export const SESSION_LOW: AsciiPiece = new AsciiPiece(',"session_low":');
export const LAST_UPDATE: AsciiPiece = new AsciiPiece(',"last_update":');
/** By trend flag and surge flag: 3 * trend + surge. */
export const FLAGS: readonly AsciiPiece[] = pieces(
  FLAGS_JSON.flatMap((trend) => {
    return FLAGS_JSON.map((surge) => {
      return `,"trend_flag":${trend},"surge_flag":${surge},"significance_score":`;
    });
  }),
);
export const NO_REVERSAL_INFO: AsciiPiece = new AsciiPiece(',"reversal_info":null}');
export const TOP_OPEN: AsciiPiece = new AsciiPiece(
  ',"reversal_info":{"type":"V-top","previous_type":"high","time_span":',
);
export const BOTTOM_OPEN: AsciiPiece = new AsciiPiece(
  ',"reversal_info":{"type":"V-bottom","previous_type":"low","time_span":',
);
export const RAPID: AsciiPiece = new AsciiPiece(',"is_rapid":true,"previous_price":');
export const NOT_RAPID: AsciiPiece = new AsciiPiece(',"is_rapid":false,"previous_price":');
export const PATTERNS: readonly AsciiPiece[] = pieces([
  "}}",
  ',"pattern":"M-top"}}',
  ',"pattern":"W-bottom"}}',
]);

/** By STRENGTH_ and Side: 3 * strength + side. */
export const TREND_LABEL: readonly AsciiPiece[] = pieces(
  STRENGTH_WORDS.flatMap((word) => {
    return ARROWS.map((arrow) => `,"type":"trend","label":"TREND ${arrow} ${word}","reversal":`);
  }),
);
export const TURNS: readonly AsciiPiece[] = pieces(["false", '"up-now-down"', '"down-now-up"']);
export const TREND_STRENGTH: readonly AsciiPiece[] = pieces(
  STRENGTH_WORDS.map((word) => `,"trend_strength":"${word}","trend_score":`),
);
export const SHORT_SCORE: AsciiPiece = new AsciiPiece(',"trend_short_score":');
export const MEDIUM_SCORE: AsciiPiece = new AsciiPiece(',"trend_medium_score":');
export const LONG_SCORE: AsciiPiece = new AsciiPiece(',"trend_long_score":');
export const VWAP_POSITION: readonly AsciiPiece[] = pieces(
  VWAP_POSITION_WORDS.map((word) => `,"trend_vwap_position":"${word}","trend_age":`),
);
export const LAST_TREND_UPDATE: AsciiPiece = new AsciiPiece(',"last_trend_update":');
export const CLOSE: AsciiPiece = new AsciiPiece("}");
