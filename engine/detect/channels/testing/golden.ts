/** The golden sets: their records, their expected events, and an event's slot as a contract item. */
import {
  asSymbolId,
  EVENT_COUNT_DOWN_U32,
  EVENT_COUNT_UP_U32,
  EVENT_DIRECTION_U8,
  EVENT_EVENT_EPOCH_US_F64,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_LOW,
  EVENT_PERCENT_CHANGE_F64,
  EVENT_PRICE_F64,
  EVENT_RECORD_EPOCH_US_F64,
  EVENT_RECORD_SEQ_F64,
  EVENT_REL_VOLUME_F64,
  EVENT_REVERSAL_U8,
  EVENT_SYMBOL_ID_U32,
  EVENT_TREND,
  EVENT_VOLUME_F64,
  EVENT_VWAP_DIVERGENCE_F64,
  EVENT_VWAP_F64,
  HIGHLOW_PREVIOUS_PRICE_F64,
  HIGHLOW_REVERSAL_PATTERN_U8,
  HIGHLOW_REVERSAL_SPAN_US_F64,
  HIGHLOW_REVERSAL_TYPE_U8,
  HIGHLOW_SESSION_HIGH_F64,
  HIGHLOW_SESSION_LOW_F64,
  HIGHLOW_SIGNIFICANCE_F64,
  HIGHLOW_SURGE_FLAG_U8,
  HIGHLOW_TREND_FLAG_U8,
  SURGE_DAILY_COUNT_U32,
  SURGE_EXPIRATION_EPOCH_US_F64,
  SURGE_MAGNITUDE_F64,
  SURGE_SCORE_F64,
  SURGE_STRENGTH_U8,
  SURGE_TRIGGER_U8,
  SURGE_VOLUME_MULTIPLIER_F64,
  type SymbolTable,
  TREND_AGE_US_F64,
  TREND_LONG_SCORE_F64,
  TREND_MEDIUM_SCORE_F64,
  TREND_SCORE_F64,
  TREND_SHORT_SCORE_F64,
  TREND_STRENGTH_U8,
  TREND_VWAP_POSITION_U8,
} from "#codec";
import type { BarInput, TickInput } from "./market.ts";

const FOLDER = new URL("../../testdata/golden/", import.meta.url);

/** One line of a `.events.jsonl` file. */
export interface GoldenEvent {
  /** Index of the input record. */
  tick: number;
  event: Item;
}

/** An item of a frame, `event_time` in place of event_id and time. */
export type Item = Record<string, unknown>;

async function lines(name: string): Promise<string[]> {
  const packed = await Bun.file(new URL(name, FOLDER)).bytes();
  const text = new TextDecoder().decode(Bun.gunzipSync(packed));
  return text.split("\n").filter((line) => line !== "");
}

async function rows(name: string): Promise<Record<string, string>[]> {
  const [header, ...body] = await lines(name);
  const names = header!.split(",");
  return body.map((line) => {
    const values = line.split(",");
    return Object.fromEntries(names.map((column, i) => [column, values[i] ?? ""]));
  });
}

/** The text of a column that must be there; "" is not a number, unlike for Number(). */
const number = (text: string | undefined): number => (text === "" ? Number.NaN : Number(text));
const optional = (text: string | undefined, absent: number): number =>
  text === undefined || text === "" ? absent : Number(text);
const epochUs = (text: string | undefined): number => Math.round(number(text) * 1e6);

/** The ticks of a set, in order of arrival, bad ones included. */
export async function goldenTicks(set: string): Promise<TickInput[]> {
  return (await rows(`${set}.ticks.csv.gz`)).map((row, recordSeq) => ({
    recordSeq,
    symbol: row.ticker!,
    price: number(row.price),
    size: number(row.volume),
    epochUs: epochUs(row.timestamp),
    dayVwap: optional(row.vwap, 0),
    officialOpen: optional(row.market_open_price, 0),
    isEligible: row.eligible !== "0",
    feedSeq: optional(row.seq, -1),
  }));
}

/** The bars of a set. */
export async function goldenBars(set: string): Promise<BarInput[]> {
  return (await rows(`${set}.bars.csv.gz`)).map((row, recordSeq) => ({
    recordSeq,
    symbol: row.ticker!,
    open: number(row.open),
    high: number(row.high),
    low: number(row.low),
    close: number(row.close),
    volume: number(row.volume),
    startEpochUs: epochUs(row.start),
    endEpochUs: epochUs(row.end),
  }));
}

