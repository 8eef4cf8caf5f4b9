/**
 * What a schema cannot say: values of a frame that must agree with each other. Each rule stands in
 * schemas/contract/JSON.md in the section of its key. Rules look only at what is structurally right.
 */
import {
  type Activity,
  activityLevelOf,
  type ContractItem,
  type HighLowItem,
  type StockData,
  type SurgeItem,
  type TrendItem,
} from "./contract-frame.ts";
import { type Violation, violation } from "./contract-violations.ts";
import { shown } from "./contract-words.ts";

/** What the rules need to know besides the frame. */
export interface RuleContext {
  /** `HH:MM:SS` of epoch seconds in the zone of the frames; undefined = the zone is not known. */
  clockOf: ((epochSeconds: number) => string) | undefined;
}

/** Relative tolerance of numbers that follow from others: one part in a million. */
const TOLERANCE = 1e-6;
/** Tolerance of times in seconds: two steps of the last decimal. */
const TIME_TOLERANCE_S = 2e-6;
const RAPID_SECONDS = 60;
const SURGE_LIFE_SECONDS = 30;
/** Every zone has been a multiple of this away from UTC since 1972. */
const ZONE_STEP_SECONDS = 900;

/** Notes that `key` of the value at hand is not what the others make of it. */
type Note = (key: string, expected: string, actual: unknown) => void;

/** A list's place in the frame and its items. */
export function listsOf(frame: StockData): [path: string, items: readonly ContractItem[]][] {
  return [
    ["highs", frame.highs],
    ["lows", frame.lows],
    ["trending.up", frame.trending.up],
    ["trending.down", frame.trending.down],
    ["surging.up", frame.surging.up],
    ["surging.down", frame.surging.down],
  ];
}

/**
 * Where the values of a structurally valid item contradict each other. `path` is its place.
 */
export function itemRules(item: ContractItem, path: string, context: RuleContext): Violation[] {
  const violations: Violation[] = [];
  const note: Note = (key, expected, actual) => {
    violations.push(violation("stock_data", `${path}.${key}`, expected, shown(actual), "rule"));
  };
  sharedRules(item, note, context);
  if (item.type === "trend") trendRules(item, note);
  else if (item.type === "surge") surgeRules(item, note);
  else highLowRules(item, note);
  return violations;
}

function sharedRules(item: ContractItem, note: Note, context: RuleContext): void {
  const { count, count_up: up, count_down: down, vwap, price } = item;
  if (count !== up + down) note("count", `count_up + count_down = ${up + down}`, count);
  const divergence = vwap === null ? 0 : ((price - vwap) / vwap) * 100;
  if (!isNear(item.vwap_divergence, divergence)) {
    const source = vwap === null ? "0, because vwap is null" : `(price - vwap) / vwap * 100`;
    note("vwap_divergence", `${source} = ${divergence}`, item.vwap_divergence);
  }
  const label = labelOf(item);
  if (item.label !== label) note("label", shown(label), item.label);
  if (item.type === "trend" || item.type === "surge") {
    const turn = item.direction === "up" ? "down-now-up" : "up-now-down";
    if (item.reversal !== false && item.reversal !== turn) {
      note("reversal", `false or ${turn}, because direction is ${item.direction}`, item.reversal);
    }
  }
  clockRule(item, note, context);
}

function clockRule(item: ContractItem, note: Note, { clockOf }: RuleContext): void {
  const second = Math.floor(Number.parseFloat(item.event_id));
  if (clockOf !== undefined) {
    const clock = clockOf(second);
    if (item.time !== clock) note("time", `${clock}, the clock of event_id`, item.time);
    return;
  }
  // Without the zone, minutes and seconds within a quarter of an hour still have to agree.
  const [hours = 0, minutes = 0, seconds = 0] = item.time.split(":").map(Number);
  const ofDay = hours * 3600 + minutes * 60 + seconds;
  if (ofDay % ZONE_STEP_SECONDS !== second % ZONE_STEP_SECONDS) {
    note("time", `the clock of event_id ${item.event_id} in some zone`, item.time);
  }
}

/** The label that the other keys make. */
export function labelOf(item: ContractItem): string {
  const arrow = item.direction === "up" ? "↑" : "↓";
  switch (item.type) {
    case "high":
      return `HIGH #${item.count_up}`;
    case "low":
      return `LOW #${item.count_down}`;
    case "trend":
      return `TREND ${arrow} ${item.trend_strength}`;
    case "surge":
      return `SURGE ${arrow} ${Math.abs(item.magnitude).toFixed(1)}% ${item.trigger_type}`;
  }
}

function highLowRules(item: HighLowItem, note: Note): void {
  const { price, session_high: high, session_low: low, reversal_info: info } = item;
  if (high < price) note("session_high", `at least price = ${price}`, high);
  if (low > price) note("session_low", `at most price = ${price}`, low);
  const eventSeconds = Number.parseFloat(item.event_id);
  if (item.last_update < eventSeconds - TIME_TOLERANCE_S) {
    note("last_update", `not before the event, ${eventSeconds}`, item.last_update);
  }
  const score =
    Math.min(Math.abs(item.percent_change) * 10, 50) + Math.min(item.rel_volume * 25, 50);
  if (!isNear(item.significance_score, score)) {
    const source = "min(|percent_change| * 10, 50) + min(rel_volume * 25, 50)";
    note("significance_score", `${source} = ${score}`, item.significance_score);
  }
  if (item.reversal !== (info !== null)) {
    note("reversal", `${info !== null}, because reversal_info is ${shown(info)}`, item.reversal);
  }
  if (info === null) return;
  const isHigh = item.type === "high";
  const type = isHigh ? "V-bottom" : "V-top";
  if (info.type !== type) note("reversal_info.type", `${type} in a ${item.type}`, info.type);
  const previous = isHigh ? "low" : "high";
  if (info.previous_type !== previous) {
    note("reversal_info.previous_type", `${previous} in a ${item.type}`, info.previous_type);
  }
  const isRapid = info.time_span < RAPID_SECONDS;
  if (info.is_rapid !== isRapid) {
    note("reversal_info.is_rapid", `${isRapid}: time_span is ${info.time_span} s`, info.is_rapid);
  }
  const pattern = isHigh ? "W-bottom" : "M-top";
  if (info.pattern !== undefined && info.pattern !== pattern) {
    note("reversal_info.pattern", `${pattern} in a ${item.type}`, info.pattern);
  }
}

