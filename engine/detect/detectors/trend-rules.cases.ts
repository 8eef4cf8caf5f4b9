/** Known answers of trend-rules.ts: each period's rule, and both sides of every price class. */

import type { Observe } from "#schemas";
import { PERIODS } from "../calendar/calendar.ts";
import * as rules from "./trend-rules.ts";
import { TREND_RULES, trendPriceFactor, trendStrength } from "./trend-rules.ts";

const PRICES = [1, 9.999, 10, 49.999, 50, 199.999, 200, 499.999, 500, 9000];

export default function cases(observe: Observe): void {
  for (const name of PERIODS) observe("rule", name, Object.keys(ruleOf(name) ?? {}));
  for (const name of PERIODS) observe(name, "rule", ruleOf(name));
  observe({ TREND_RULES }, "length", rules.TREND_RULES.length, 6);

  for (const price of PRICES) observe(trendPriceFactor, `${price}`, rules.trendPriceFactor(price));
  for (const size of [1, 1.6, 1.601, 2.4, 2.5, 2.501]) {
    observe(trendStrength, `${size} thresholds of 1`, rules.trendStrength(size, 1));
    observe(trendStrength, `${size} thresholds of 8`, rules.trendStrength(8 * size, 8));
  }
}

function ruleOf(name: (typeof PERIODS)[number]): rules.TrendRule | undefined {
  return rules.TREND_RULES[PERIODS.indexOf(name)];
}
