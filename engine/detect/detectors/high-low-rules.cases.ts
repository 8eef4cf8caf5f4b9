/** Known answers of high-low-rules.ts: the least move of every price class and period. */
import { DECIDE_HIGH } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { FixtureContext, least } from "./cases-fixture.ts";
import { HighLowThresholds } from "./high-low-rules.ts";
import { NotedDecisions } from "./noted-decisions.ts";

/** Settings of which only one of the two thresholds can be reached. */
const CHANGE_ONLY = settings({ minPercent: Infinity });
const PERCENT_ONLY = settings({ minChange: Infinity });

function settings(changed: { minPercent?: number; minChange?: number } = {}) {
  return {
    enabled: true,
    minPercent: 0.1,
    minChange: 0.01,
    cooldownSeconds: 1,
    reversalWindowSeconds: 300,
    extendedHoursMultiplier: 2,
    openingMultiplier: 1.5,
    ...changed,
  };
}

const MIDDAY = 2;
const CLASS_PRICES = [0.5, 3, 12, 50, 300, 800];
const CLASS_BORDERS = [1, 5, 25, 100, 500];

/** The least change at `price` that is worth an event. */
function leastChange(thresholds: HighLowThresholds, price: number, period: number): number {
  return least(0, 1000, (change) => thresholds.isReached(price, change, price, period));
}

/** What is noted of moves that reach no threshold, and both. */
function noted(thresholds: HighLowThresholds, price: number, period: number): unknown {
  const decisions = new NotedDecisions();
  const context = new FixtureContext(decisions).set({ period });
  for (const part of [0.001, 0.2]) {
    thresholds.note(context, DECIDE_HIGH, part > 0.1, price, part * price, price);
  }
  return decisions.take().map(Object.values);
}

export default function cases(observe: Observe): void {
  const all = new HighLowThresholds(settings());
  observe(of(HighLowThresholds, "isReached"), "neither", all.isReached(50, 0.001, 50, MIDDAY));
  observe(of(HighLowThresholds, "isReached"), "both", all.isReached(50, 5, 50, MIDDAY));
  observe(
    of(HighLowThresholds, "isReached"),
    "the change alone",
    all.isReached(50, 0.06, 5000, MIDDAY),
  );
  observe(
    of(HighLowThresholds, "isReached"),
    "the percentage alone",
    all.isReached(50, 0.04, 5, MIDDAY),
  );
  const byChange = new HighLowThresholds(CHANGE_ONLY);
  const byPercent = new HighLowThresholds(PERCENT_ONLY);
  CLASS_PRICES.forEach((price, i) => {
    const owner = "CLASS_FACTORS";
    observe(owner, `class ${i}, change`, leastChange(byChange, price, MIDDAY));
    observe(owner, `class ${i}, percent`, leastChange(byPercent, price, MIDDAY));
  });
  for (const border of CLASS_BORDERS) {
    for (const price of [border - 1e-9, border]) {
      const change = leastChange(byChange, price, MIDDAY);
      observe("priceClass", `${price}`, [change, leastChange(byPercent, price, MIDDAY)]);
    }
  }
  for (let period = 0; period < 6; period++) {
    const change = leastChange(byChange, 50, period);
    observe(of(HighLowThresholds, "constructor"), `period ${period}`, [
      change,
      leastChange(byPercent, 50, period),
    ]);
  }
  const other = new HighLowThresholds({
    ...settings({ minPercent: 0.3, minChange: 0.07 }),
    extendedHoursMultiplier: 5,
    openingMultiplier: 7,
  });
  for (let period = 0; period < 6; period++) {
    observe(
      of(HighLowThresholds, "constructor"),
      `other settings, period ${period}`,
      leastChange(other, 12, period),
    );
  }
  for (const price of [0.5, 3, 12, 50, 200, 900]) {
    observe(of(HighLowThresholds, "note"), `at ${price}`, noted(other, price, MIDDAY));
  }
  observe(of(HighLowThresholds, "note"), "the change is nearer", noted(all, 24, MIDDAY));
  for (let period = 0; period < 6; period++) {
    observe(of(HighLowThresholds, "note"), `period ${period}`, noted(other, 12, period));
  }
  observe(
    of(HighLowThresholds, "isReached"),
    "against another price",
    all.isReached(12, 0.019, 18.9, MIDDAY),
  );
}