function trendRules(item: TrendItem, note: Note): void {
  const eventSeconds = Number.parseFloat(item.event_id);
  if (!isSameTime(item.last_trend_update, eventSeconds)) {
    note("last_trend_update", `the event's time, ${eventSeconds}`, item.last_trend_update);
  }
  const { vwap, price, trend_vwap_position: position } = item;
  let expected: TrendItem["trend_vwap_position"] = "unknown";
  // A billionth above is not above: prices that are equal in cents stay equal.
  if (vwap !== null) expected = price > vwap * (1 + 1e-9) ? "above" : "below";
  const isClose = vwap !== null && isNear(price, vwap) && position !== "unknown";
  if (position !== expected && !isClose) {
    note("trend_vwap_position", `${expected}: price ${price}, vwap ${vwap}`, position);
  }
}

function surgeRules(item: SurgeItem, note: Note): void {
  const { magnitude, score, direction } = item;
  if (magnitude > 0 !== (direction === "up") || magnitude === 0) {
    note(
      "magnitude",
      direction === "up" ? "above 0 in a surge up" : "below 0 in a surge down",
      magnitude,
    );
  }
  if (item.percent_change !== magnitude) {
    note("percent_change", `magnitude = ${magnitude}`, item.percent_change);
  }
  if (item.rel_volume !== item.volume_multiplier) {
    note("rel_volume", `volume_multiplier = ${item.volume_multiplier}`, item.rel_volume);
  }
  const strengths = [strengthOf(score * (1 - TOLERANCE)), strengthOf(score * (1 + TOLERANCE))];
  if (!strengths.includes(item.strength)) {
    note("strength", `${strengthOf(score)}: score is ${score}`, item.strength);
  }
  const trigger = item.trigger_type.replaceAll("_", "/");
  const description = `Surge ${direction} ${trigger} (${Math.abs(magnitude).toFixed(1)}%)`;
  if (item.description !== description) note("description", shown(description), item.description);
  const [idSeconds = ""] = item.event_id.split("_");
  const key = `${item.ticker}_${direction}_${idSeconds}`;
  if (item.event_key !== key) note("event_key", shown(key), item.event_key);
  const eventSeconds = Number.parseFloat(idSeconds);
  if (!isSameTime(item.last_surge_timestamp, eventSeconds)) {
    note("last_surge_timestamp", `the event's time, ${eventSeconds}`, item.last_surge_timestamp);
  }
  const expiration = item.last_surge_timestamp + SURGE_LIFE_SECONDS;
  if (!isSameTime(item.expiration, expiration)) {
    note("expiration", `last_surge_timestamp + 30 = ${expiration}`, item.expiration);
  }
}

function strengthOf(score: number): SurgeItem["strength"] {
  if (score >= 80) return "strong";
  return score >= 60 ? "moderate" : "weak";
}

/** Where the numbers of a structurally valid activity contradict each other. */
export function activityRules(activity: Activity): Violation[] {
  const violations: Violation[] = [];
  const note: Note = (key, expected, actual) => {
    violations.push(violation("stock_data", `activity.${key}`, expected, shown(actual), "rule"));
  };
  const { activity_level: level, activity_ratio: ratio, ticks_60sec: ticks60s } = activity;
  const expected = activityLevelOf(ticks60s);
  if (!level.endsWith(" Bell") && level !== expected) {
    note("activity_level", `${expected} at ticks_60sec = ${ticks60s}`, level);
  }
  if (ratio.current_rate !== ticks60s) {
    note("activity_ratio.current_rate", `ticks_60sec = ${ticks60s}`, ratio.current_rate);
  }
  const windows = ["ticks_10sec", "ticks_30sec", "ticks_60sec", "ticks_300sec"] as const;
  for (const [index, key] of windows.entries()) {
    const shorter = windows[index - 1];
    if (shorter !== undefined && activity[key] < activity[shorter]) {
      note(key, `at least ${shorter} = ${activity[shorter]}`, activity[key]);
    }
  }
  return violations;
}

/** Ids and keys that occur twice in a frame. `items` are those that are structurally valid. */
export function identityRules(items: readonly [path: string, item: ContractItem][]): Violation[] {
  const violations: Violation[] = [];
  const seen = new Map<string, string>();
  for (const [path, item] of items) {
    for (const key of ["event_id", "event_key"] as const) {
      const id = (item as Partial<SurgeItem>)[key];
      if (id === undefined) continue;
      const place = `${path}.${key}`;
      const first = seen.get(`${key} ${id}`);
      if (first === undefined) seen.set(`${key} ${id}`, place);
      else violations.push(violation("stock_data", place, `unlike ${first}`, shown(id), "rule"));
    }
  }
  return violations;
}

function isNear(a: number, b: number): boolean {
  const away = Math.abs(a - b);
  return away <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b)) || away <= 1e-9;
}

function isSameTime(a: number, b: number): boolean {
  return Math.abs(a - b) <= TIME_TOLERANCE_S;
}
