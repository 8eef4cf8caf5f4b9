/** Cases of the rules between the values of a frame: each kept, each broken, each at its edge. */

import type { Observe } from "../observe.ts";
import type { ContractItem, HighLowItem, SurgeItem, TrendItem } from "./contract-frame.ts";
import {
  activityRules,
  identityRules,
  itemRules,
  labelOf,
  listsOf,
  type RuleContext,
} from "./contract-rules.ts";
import {
  activityOf,
  BOTTOM,
  frameWith,
  highItem,
  lowItem,
  surgeItem,
  trendItem,
} from "./frames-fixture.ts";

const NO_ZONE: RuleContext = { clockOf: undefined };
const ZONE: RuleContext = { clockOf: (second) => `clock ${second}` };

function observeItem(observe: Observe, functionName: string, fact: string, item: ContractItem) {
  observe(functionName, fact, itemRules(item, "at[0]", NO_ZONE));
}

/** Which function a key's violation comes from, where it is not that of the item's kind. */
const KEYS_OF: Record<string, readonly string[]> = {
  clockRule: ["time"],
  sharedRules: ["count", "vwap_divergence", "label"],
  strengthOf: ["strength"],
};

/** Good items first, by function: what finds fault with them is wrong altogether, not at an edge. */
function observeGood(observe: Observe): void {
  const broken = highItem({ count: 9, session_high: 1, label: "" });
  observe(itemRules, "note: a broken high", itemRules(broken, "at[0]", NO_ZONE).length > 0, true);
  const items = { highLowRules: highItem(), trendRules: trendItem(), surgeRules: surgeItem() };
  for (const [ofKind, item] of Object.entries(items)) {
    const keys = itemRules(item, "at[0]", NO_ZONE).map(({ path }) => path.replace("at[0].", ""));
    const ownerOf = (key: string) =>
      Object.keys(KEYS_OF).find((name) => KEYS_OF[name]?.includes(key)) ?? ofKind;
    for (const functionName of [...Object.keys(KEYS_OF), ofKind]) {
      const found = keys.filter((key) => ownerOf(key) === functionName);
      observe(functionName, `a good item for ${ofKind}`, found);
    }
  }
}

/** How often something is said of `key`. */
function saidOf(key: string, item: ContractItem): number {
  const found = itemRules(item, "at[0]", NO_ZONE);
  return found.filter(({ path }) => path === `at[0].${key}`).length;
}

/** Tolerances, by a value that nothing else looks at. */
function observeTolerances(observe: Observe): void {
  const divergence = (value: number) =>
    saidOf("vwap_divergence", highItem({ vwap_divergence: value }));
  observe("TOLERANCE", "half of it, above and below", [2.000001, 1.999999].map(divergence), [0, 0]);
  observe(
    "TOLERANCE",
    "twice as much, above and below",
    [2.000004, 1.999996].map(divergence),
    [1, 1],
  );
  const nothing = (value: number) =>
    saidOf("vwap_divergence", surgeItem({ vwap_divergence: value }));
  observe("isNear", "0 and almost 0", [1e-9, -1e-9, 0].map(nothing), [0, 0, 0]);
  observe("isNear", "0 and a little more", [1.1e-9, -1.1e-9, 0.5].map(nothing), [1, 1, 1]);
  observe("isNear", "far, either side", [-2, 5, 0, 1.9].map(divergence), [1, 1, 1, 1]);
  const updated = (away: number) =>
    saidOf("last_trend_update", trendItem({ last_trend_update: 1755698410.000001 + away }));
  observe("TIME_TOLERANCE_S", "inside", [1.5e-6, -1.5e-6].map(updated), [0, 0]);
  observe("TIME_TOLERANCE_S", "outside", [2.6e-6, -2.6e-6].map(updated), [1, 1]);
  observe("isSameTime", "far, either side", [-1, 0, 1].map(updated), [1, 0, 1]);
}

function observeLabels(observe: Observe): void {
  observe(labelOf, "high", labelOf(highItem()), "HIGH #3");
  observe(labelOf, "low", labelOf(lowItem()), "LOW #2");
  observe(labelOf, "trend up", labelOf(trendItem()), "TREND ↑ moderate");
  observe(labelOf, "trend down", labelOf(trendItem({ direction: "down" })), "TREND ↓ moderate");
  observe(
    labelOf,
    "surge down",
    labelOf(surgeItem({ magnitude: -12.06 })),
    "SURGE ↓ 12.1% price_and_volume",
  );
  observe(
    labelOf,
    "surge up",
    labelOf(surgeItem({ direction: "up", magnitude: 3.14 })),
    "SURGE ↑ 3.1% price_and_volume",
  );
}

