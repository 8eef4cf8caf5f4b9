/**
 * Which violations older recorded frames may have: the deviations of lenient mode. Their samples
 * come in three generations; what the page can still show is a deviation, what it cannot is a
 * violation. So are keys that nobody knows, which a page passes by, and fractions where whole numbers
 * are wanted, which a page shows as they are.
 */
import type { ContractItem } from "./contract-frame.ts";
import { labelOf } from "./contract-rules.ts";
import type { Violation } from "./contract-violations.ts";

/** Keys without which the page shows nothing, in any generation. */
const INDISPENSABLE = new Set([
  "highs",
  "lows",
  "trending",
  "surging",
  "up",
  "down",
  "activity",
  "ticker",
  "price",
  "time",
  "percent_change",
  "status",
  "connected",
]);
/** Keys whose text had other forms in older samples. */
const FREE_TEXT = new Set(["label", "description", "event_key", "event_id"]);
const ARROWS: Record<string, string> = { '"↑"': "up", '"↓"': "down" };

/** True when older samples may have this and lenient mode only reports it. */
export function isDeviation(violation: Violation): boolean {
  const { path, kind, actual, expected } = violation;
  // Numbers that contradict each other: rounded, halved scores, another base of percent_change.
  if (kind === "rule") return true;
  const key = path.slice(path.lastIndexOf(".") + 1);
  if (expected === "present") return !INDISPENSABLE.has(key);
  if (expected.startsWith("absent")) return true;
  if (isFraction(violation)) return true;
  if (FREE_TEXT.has(key)) return actual.startsWith('"');
  if (key === "direction") return actual in ARROWS && isSideOf(path, ARROWS[actual] ?? "");
  return false;
}

/** A fraction in the range of the whole number that is wanted. */
function isFraction({ expected, actual }: Violation): boolean {
  const range = /^a whole number from (\S+) to (\S+)$/.exec(expected);
  if (range === null || !/^-?\d+\.\d+$/.test(actual)) return false;
  const value = Number(actual);
  return value >= Number(range[1]) && value <= Number(range[2]);
}

/** Keys that `modernised` mends. */
const SPELLINGS = new Set(["direction", "label", "event_key"]);

/** True when the only thing wrong with a violation's key is how older samples spell it. */
export function isSpelling(violation: Violation): boolean {
  const key = violation.path.slice(violation.path.lastIndexOf(".") + 1);
  return SPELLINGS.has(key) && violation.expected !== "present" && isDeviation(violation);
}

/** An older item in the words of this version, so that its numbers can be checked all the same. */
export function modernised(item: ContractItem): ContractItem {
  const modern = { ...item, direction: wordOf(item.direction) };
  if (modern.type === "surge") {
    modern.event_key = modern.event_key.replace(/_[↑↓]_/, `_${modern.direction}_`);
  }
  modern.label = labelOf(modern);
  return modern;
}

function wordOf(direction: string): "up" | "down" {
  return direction === "↑" || direction === "up" ? "up" : "down";
}

/** The list decides the side: an arrow up among the lows is not another spelling, it is wrong. */
function isSideOf(path: string, side: string): boolean {
  const isUp = /^(highs|trending\.up|surging\.up)\[/.test(path);
  return isUp === (side === "up");
}
