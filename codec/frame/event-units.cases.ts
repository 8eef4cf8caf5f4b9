/** Cases of which numbers are legal in each unit: those at the edges of its range. */

import type { Observe } from "#schemas";
import * as units from "./event-units.ts";
import { RAPID_SPAN_US, SURGE_LIFE_US, UNIT_WORDS } from "./event-units.ts";

const { POSITIVE_INFINITY: INFINITE, MAX_VALUE, MIN_VALUE, NaN: NOT_A_NUMBER } = Number;
const DOUBLES = [-101, -100, -1, -MIN_VALUE, 0, MIN_VALUE, 0.5, 1, 1.5, 100, 100.5];
const NUMBERS = [...DOUBLES, MAX_VALUE, INFINITE, NOT_A_NUMBER];
const MOMENTS = [
  0,
  946_684_799_999_999,
  946_684_800_000_000,
  4_134_067_199_999_999,
  4_134_067_200_000_000,
  1_755_698_405_250_001.5,
  1_755_698_405_250_001,
  NOT_A_NUMBER,
];
const BYTES = [0, 1, 2, 3, 4, 255];

const CHECKS: readonly [check: (value: number) => boolean, values: readonly number[]][] = [
  [units.isPrice, NUMBERS],
  [units.isPercent, NUMBERS],
  [units.isAmount, NUMBERS],
  [units.isRatio, NUMBERS],
  [units.isScore, NUMBERS],
  [units.isUnitScore, NUMBERS],
  [units.isDurationUs, NUMBERS],
  [units.isEpochUs, MOMENTS],
  [units.isCountFrom1, [0, 1, 4_294_967_295]],
  [units.isSide, BYTES],
  [units.isFlag, BYTES],
  [units.isStrength, BYTES],
  [units.isSurgeStrength, BYTES],
  [units.isTrigger, BYTES],
  [units.isVwapPosition, BYTES],
];

export default function cases(observe: Observe): void {
  observe({ UNIT_WORDS }, "words", units.UNIT_WORDS);
  observe({ SURGE_LIFE_US }, "value", units.SURGE_LIFE_US, 30000000);
  observe({ RAPID_SPAN_US }, "value", units.RAPID_SPAN_US, 60000000);
  for (const [check, values] of CHECKS) {
    observe(check, "legal", values.filter(check).map(String));
  }
}