/** The events that an independent implementation of the rules made of a set. */
export async function goldenEvents(set: string): Promise<GoldenEvent[]> {
  return (await lines(`${set}.events.jsonl.gz`)).map((line) => JSON.parse(line) as GoldenEvent);
}

const KINDS = ["", "high", "low", "trend", "surge"];
const SIDES = [null, "up", "down"];
const TURNS = [false, "up-now-down", "down-now-up"];
const STRENGTHS = ["neutral", "weak", "moderate", "strong"];
const TRIGGERS = ["", "price", "volume", "price_and_volume"];
const ARROWS = ["", "↑", "↓"];

interface Words {
  f64: Float64Array;
  u32: Uint32Array;
  u8: Uint8Array;
}

/** The bytes of an event's slot as a line of a golden file. */
export function goldenLine(bytes: Uint8Array, symbols: SymbolTable): GoldenEvent {
  const words: Words = {
    f64: new Float64Array(bytes.buffer),
    u32: new Uint32Array(bytes.buffer),
    u8: bytes,
  };
  const { f64, u32, u8 } = words;
  const ticker = symbols.symbolOf(asSymbolId(u32[EVENT_SYMBOL_ID_U32]!));
  const kind = u8[EVENT_KIND_U8]!;
  const vwap = f64[EVENT_VWAP_F64]!;
  const common = {
    ticker,
    type: KINDS[kind],
    price: f64[EVENT_PRICE_F64],
    event_time: f64[EVENT_EVENT_EPOCH_US_F64]! / 1e6,
    direction: SIDES[u8[EVENT_DIRECTION_U8]!],
    count: u32[EVENT_COUNT_UP_U32]! + u32[EVENT_COUNT_DOWN_U32]!,
    count_up: u32[EVENT_COUNT_UP_U32],
    count_down: u32[EVENT_COUNT_DOWN_U32],
    percent_change: f64[EVENT_PERCENT_CHANGE_F64],
    vwap: Number.isNaN(vwap) ? null : vwap,
    vwap_divergence: f64[EVENT_VWAP_DIVERGENCE_F64],
    volume: f64[EVENT_VOLUME_F64],
    rel_volume: f64[EVENT_REL_VOLUME_F64],
  };
  const isExtreme = kind === EVENT_HIGH || kind === EVENT_LOW;
  const own = isExtreme
    ? highLowItem(words)
    : kind === EVENT_TREND
      ? trendItem(words)
      : surgeItem(words, ticker);
  return { tick: f64[EVENT_RECORD_SEQ_F64]!, event: { ...common, ...own } };
}

function highLowItem({ f64, u32, u8 }: Words): Item {
  const isHigh = u8[EVENT_KIND_U8] === EVENT_HIGH;
  const pattern = u8[HIGHLOW_REVERSAL_PATTERN_U8]!;
  const spanSeconds = f64[HIGHLOW_REVERSAL_SPAN_US_F64]! / 1e6;
  const info = {
    type: ["", "V-top", "V-bottom"][u8[HIGHLOW_REVERSAL_TYPE_U8]!],
    time_span: spanSeconds,
    is_rapid: spanSeconds < 60,
    previous_type: isHigh ? "low" : "high",
    previous_price: f64[HIGHLOW_PREVIOUS_PRICE_F64],
    ...(pattern === 0 ? {} : { pattern: ["", "M-top", "W-bottom"][pattern] }),
  };
  const count = u32[isHigh ? EVENT_COUNT_UP_U32 : EVENT_COUNT_DOWN_U32]!;
  return {
    label: `${isHigh ? "HIGH" : "LOW"} #${count}`,
    reversal: u8[EVENT_REVERSAL_U8] === 1,
    session_high: f64[HIGHLOW_SESSION_HIGH_F64],
    session_low: f64[HIGHLOW_SESSION_LOW_F64],
    last_update: f64[EVENT_RECORD_EPOCH_US_F64]! / 1e6,
    trend_flag: SIDES[u8[HIGHLOW_TREND_FLAG_U8]!],
    surge_flag: SIDES[u8[HIGHLOW_SURGE_FLAG_U8]!],
    significance_score: f64[HIGHLOW_SIGNIFICANCE_F64],
    reversal_info: u8[HIGHLOW_REVERSAL_TYPE_U8] === 0 ? null : info,
  };
}

