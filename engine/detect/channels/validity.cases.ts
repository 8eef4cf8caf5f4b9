/** Known answers of validity.ts: both sides of every border. */
import { ERROR_CODES, type Observe } from "#schemas";
import { barProblem, tickProblem } from "./validity.ts";

const TIME_US = 1_700_000_000_000_000;
const MIN_US = 946_684_800_000_000;
const END_US = 4_133_980_800_000_000;
const NUMBERS = [Number.NaN, -Infinity, -1, 0, 5e-324, 1, 1.7e308, Infinity];
const TIMES = [Number.NaN, -Infinity, 0, MIN_US - 1, MIN_US, END_US - 1, END_US, Infinity];

/** A bar in the order of barProblem's parameters: open, high, low, close, volume, start, end. */
const BAR = [10, 12, 9, 11, 100, TIME_US, TIME_US + 60e6] as const;
const NAMES = ["open", "high", "low", "close", "volume", "start", "end"];

function named(problem: number): unknown {
  return problem === 0 ? "none" : (ERROR_CODES[problem] ?? problem);
}

function barWith(changes: Readonly<Record<number, number>>): unknown {
  const bar = BAR.map((value, i) => changes[i] ?? value);
  return named(barProblem(...(bar as [number, number, number, number, number, number, number])));
}

/** Bars whose numbers contradict each other, or just do not. */
const SHAPES: readonly (readonly [fact: string, changes: Readonly<Record<number, number>>])[] = [
  ["as it should be", {}],
  ["flat", { 0: 10, 1: 10, 2: 10, 3: 10 }],
  ["high below open", { 0: 11.5, 1: 11.4 }],
  ["high at open", { 0: 12, 1: 12 }],
  ["high below close", { 1: 10.9 }],
  ["high at close", { 1: 11 }],
  ["low above open", { 2: 10.1 }],
  ["low at open", { 2: 10 }],
  ["low above close", { 0: 10, 3: 8.9 }],
  ["low at close", { 0: 10, 3: 9 }],
  ["ends as it starts", { 6: TIME_US }],
  ["ends a microsecond later", { 6: TIME_US + 1 }],
  ["ends before it starts", { 6: TIME_US - 1 }],
];

export default function run(observe: Observe): void {
  observe(tickProblem, "none", named(tickProblem(1, 1, TIME_US)), "none");
  for (const x of NUMBERS) observe("isPrice", `${x}`, named(tickProblem(x, 1, TIME_US)));
  for (const x of NUMBERS) observe("isSize", `${x}`, named(tickProblem(1, x, TIME_US)));
  for (const x of TIMES) observe("isTime", `${x}`, named(tickProblem(1, 1, x)));
  observe(tickProblem, "all wrong", named(tickProblem(-1, -1, 0)), "PRICE_INVALID");
  observe(tickProblem, "size and time wrong", named(tickProblem(1, -1, 0)), "SIZE_INVALID");
  NAMES.forEach((name, i) => {
    for (const x of i < 5 ? NUMBERS.filter((n) => !(n > 0 && n < Infinity)) : TIMES) {
      if (i === 4 && x === 0) continue;
      observe(barProblem, `${name} ${x}`, barWith({ [i]: x }));
    }
  });
  observe(barProblem, "volume 0", barWith({ 4: 0 }), "none");
  observe(barProblem, "volume and start wrong", barWith({ 4: -1, 5: 0 }), "SIZE_INVALID");
  for (const [fact, changes] of SHAPES) observe(barProblem, fact, barWith(changes));
}
