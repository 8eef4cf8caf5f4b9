/** Known answers of massive-conditions.ts: every condition, alone and among others. */
import type { Observe } from "#schemas";
import { areEligible, conditionBits, isEligible } from "./massive-conditions.ts";

const IDS = Array.from({ length: 300 }, (_, id) => id);
const MIXED: readonly (readonly unknown[])[] = [
  [],
  [0],
  [0, 1],
  [2],
  [2, 0],
  [0, 2],
  [0, 12],
  [1, 14, 41, 2],
  [-1, 1.5, null, undefined, {}, "x", Number.NaN],
];

export default function cases(observe: Observe): void {
  for (const conditions of MIXED) {
    const answers = [isEligible(conditions, true), isEligible(conditions, false)];
    observe(isEligible, `${JSON.stringify(conditions)} in regular hours, outside`, answers);
  }
  observe(conditionBits, "of every id", IDS.map(conditionBits));
  for (const bits of [0, 1, 2, 3]) {
    const answers = [areEligible(bits, true), areEligible(bits, false)];
    observe(areEligible, `bits ${bits} in regular hours, outside`, answers);
  }
  const barred = (isRegular: boolean) => IDS.filter((id) => !isEligible([id], isRegular));
  const always = barred(false);
  const regular = barred(true).filter((id) => !always.includes(id));
  observe("CONDITION_FORM_T", "barred in regular hours only", regular, [12]);
  observe(
    "NOT_ELIGIBLE",
    "barred at any time",
    always,
    [
      2, 5, 7, 10, 13, 15, 16, 20, 21, 22, 29, 32, 33, 37, 38, 42, 43, 44, 46, 47, 48, 49, 50, 52,
      53, 54,
    ],
  );
}
