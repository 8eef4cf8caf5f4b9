/** Known answers of request-problems.ts: the words for each kind of mistake in a request. */
import type { Observe, Subject } from "../observe.ts";
import {
  clientMessageProblem,
  filterSetProblem,
  layoutSettingProblem,
  selectionsProblem,
} from "./request-problems.ts";

const LONG = "x".repeat(40);
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, { universes: [] }]));

/** By the function that decides. */
const VALUES: [name: Subject, check: typeof selectionsProblem, values: unknown[]][] = [
  [
    "noun",
    clientMessageProblem,
    [7, {}, { action: "x" }, { action: "subscribe", universe: {} }, { action: "filters" }],
  ],
  [
    "noun",
    filterSetProblem,
    [null, { trends: 1 }, { trends: { volume_confirmation: 1, min_age: -1 } }],
  ],
  ["noun", layoutSettingProblem, [[], {}, { layout: 1 }, { layout: [{}, 1] }]],
  ["words", filterSetProblem, [{ trends: { strength: [1] } }, { trends: { strength: {} } }]],
  ["listOf", filterSetProblem, [{ surges: { price_range: ["low", "highest"] } }]],
  ["deepest", clientMessageProblem, [{ action: "subscribe", universe: ["A", "B", 3] }]],
  [
    "unknownKey",
    clientMessageProblem,
    [
      { action: "ping", more: 1 },
      { action: "filters", filters: { highlow: { [LONG]: 1 } } },
    ],
  ],
  [
    "missingKey",
    clientMessageProblem,
    [{ action: "subscribe" }, { action: "subscribe", univers: [] }],
  ],
  ["missingKey", selectionsProblem, [{ highlow: {} }]],
  [
    "mistakeOf",
    selectionsProblem,
    [many(9), { [LONG]: { universes: new Array(65).fill("all") } }, { a: 1 }, undefined],
  ],
  ["entriesOf", selectionsProblem, [{ a: { universes: 1 } }, { a: { universes: ["all", 1] } }]],
  [clientMessageProblem, clientMessageProblem, [{ action: "ping" }]],
  [filterSetProblem, filterSetProblem, [{ trends: { strength: ["weak"] } }]],
  [selectionsProblem, selectionsProblem, [{ a: { universes: ["all"], more: 1 } }]],
  [layoutSettingProblem, layoutSettingProblem, [{ layout: [{}] }]],
  ["shortened", selectionsProblem, [{ [LONG]: 1 }, { "a/b~c": 1 }]],
];

export default function cases(observe: Observe): void {
  for (const [name, check, values] of VALUES) {
    for (const value of values) {
      const fact = `${JSON.stringify(value)}`.slice(0, 80);
      observe(name, fact, check(value));
    }
  }
}
