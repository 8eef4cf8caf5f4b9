/** Known answers of decimal.ts: which texts are decimals, and what number they write. */
import type { Observe } from "#schemas";
import { decimalOf } from "./decimal.ts";

/** Longest text that is taken, and one that is longer. */
const LONGEST = `${"0".repeat(38)}.5`;
const TEXTS = [
  "100.5",
  "0.0010",
  "0",
  "9",
  "-5",
  "-.5",
  ".5",
  "5.",
  LONGEST,
  `0${LONGEST}`,
  "",
  "-",
  ".",
  "-.",
  "1.2.3",
  "1..",
  "--5",
  "5-",
  "+7",
  "0x1f",
  "1e9",
  " 7",
  "7 ",
  "1,5",
  "1/2",
  "/",
  "1:2",
  ":",
  "NaN",
];

export default function cases(observe: Observe): void {
  for (const text of TEXTS) observe(decimalOf, JSON.stringify(text), decimalOf(text));
}