function observeShared(observe: Observe): void {
  for (const time of ["00:00:05", "23:45:05", "14:01:05", "14:00:06", "05:00"]) {
    observeItem(observe, "clockRule", `zone not known, ${time}`, highItem({ time }));
  }
  observe("clockRule", "in the zone", itemRules(highItem(), "at[0]", ZONE));
  observe("clockRule", "agrees", itemRules(highItem({ time: "clock 1755698405" }), "a", ZONE), []);
  const patches: [string, Partial<HighLowItem>][] = [
    ["count", { count: 6 }],
    ["vwap_divergence", { vwap_divergence: 3 }],
    ["vwap_divergence of another vwap", { vwap: 101 }],
    ["vwap_divergence, vwap null", { vwap: null }],
    ["vwap null", { vwap: null, vwap_divergence: 0 }],
    ["label", { label: "HIGH #2" }],
  ];
  for (const [fact, patch] of patches) observeItem(observe, "sharedRules", fact, highItem(patch));
  for (const direction of ["up", "down"] as const) {
    for (const reversal of ["up-now-down", "down-now-up", false] as const) {
      const label = `TREND ${direction === "up" ? "↑" : "↓"} moderate`;
      const fact = `reversal ${reversal} in a trend ${direction}`;
      observeItem(observe, "sharedRules", fact, trendItem({ direction, reversal, label }));
    }
  }
  observeItem(
    observe,
    "sharedRules",
    "reversal in a surge",
    surgeItem({ reversal: "down-now-up" }),
  );
}

/** Patches of a high, by what they decide. */
const HIGHS: readonly [fact: string, patch: Partial<HighLowItem>][] = [
  ["a good high", {}],
  ["session_high", { session_high: 101.9 }],
  ["session_low", { session_low: 102.1 }],
  ["session_low at the price", { session_low: 102 }],
  ["last_update too early", { last_update: 1755698405.24 }],
  ["last_update early within tolerance", { last_update: 1755698405.249999 }],
  ["last_update later", { last_update: 1755698406 }],
  ["significance_score", { significance_score: 44 }],
  ["percent_change small, negative", { percent_change: -3, significance_score: 55 }],
  ["percent_change at its bound", { percent_change: 5.2, significance_score: 75 }],
  ["percent_change beyond its bound", { percent_change: 9, significance_score: 75 }],
  ["rel_volume small", { rel_volume: 0.5, significance_score: 32.5 }],
  ["rel_volume beyond its bound", { rel_volume: 2.2, significance_score: 70 }],
  ["reversal missing", { reversal: false }],
  ["reversal without reversal_info", { reversal_info: null }],
  ["no reversal", { reversal: false, reversal_info: null }],
  ["reversal_info.type", { reversal_info: { ...BOTTOM, type: "V-top" } }],
  ["reversal_info.previous_type", { reversal_info: { ...BOTTOM, previous_type: "high" } }],
  ["reversal_info.is_rapid at 60 s", { reversal_info: { ...BOTTOM, is_rapid: true } }],
  ["reversal_info.is_rapid below 60 s", { reversal_info: { ...BOTTOM, time_span: 59.9 } }],
  ["reversal_info.is_rapid at 60.5 s", { reversal_info: { ...BOTTOM, time_span: 60.5 } }],
  ["reversal_info.pattern right", { reversal_info: { ...BOTTOM, pattern: "W-bottom" } }],
  ["reversal_info.pattern wrong", { reversal_info: { ...BOTTOM, pattern: "M-top" } }],
];

const TRENDS: readonly [fact: string, patch: Partial<TrendItem>][] = [
  ["a good trend", {}],
  ["last_trend_update", { last_trend_update: 1755698411 }],
  ["trend_vwap_position below", { trend_vwap_position: "below" }],
  ["trend_vwap_position unknown", { trend_vwap_position: "unknown" }],
  ["vwap above", { vwap: 62.5, vwap_divergence: -20, trend_vwap_position: "above" }],
  ["vwap above, below", { vwap: 62.5, vwap_divergence: -20, trend_vwap_position: "below" }],
  ["vwap null", { vwap: null, vwap_divergence: 0, trend_vwap_position: "unknown" }],
  ["vwap null, above", { vwap: null, vwap_divergence: 0 }],
  ["vwap equal, below", { vwap: 50, vwap_divergence: 0, trend_vwap_position: "below" }],
  ["vwap equal, above", { vwap: 50, vwap_divergence: 0 }],
  ["vwap equal, unknown", { vwap: 50, vwap_divergence: 0, trend_vwap_position: "unknown" }],
  [
    "vwap almost equal, unknown",
    { vwap: 50 * (1 - 2e-10), vwap_divergence: 2e-8, trend_vwap_position: "unknown" },
  ],
  [
    "vwap a little less, unknown",
    { vwap: 50 * (1 - 1.5e-9), vwap_divergence: 1.5e-7, trend_vwap_position: "unknown" },
  ],
];

/** A price that is as far above its VWAP as a price may be without being above. */
const AT_EDGE = 40 * (1 + 1e-9);

