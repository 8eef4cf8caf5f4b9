/** Cases of how the errors of a JSON Schema become violations, and where the contract says so. */

import type { Observe } from "../observe.ts";
import type { ErrorObject } from "./contract-ajv.ts";
import type { ContractEvent } from "./contract-events.ts";
import { sectionOf, violation, violationsOf } from "./contract-violations.ts";

const EVENTS: readonly ContractEvent[] = [
  "status_update",
  "stock_data",
  "envelope",
  "client_message",
  "pong",
  "error",
];
/** The keys of an item, shared ones and some of each kind. */
const KEYS =
  "ticker type price time event_id direction reversal count count_up count_down percent_change vwap " +
  "vwap_divergence volume rel_volume label session_high trend_age score reversal_info.type";
const PLACES = [
  "",
  "highs",
  "highs[0]",
  "highs[x].price",
  "x.highs[0].price",
  "highs[0].session_high",
  "lows[12]",
  "lows[12].price2",
  "trending",
  "trending.up",
  "trending.up[3]",
  "trending.down[3].trend_age",
  "trendingxup[3].trend_age",
  "surging.up[0].score",
  "surging.down[0]",
  "surging.sideways[0]",
  "activity",
  "activity.ticks_10sec",
  "activity_ratio",
];

function errorOf(patch: Partial<ErrorObject>): ErrorObject {
  return {
    keyword: "type",
    instancePath: "/a/0",
    schemaPath: "",
    params: {},
    parentSchema: { type: "number" },
    data: "text",
    ...patch,
  };
}

function observeErrors(observe: Observe): void {
  const found = (...errors: Partial<ErrorObject>[]) => violationsOf("pong", errors.map(errorOf));
  const wide: Partial<ErrorObject> = { parentSchema: { enum: ["aa", "bb"] } };
  const narrow: Partial<ErrorObject> = { parentSchema: { enum: ["cc"] } };
  const other: Partial<ErrorObject> = { parentSchema: { enum: ["dd"] } };
  const missing = { keyword: "required", params: { missingProperty: "key" } };
  const extra = { keyword: "additionalProperties", data: { x: [1] } };
  observe(violationsOf, "of one error, of two", [found({}).length, found({}, wide).length], [1, 1]);
  observe(
    "violationOf",
    "default, words",
    found({}).map(({ expected, actual }) => [expected, actual]),
    [["a number", '"text"']],
  );
  const roots: Partial<ErrorObject>[] = [{ instancePath: "" }, { instancePath: "/0/b" }, {}];
  for (const root of ["", "r", "r.s[0]"]) {
    const paths = violationsOf("pong", roots.map(errorOf), root).map(({ path }) => path);
    observe("joined", `below "${root}"`, paths);
  }
  observe("violationOf", "required", found(missing));
  observe("violationOf", "required, of the message", found({ ...missing, instancePath: "" }), [
    { actual: "absent", expected: "present", kind: "schema", path: "key", section: "other-events" },
  ]);
  observe(
    "violationOf",
    "additionalProperties",
    found({ ...extra, params: { additionalProperty: "x" } }),
  );
  observe("violationOf", "if", found({ keyword: "if" }), []);
  observe("violationOf", "allOf", found({ keyword: "allOf" }), []);
  observe("violationOf", "default", found({ data: 5, keyword: "minimum" }), [
    { actual: "5", expected: "a number", kind: "schema", path: "a[0]", section: "other-events" },
  ]);
  observe(violationsOf, "the narrower of two, last", found(wide, narrow));
  observe(violationsOf, "the narrower of two, first", found(narrow, wide));
  observe(violationsOf, "the first of two as narrow", found(narrow, other));
  observe(violationsOf, "one per keyword", found(wide, { ...narrow, keyword: "enum" }));
  observe(violationsOf, "one per path", found(wide, { ...narrow, instancePath: "/b" }));
  observe(violationsOf, "goes on after one that repeats", found({ keyword: "if" }, wide));
  observe(violationsOf, "none", found(), []);
}

export default function cases(observe: Observe): void {
  for (const event of EVENTS) observe(sectionOf, event, sectionOf(event, "nowhere"));
  for (const place of PLACES) observe("stockSection", place, sectionOf("stock_data", place));
  for (const key of KEYS.split(" ")) {
    observe("SHARED_KEYS", key, sectionOf("stock_data", `lows[0].${key}`));
  }
  observe(violation, "schema", violation("pong", "a", "b", "c"), {
    actual: "c",
    expected: "b",
    kind: "schema",
    path: "a",
    section: "other-events",
  });
  observe(violation, "rule", violation("stock_data", "highs[0].price", "b", "c", "rule"), {
    actual: "c",
    expected: "b",
    kind: "rule",
    path: "highs[0].price",
    section: "every-item",
  });
  observeErrors(observe);
}
