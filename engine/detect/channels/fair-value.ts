/**
 * Fair market value: kept per symbol and compared with the last price; makes no event.
 * Source: detectors rules version 1, section 6.
 */

import { REACHED } from "../detectors/threshold.ts";
import type { RecordContext } from "../state/record-context.ts";
import * as row from "../state/symbol-row.ts";

/** Deviation that counts as a valuation alert, percent. */
const ALERT_PERCENT = 5;

/**
 * Keeps `context.price` as the symbol's fair value. The row counts an alert when the last price deviates
 * from it by 5 % or more; there is none while no price is known.
 */
export function keepFairValue(context: RecordContext): void {
  const { state, row: at, price: fmv } = context;
  const lastPrice = state[at + row.AT_LAST_PRICE];
  const deviation = lastPrice > 0 ? (100 * (lastPrice - fmv)) / fmv : 0;
  state[at + row.AT_FMV] = fmv;
  state[at + row.AT_FMV_DEVIATION] = deviation;
  if (Math.abs(deviation) >= ALERT_PERCENT * REACHED) state[at + row.AT_VALUATION_ALERTS] += 1;
}
