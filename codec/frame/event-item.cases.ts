/** Cases of every key of the contract items that are made of event slots. */
import type { Observe, TickscopeError } from "#schemas";
import * as layout from "../layout/event-layout.ts";
import { EventText } from "../text/event-text.ts";
import { eventItem } from "./event-item.ts";
import {
  type EventFields,
  HIGH,
  LOW,
  PLAIN_HIGH,
  SLOT,
  SURGE,
  SURGE_DOWN,
  symbolsOfTwo,
  TREND,
  TREND_DOWN,
  viewOf,
} from "./events-fixture.ts";

const SHARED_KEYS = "ticker time event_id count vwap vwap_divergence";
/** Keys that are made for a kind; the others are those of the slot. */
const MADE_KEYS =
  "type label reversal last_update reversal_info last_trend_update description event_key " +
  "last_surge_timestamp surge_age";

const UNKNOWN: EventFields = { EVENT_VWAP_F64: Number.NaN, EVENT_VWAP_DIVERGENCE_F64: 9 };
const NO_FLAGS: EventFields = { HIGHLOW_TREND_FLAG_U8: 0, HIGHLOW_SURGE_FLAG_U8: 0 };

/** Events by what they show; the function is that of their kind. */
const EVENTS: readonly [functionName: string, fact: string, event: EventFields][] = [
  ["highLowItem", "a high", HIGH],
  ["highLowItem", "a low", LOW],
  ["highLowItem", "vwap unknown, no flags", { ...PLAIN_HIGH, ...UNKNOWN, ...NO_FLAGS }],
  ["highLowItem", "no pattern", { ...HIGH, HIGHLOW_REVERSAL_PATTERN_U8: 0 }],
  [
    "highLowItem",
    "flags down and up",
    { ...HIGH, HIGHLOW_TREND_FLAG_U8: 2, HIGHLOW_SURGE_FLAG_U8: 1 },
  ],
  ["trendItem", "a trend up", TREND],
  ["trendItem", "a trend down", TREND_DOWN],
  ["trendItem", "no turn, weak", { ...TREND, EVENT_REVERSAL_U8: 0, TREND_STRENGTH_U8: 1 }],
  ["surgeItem", "a surge up", SURGE],
  ["surgeItem", "a surge down", SURGE_DOWN],
  [
    "surgeItem",
    "no turn, strong, by volume",
    {
      ...SURGE,
      EVENT_REVERSAL_U8: 0,
      SURGE_STRENGTH_U8: layout.STRENGTH_STRONG,
      SURGE_TRIGGER_U8: layout.TRIGGER_VOLUME,
    },
  ],
];

function functionOf(key: string, ofKind: string): string | typeof eventItem {
  if (SHARED_KEYS.split(" ").includes(key)) return "madeOfAll";
  return MADE_KEYS.split(" ").includes(key) ? ofKind : eventItem;
}

/** Reports the keys of the helpers first. */
function observeItem(observe: Observe, ofKind: string, fact: string, event: EventFields): void {
  const item = eventItem(viewOf(event), SLOT, symbolsOfTwo(), new EventText("Asia/Tokyo"));
  const entries = Object.entries(item);
  const helped = entries.toSorted(([a], [b]) => rankOf(a) - rankOf(b));
  for (const [key, value] of helped) {
    if (key !== "reversal_info" || value === null) {
      observe(functionOf(key, ofKind), `${key} of ${fact}`, value);
    } else {
      for (const [name, inner] of Object.entries(value)) {
        observe("reversalInfo", `${name} of ${fact}`, inner);
      }
    }
  }
  const order = entries.map(([key]) => key).join(" ");
  observe(ofKind, `order of keys of ${fact}`, order);
}

function rankOf(key: string): number {
  if (SHARED_KEYS.split(" ").includes(key)) return 0;
  return MADE_KEYS.split(" ").includes(key) ? 2 : 1;
}

function observeRefused(observe: Observe, fact: string, event: EventFields): void {
  try {
    eventItem(viewOf(event), SLOT, symbolsOfTwo(), new EventText("Asia/Tokyo"));
    observe(eventItem, fact, "not refused");
  } catch (thrown) {
    const { code, message } = thrown as TickscopeError;
    observe(eventItem, fact, [code, message]);
  }
}

export default function cases(observe: Observe): void {
  const keys = [HIGH, LOW, TREND, SURGE].map((event) => {
    const item = eventItem(viewOf(event), SLOT, symbolsOfTwo(), new EventText("Asia/Tokyo"));
    return Object.keys(item).length;
  });
  observe(eventItem, "number of keys by kind", keys, [23, 23, 24, 27]);
  for (const [ofKind, fact, event] of EVENTS) observeItem(observe, ofKind, fact, event);
  observeRefused(observe, "an unknown symbol", { ...HIGH, EVENT_SYMBOL_ID_U32: 3 });
  observeRefused(observe, "a wrong price", { ...LOW, EVENT_PRICE_F64: 0 });
}