const up = {
  direction: "up",
  reversal: false,
  label: "SURGE ↑ 2.5% price_and_volume",
  description: "Surge up price/and/volume (2.5%)",
  event_key: "CCC_up_1755698420.750000",
} as const;
const flat = { magnitude: 0, percent_change: 0 };

const SURGES: readonly [fact: string, patch: Partial<SurgeItem>][] = [
  ["a good surge", {}],
  ["a good surge up", { ...up, magnitude: 2.5, percent_change: 2.5 }],
  ["magnitude above 0 in a surge down", { magnitude: 2.5, percent_change: 2.5 }],
  ["magnitude below 0 in a surge up", up],
  ["magnitude 0 in a surge down", flat],
  ["magnitude 0 in a surge up", { ...flat, ...up }],
  ["percent_change", { percent_change: -2.4 }],
  ["rel_volume", { rel_volume: 5 }],
  ["strength", { strength: "weak" }],
  ["description", { description: "Surge" }],
  ["event_key of the ticker", { event_key: "CCD_down_1755698420.750000" }],
  ["event_key of the time", { event_key: "CCC_down_1755698420.750001" }],
  ["last_surge_timestamp", { last_surge_timestamp: 1755698421.75, expiration: 1755698451.75 }],
  ["expiration", { expiration: 1755698451.75 }],
  ["description of the trigger", { trigger_type: "price" }],
];

function observeStrengths(observe: Observe): void {
  for (const score of [0, 59, 59.99999, 60, 60.00001, 79, 79.99999, 80, 80.00001, 100]) {
    const found = (["weak", "moderate", "strong"] as const).map(
      (strength) => itemRules(surgeItem({ score, strength }), "at[0]", NO_ZONE)[0]?.expected ?? "",
    );
    observe("strengthOf", `score ${score}`, found);
  }
}

function observeActivity(observe: Observe): void {
  const ratio = activityOf().activity_ratio;
  observe(activityRules, "good", activityRules(activityOf()), []);
  const patches: [string, Parameters<typeof activityOf>[0]][] = [
    ["activity_level", { activity_level: "High" }],
    ["activity_level Opening Bell", { activity_level: "Opening Bell" }],
    ["activity_level Closing Bell", { activity_level: "Closing Bell" }],
    ["current_rate", { activity_ratio: { ...ratio, current_rate: 41 } }],
    ["ticks_10sec", { ticks_10sec: 21 }],
    ["ticks_30sec", { ticks_30sec: 9 }],
    ["ticks_30sec equal", { ticks_30sec: 10 }],
    ["ticks_300sec", { ticks_300sec: 39 }],
    ["ticks_60sec", { ticks_60sec: 0 }],
  ];
  for (const [fact, patch] of patches) {
    observe(activityRules, fact, activityRules(activityOf(patch)));
  }
}

function observeIdentity(observe: Observe): void {
  const surge = surgeItem();
  const other = surgeItem({ event_key: "x" });
  observe(
    identityRules,
    "event_key and event_id twice",
    identityRules([
      ["a", surge],
      ["b", surge],
    ]),
  );
  observe(
    identityRules,
    "event_id twice",
    identityRules([
      ["a", surge],
      ["b", other],
    ]),
  );
  const key = surgeItem({ event_id: surge.event_key });
  observe(identityRules, "an id is no key", identityRules([["a", key]]), []);
  const high = highItem();
  const thrice = identityRules([
    ["a", high],
    ["b", lowItem()],
    ["c", high],
    ["d", high],
  ]);
  observe(identityRules, "thrice, no event_key", thrice);
}

export default function cases(observe: Observe): void {
  const frame = frameWith(highItem(), lowItem(), trendItem(), surgeItem());
  frame.trending.down.push(trendItem(), trendItem());
  const lists = listsOf(frame).map(([path, items]) => [path, items.map(({ type }) => type)]);
  observe(listsOf, "paths and items", lists);
  observeLabels(observe);
  observeGood(observe);
  observeTolerances(observe);
  observeShared(observe);
  observeStrengths(observe);
  for (const [fact, patch] of HIGHS) observeItem(observe, "highLowRules", fact, highItem(patch));
  observeItem(observe, "highLowRules", "a good low", lowItem());
  const upturned = lowItem({ reversal_info: { ...BOTTOM, pattern: "W-bottom" } });
  observeItem(observe, "highLowRules", "reversal_info of a high in a low", upturned);
  for (const [fact, patch] of TRENDS) observeItem(observe, "trendRules", fact, trendItem(patch));
  for (const [fact, patch] of SURGES) observeItem(observe, "surgeRules", fact, surgeItem(patch));
  const atEdge = trendItem({
    price: AT_EDGE,
    vwap_divergence: 1e-7,
    trend_vwap_position: "unknown",
  });
  observeItem(observe, "trendRules", "trend_vwap_position at its edge", atEdge);
  observeActivity(observe);
  observeIdentity(observe);
}
