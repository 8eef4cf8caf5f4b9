/** Cases of the levels of activity and what a ticker may be. */

import type { Observe } from "../observe.ts";
import { ACTIVITY_THRESHOLDS, activityLevelOf, isCleanTicker } from "./contract-frame.ts";

const EDGES = [30, 60, 120, 240, 480];
const TICKERS = ["A", "BRK.B", "0123456789abcdef", "Ω", "a b", "^x$", "\u{1f600}"];
const FOUL = [
  "",
  "0123456789abcdefg",
  "a<",
  "a>",
  'a"',
  "a'",
  "a`",
  "a\u0000",
  "a\u0085",
  "\ud800",
];

export default function cases(observe: Observe): void {
  observe({ ACTIVITY_THRESHOLDS }, "all", ACTIVITY_THRESHOLDS, {
    extreme: 480,
    high: 120,
    low: 30,
    medium: 60,
    veryHigh: 240,
  });
  observe(activityLevelOf, "0", activityLevelOf(0), "Very Low");
  for (const edge of EDGES) {
    observe(activityLevelOf, `below ${edge}`, activityLevelOf(edge - 1));
    observe(activityLevelOf, `at ${edge}`, activityLevelOf(edge));
  }
  for (const ticker of [...TICKERS, ...FOUL, "a\nb", "b\n"]) {
    observe(isCleanTicker, JSON.stringify(ticker), isCleanTicker(ticker));
  }
}
