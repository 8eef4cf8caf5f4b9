/** Cases of the text of items, key by key as it stands there. */
import { type Observe, of } from "#schemas";
import * as layout from "../layout/event-layout.ts";
import { EventText } from "../text/event-text.ts";
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
import { FrameWriter } from "./frame-writer.ts";

const SHARED_KEYS =
  "ticker price time event_id direction count count_up count_down percent_change vwap " +
  "vwap_divergence volume rel_volume";

/** The keys of an item's text with their values as text, whether or not it is sound. */
function pairsOf(text: string): [key: string, value: string][] {
  const pairs = text.matchAll(/"(\w+)":("(?:[^"\\]|\\.)*"|[^,{}]*)/g);
  return [...pairs].map(([, key = "", value = ""]) => [key, value]);
}

function textOf(event: EventFields): string {
  const writer = new FrameWriter(symbolsOfTwo(), new EventText("Asia/Tokyo"));
  return writer.item(viewOf(event), SLOT);
}

function kindsBy(marks: RegExp): string[] {
  return [HIGH, LOW, TREND, SURGE].map((event) => marks.exec(textOf(event))?.[1] ?? "none");
}

/** The text that most kinds show at a key which all of them make the same way. */
function observeShared(observe: Observe): void {
  const texts = [HIGH, TREND, SURGE].map((event) => new Map(pairsOf(textOf(event))));
  for (const key of SHARED_KEYS.split(" ")) {
    const shown = texts.map((pairs) => pairs.get(key) ?? "absent");
    const usual = shown.find((text, index) => shown.indexOf(text) !== index) ?? "no two alike";
    observe(key === "ticker" ? "#escape" : "#shared", `${key} of most kinds`, usual);
  }
  const heads = [HIGH, TREND, SURGE].map((event) => textOf(event).split(',"type"')[0]!);
  const usual = heads.find((text, index) => heads.indexOf(text) !== index) ?? "no two alike";
  observe("#shared", "text of most kinds", usual);
}

const PRICE = 102.5;
const AT_PRICE: EventFields = { HIGHLOW_SESSION_HIGH_F64: PRICE, HIGHLOW_SESSION_LOW_F64: PRICE };
const UNKNOWN: EventFields = { EVENT_VWAP_F64: Number.NaN, EVENT_VWAP_DIVERGENCE_F64: 9 };
const FLAGS: EventFields = { HIGHLOW_TREND_FLAG_U8: 2, HIGHLOW_SURGE_FLAG_U8: 0 };

const EVENTS: readonly [functionName: string, fact: string, event: EventFields][] = [
  ["#highLow", "a high", HIGH],
  ["#highLow", "a low", { ...LOW, ...FLAGS }],
  ["#shared", "vwap unknown", { ...HIGH, ...UNKNOWN }],
  ["#highLow", "no reversal", PLAIN_HIGH],
  ["#highLow", "extremes at the price", { ...PLAIN_HIGH, ...AT_PRICE }],
  ["#trend", "a trend up", TREND],
  ["#trend", "a trend down", { ...TREND_DOWN, TREND_STRENGTH_U8: layout.STRENGTH_STRONG }],
  ["#surge", "a surge up", SURGE],
  ["#surge", "a surge down", { ...SURGE_DOWN, SURGE_STRENGTH_U8: layout.STRENGTH_WEAK }],
];

function observeEvent(observe: Observe, ofKind: string, fact: string, event: EventFields): void {
  const text = textOf(event);
  const pairs = pairsOf(text);
  const opens = pairs.findIndex(([key, value]) => key === "reversal_info" && value === "");
  for (const [index, [key, value]] of pairs.entries()) {
    const isInside = opens >= 0 && index > opens;
    observe(isInside ? "#reversalInfo" : ofKind, `${key} ${index} of ${fact}`, value);
  }
  observe(ofKind, `text of ${fact}`, text);
}

export default function cases(observe: Observe): void {
  const writer = new FrameWriter(symbolsOfTwo(), new EventText("UTC"));
  observe(of(FrameWriter, "problem"), "none", writer.problem(viewOf(HIGH), SLOT), "");
  observe(
    of(FrameWriter, "problem"),
    "price",
    writer.problem(viewOf({ ...HIGH, EVENT_PRICE_F64: 0 }), SLOT),
    "price",
  );
  observe(
    of(FrameWriter, "problem"),
    "ticker",
    writer.problem(viewOf({ ...HIGH, EVENT_SYMBOL_ID_U32: 3 }), SLOT),
    "ticker",
  );
  observe(of(FrameWriter, "item"), "problem", textOf({ ...HIGH, EVENT_PRICE_F64: 0 }), "");
  observe(
    of(FrameWriter, "item"),
    "problem: ticker",
    textOf({ ...HIGH, EVENT_SYMBOL_ID_U32: 3 }),
    "",
  );
  const marks = /"(session_high|trend_score|magnitude)"/;
  observe(of(FrameWriter, "item"), "key of each kind", kindsBy(marks), [
    "session_high",
    "session_high",
    "trend_score",
    "magnitude",
  ]);
  observeShared(observe);
  for (const [ofKind, fact, event] of EVENTS) observeEvent(observe, ofKind, fact, event);
  for (const event of [LOW, HIGH, LOW]) writer.item(viewOf(event), SLOT);
  observe("#escape", "known", pairsOf(writer.item(viewOf(HIGH), SLOT))[0], [
    "ticker",
    '"B\\"/\\u03a9"',
  ]);
}
