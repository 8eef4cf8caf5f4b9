/** Known answers of fair-value.ts: what is kept, and both sides of the alert's limit. */
import type { Observe } from "#schemas";
import { FixtureContext, least } from "../detectors/cases-fixture.ts";
import { keepFairValue } from "./fair-value.ts";

function kept(lastPrice: number, fmv: number): unknown {
  const context = new FixtureContext().set({ price: fmv });
  context.put({ AT_LAST_PRICE: lastPrice, AT_VALUATION_ALERTS: 3, AT_FMV: 1, AT_FMV_DEVIATION: 9 });
  return context.changes(() => keepFairValue(context));
}

function isAlert(lastPrice: number): boolean {
  const context = new FixtureContext().set({ price: 100 }).put({ AT_LAST_PRICE: lastPrice });
  keepFairValue(context);
  return context.get("AT_VALUATION_ALERTS")[0] === 1;
}

export default function cases(observe: Observe): void {
  for (const lastPrice of [0, 100, 104, 105, 106, 96, 95, 94]) {
    observe(keepFairValue, `last price ${lastPrice}`, kept(lastPrice, 100));
  }
  const above = least(100, 200, isAlert);
  const below = -least(-100, 0, (x) => !isAlert(-x));
  observe(
    "ALERT_PERCENT",
    "prices of 100 round which it is silent",
    [above, below],
    [104.999999995, -0],
  );
}
