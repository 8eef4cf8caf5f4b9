/** Known answers of record-problem.ts: each sentence, and which problem gets which. */

import { TIME_END_EPOCH_US, TIME_MIN_EPOCH_US } from "#engine/detect";
import type { ErrorCode, Observe } from "#schemas";
import {
  type BarNumbers,
  barMessage,
  symbolMessage,
  tickMessage,
  typeMessage,
  valueText,
} from "./record-problem.ts";

/** 3 January 2024, 15:00 UTC, epoch seconds: near a turn of the year, where small errors show. */
const T_S = 1_704_294_000;
const { NaN: NOT, POSITIVE_INFINITY: INFINITE } = Number;
const BAR: BarNumbers = {
  open: 10,
  high: 12,
  low: 9,
  close: 11,
  volume: 5,
  start: T_S * 1e6,
  end: T_S * 1e6 + 60e6,
};

const VALUES: readonly (readonly [fact: string, value: unknown])[] = [
  ["a text", "abc"],
  ["a text with quotes", 'a "b" c'],
  ["a text of 78", "x".repeat(78)],
  ["a text of 79", "y".repeat(79)],
  ["a text of 200", "z".repeat(200)],
  ["an array", [1]],
  ["an object", { a: 1 }],
  ["null", null],
  ["undefined", undefined],
  ["a number", 1.5],
  ["a boolean", true],
  ["a big number", 10n ** 90n],
];

function observeValues(observe: Observe): void {
  for (const [fact, value] of VALUES) observe(valueText, fact, valueText(value));
  for (const symbol of [undefined, "", 5]) {
    observe(symbolMessage, String(symbol), symbolMessage(symbol));
  }
  for (const value of [undefined, null, ["1"], "1.5", true, {}]) {
    observe(typeMessage, JSON.stringify(value) ?? "absent", typeMessage("price", value));
  }
}

/** The field that a sentence is about. */
const fieldOf = (sentence: string): string => sentence.split("=")[0] ?? "";

function observeTicks(observe: Observe): void {
  const said = (code: ErrorCode) => tickMessage(code, "fmv", -1, -2, 0, "ms");
  for (const code of ["PRICE_INVALID", "SIZE_INVALID", "TIME_INVALID", "TIME_UNIT"] as const) {
    observe(tickMessage, `the field of ${code}`, fieldOf(said(code)));
  }
  observe(
    "priceMessage",
    "below 0",
    said("PRICE_INVALID"),
    "fmv=-1 is not a finite number above 0; the record is rejected",
  );
  observe(
    "sizeMessage",
    "below 0",
    said("SIZE_INVALID"),
    "size=-2 is not a finite number of at least 0; the record is rejected",
  );
}

function observeTimes(observe: Observe): void {
  const said = (epochUs: number, unit: "s" | "ms" | "us" | "ns") =>
    tickMessage("TIME_UNIT", "price", 1, 1, epochUs, unit);
  for (const bad of [NOT, INFINITE, -INFINITE]) {
    observe("timeMessage", `${bad}`, said(bad, "ms"));
  }
  observe("timeMessage", "seconds read as ms", said(T_S * 1e3, "ms"));
  observe("timeMessage", "seconds read as us", said(T_S, "us"));
  observe("timeMessage", "seconds read as ns", said(T_S / 1e3, "ns"));
  observe("timeMessage", "ms read as s", said(T_S * 1e9, "s"));
  observe("timeMessage", "us read as ms", said(T_S * 1e9, "ms"));
  observe("timeMessage", "ns read as ms", said(T_S * 1e12, "ms"));
  observe("timeMessage", "ns read as us", said(T_S * 1e9, "us"));
  observe("timeMessage", "0", said(0, "ms"));
  observe("timeMessage", "below 0", said(-T_S * 1e6, "ms"));
}

const barSaid = (code: ErrorCode, change: Partial<BarNumbers>): string =>
  barMessage(code, { ...BAR, ...change }, "us");

function observeBars(observe: Observe): void {
  for (const field of ["open", "high", "low", "close"] as const) {
    for (const bad of [0, -1, NOT, INFINITE]) {
      observe(barMessage, `${field}=${bad}`, barSaid("PRICE_INVALID", { [field]: bad }));
    }
  }
  const change = { open: 0.5, high: -1 };
  observe(
    barMessage,
    "high after a small open",
    barSaid("PRICE_INVALID", change),
    "high=-1 is not a finite number above 0; the record is rejected",
  );
  observe(
    barMessage,
    "volume",
    barSaid("SIZE_INVALID", { volume: -1 }),
    "volume=-1 is not a finite number of at least 0; the record is rejected",
  );
  observe(
    barMessage,
    "high below",
    barSaid("BAR_INCONSISTENT", { high: 1 }),
    "open=10 high=1 low=9 close=11: high below or low above another",
  );
  observe(
    barMessage,
    "no length",
    barSaid("BAR_INCONSISTENT", { end: BAR.start }),
    "end=1704294000000000 us is not after start=1704294000000000 us",
  );
  observe(
    barMessage,
    "the shortest",
    barSaid("BAR_INCONSISTENT", { end: BAR.start + 1 }),
    "open=10 high=12 low=9 close=11: high below or low above another",
  );
  observe(
    barMessage,
    "ends before",
    barSaid("BAR_INCONSISTENT", { end: BAR.start - 1 }),
    "end=1704293999999999 us is not after start=1704294000000000 us",
  );
  const edges = { first: TIME_MIN_EPOCH_US, before: TIME_MIN_EPOCH_US - 1 };
  const ends = { last: TIME_END_EPOCH_US - 1, end: TIME_END_EPOCH_US };
  for (const [fact, start] of Object.entries({ ...edges, ...ends })) {
    const field = fieldOf(barSaid("TIME_UNIT", { start, end: 0 }));
    observe("isPlausible", `${fact} plausible time: the field at fault`, field);
  }
}

function observeBarTimes(observe: Observe): void {
  observe(barMessage, "start", barSaid("TIME_UNIT", { start: T_S }));
  observe(barMessage, "end", barSaid("TIME_UNIT", { end: T_S }));
  observe(
    barMessage,
    "no bad price",
    barSaid("PRICE_INVALID", { start: NOT }),
    "start=NaN is not a finite number of us",
  );
}

export default function cases(observe: Observe): void {
  observeValues(observe);
  observeTicks(observe);
  observeBars(observe);
  observeTimes(observe);
  observeBarTimes(observe);
}
