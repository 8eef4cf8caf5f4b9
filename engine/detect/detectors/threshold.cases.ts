/** Known answers of threshold.ts. */
import type { Observe } from "#schemas";
import { clampUnit, REACHED } from "./threshold.ts";

export default function cases(observe: Observe): void {
  observe({ REACHED }, "distance from 1", 1 - REACHED, 9.99999971718e-10);
  const numbers = [-Infinity, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, Number.NaN];
  for (const x of numbers) observe(clampUnit, `${x}`, clampUnit(x));
}