function trendItem({ f64, u8 }: Words): Item {
  const strength = STRENGTHS[u8[TREND_STRENGTH_U8]!];
  return {
    label: `TREND ${ARROWS[u8[EVENT_DIRECTION_U8]!]} ${strength}`,
    reversal: TURNS[u8[EVENT_REVERSAL_U8]!],
    trend_strength: strength,
    trend_score: f64[TREND_SCORE_F64],
    trend_short_score: f64[TREND_SHORT_SCORE_F64],
    trend_medium_score: f64[TREND_MEDIUM_SCORE_F64],
    trend_long_score: f64[TREND_LONG_SCORE_F64],
    trend_vwap_position: ["unknown", "above", "below"][u8[TREND_VWAP_POSITION_U8]!],
    trend_age: f64[TREND_AGE_US_F64]! / 1e6,
    last_trend_update: f64[EVENT_RECORD_EPOCH_US_F64]! / 1e6,
  };
}

function surgeItem({ f64, u32, u8 }: Words, ticker: string): Item {
  const side = u8[EVENT_DIRECTION_U8]!;
  const magnitude = f64[SURGE_MAGNITUDE_F64]!;
  const size = Math.abs(magnitude).toFixed(1);
  const trigger = TRIGGERS[u8[SURGE_TRIGGER_U8]!]!;
  const epochUs = f64[EVENT_EVENT_EPOCH_US_F64]!;
  const micros = String(epochUs % 1e6).padStart(6, "0");
  return {
    label: `SURGE ${ARROWS[side]} ${size}% ${trigger}`,
    reversal: TURNS[u8[EVENT_REVERSAL_U8]!],
    magnitude,
    score: f64[SURGE_SCORE_F64],
    strength: STRENGTHS[u8[SURGE_STRENGTH_U8]!],
    trigger_type: trigger,
    description: `Surge ${SIDES[side]} ${trigger.replaceAll("_", "/")} (${size}%)`,
    volume_multiplier: f64[SURGE_VOLUME_MULTIPLIER_F64],
    event_key: `${ticker}_${SIDES[side]}_${Math.floor(epochUs / 1e6)}.${micros}`,
    last_surge_timestamp: f64[EVENT_RECORD_EPOCH_US_F64]! / 1e6,
    surge_age: 0,
    expiration: f64[SURGE_EXPIRATION_EPOCH_US_F64]! / 1e6,
    daily_surge_count: u32[SURGE_DAILY_COUNT_U32],
  };
}

const TIME_FIELDS = new Set([
  "event_time",
  "last_update",
  "last_trend_update",
  "trend_age",
  "last_surge_timestamp",
  "expiration",
  "time_span",
]);
/** Text made of other fields; a half in the last decimal may round either way. */
const ROUNDED_TEXTS = new Set(["label", "description"]);

/** Differences between two items, in words; empty when they agree as the golden README asks. */
export function differences(expected: Item, actual: Item, path = ""): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  const found: string[] = [];
  for (const name of names) {
    const a = expected[name];
    const b = actual[name];
    if (isItem(a) && isItem(b)) found.push(...differences(a, b, `${path}${name}.`));
    else if (!isSame(name, a, b)) {
      found.push(`${path}${name}: expected ${JSON.stringify(a)}, was ${JSON.stringify(b)}`);
    }
  }
  return found;
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null;
}

function isSame(name: string, a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") {
    if (Number.isInteger(a) && /^(count|daily)/.test(name)) return a === b;
    if (TIME_FIELDS.has(name)) return Math.abs(a - b) <= 2e-6;
    const scale = Math.max(Math.abs(a), Math.abs(b));
    return Math.abs(a - b) <= Math.max(1e-6 * scale, 1e-9);
  }
  if (ROUNDED_TEXTS.has(name)) return isSameRounded(String(a), String(b));
  return a === b;
}

function isSameRounded(a: string, b: string): boolean {
  if (a === b) return true;
  const decimal = /\d+\.\d/;
  if (a.replace(decimal, "#") !== b.replace(decimal, "#")) return false;
  const [x, y] = [a, b].map((text) => Number(decimal.exec(text)?.[0]));
  return Math.abs(x! - y!) < 0.1 + 1e-9;
}
