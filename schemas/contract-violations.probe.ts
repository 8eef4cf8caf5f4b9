/** Pins how the errors of a JSON Schema become violations, and where the contract says so. */
import type { ErrorObject } from "./contract-ajv.ts";
import type { ContractEvent } from "./contract-events.ts";
import { sectionOf, violation, violationsOf } from "./contract-violations.ts";
import type { Observe, Probe } from "./probe.ts";

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
  const of = (...errors: Partial<ErrorObject>[]) => violationsOf("pong", errors.map(errorOf));
  const wide: Partial<ErrorObject> = { parentSchema: { enum: ["aa", "bb"] } };
  const narrow: Partial<ErrorObject> = { parentSchema: { enum: ["cc"] } };
  const other: Partial<ErrorObject> = { parentSchema: { enum: ["dd"] } };
  const missing = { keyword: "required", params: { missingProperty: "key" } };
  const extra = { keyword: "additionalProperties", data: { x: [1] } };
  observe("violationsOf", "of one error, of two", [of({}).length, of({}, wide).length]);
  observe(
    "violationOf",
    "default, words",
    of({}).map(({ expected, actual }) => [expected, actual]),
  );
  const roots: Partial<ErrorObject>[] = [{ instancePath: "" }, { instancePath: "/0/b" }, {}];
  for (const root of ["", "r", "r.s[0]"]) {
    const paths = violationsOf("pong", roots.map(errorOf), root).map(({ path }) => path);
    observe("joined", `below "${root}"`, paths);
  }
  observe("violationOf", "required", of(missing));
  observe("violationOf", "required, of the message", of({ ...missing, instancePath: "" }));
  observe(
    "violationOf",
    "additionalProperties",
    of({ ...extra, params: { additionalProperty: "x" } }),
  );
  observe("violationOf", "if", of({ keyword: "if" }));
  observe("violationOf", "allOf", of({ keyword: "allOf" }));
  observe("violationOf", "default", of({ data: 5, keyword: "minimum" }));
  observe("violationsOf", "the narrower of two, last", of(wide, narrow));
  observe("violationsOf", "the narrower of two, first", of(narrow, wide));
  observe("violationsOf", "the first of two as narrow", of(narrow, other));
  observe("violationsOf", "one per keyword", of(wide, { ...narrow, keyword: "enum" }));
  observe("violationsOf", "one per path", of(wide, { ...narrow, instancePath: "/b" }));
  observe("violationsOf", "goes on after one that repeats", of({ keyword: "if" }, wide));
  observe("violationsOf", "none", of());
}

export const CONTRACT_VIOLATIONS_PROBE: Probe = {
  name: "contract-violations",
  stage: "frame",
  file: "schemas/contract-violations.ts",
  needs: ["contract-words"],
  run(observe) {
    for (const event of EVENTS) observe("sectionOf", event, sectionOf(event, "nowhere"));
    for (const place of PLACES) observe("stockSection", place, sectionOf("stock_data", place));
    for (const key of KEYS.split(" ")) {
      observe("SHARED_KEYS", key, sectionOf("stock_data", `lows[0].${key}`));
    }
    observe("violation", "schema", violation("pong", "a", "b", "c"));
    observe("violation", "rule", violation("stock_data", "highs[0].price", "b", "c", "rule"));
    observeErrors(observe);
  },
};
