/** Known answers of surge-rules.ts: rules by period, bands by price, scores and strengths. */

import type { Observe } from "#schemas";
import { PERIODS } from "../calendar/calendar.ts";
import * as rules from "./surge-rules.ts";
import { SURGE_RULES, surgeBand, surgeScore, surgeStrength } from "./surge-rules.ts";

const BORDERS = [1, 10, 50, 200, 500];
const EDGE = 1e-9;

export default function run(observe: Observe): void {
  for (const name of PERIODS) observe("rule", name, Object.keys(ruleOf(name) ?? {}));
  for (const name of PERIODS) observe(name, "rule", ruleOf(name));
  observe({ SURGE_RULES }, "length", rules.SURGE_RULES.length, 6);
  for (const price of [0.5, 5, 25, 100, 300, 900]) {
    observe("BANDS", `band of ${price}`, rules.surgeBand(price));
  }
  for (const border of BORDERS) {
    for (const price of [border * (1 - EDGE), border]) {
      observe(surgeBand, `${price}`, rules.surgeBand(price).below);
    }
  }

  for (const [fact, percent, ratio] of [
    ["half of each", 2, 3],
    ["a fall", -2, 3],
    ["nothing", 0, 0],
    ["more than all", 9, 9],
    ["the move alone", 1, 0],
    ["the volume alone", 0, 1],
  ] as const) {
    observe(surgeScore, fact, rules.surgeScore(percent, 2, ratio, 3));
  }
  for (const limit of [60, 80]) {
    for (const score of [limit - 0.001, limit * (1 - EDGE), limit, limit + 0.001]) {
      observe(surgeStrength, `${score}`, rules.surgeStrength(score));
    }
  }
}

function ruleOf(name: (typeof PERIODS)[number]): rules.SurgeRule | undefined {
  return rules.SURGE_RULES[PERIODS.indexOf(name)];
}
