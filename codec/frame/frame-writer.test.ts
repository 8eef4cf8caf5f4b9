/** The writer's text against the native serialiser's, over random events and hostile symbols. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createValidator, isCleanTicker } from "#schemas";
import { ITEM_FIELDS } from "../generated/event-fields.ts";
import * as layout from "../layout/event-layout.ts";
import { asSymbolId } from "../layout/nominal.ts";
import { privateSlots } from "../layout/slot-view.ts";
import { SymbolTableWriter, symbolTableBytes } from "../layout/symbol-table.ts";
import { EventText } from "../text/event-text.ts";
import { eventItem } from "./event-item.ts";
import { anyEvent, type EventFixture, writeEvent } from "./event-item-fixture.ts";
import { writeStockData } from "./frame.ts";
import { FrameWriter } from "./frame-writer.ts";

const HOSTILE = [
  "AAPL",
  'A"B',
  "A\\B",
  "\\u0041",
  "\u0000\u0001\u001f",
  "\n\r\t\b\f",
  "</script>",
  "\u2028\u2029",
  "\ud800",
  "\udc00x",
  "x\ud83d",
  "😀",
  "M&M",
  "'`",
];

const EMPTY = { highs: [], lows: [], trendUp: [], trendDown: [], surgeUp: [], surgeDown: [] };

function listOf(kind: number, isUp: boolean): keyof typeof EMPTY {
  if (kind === layout.EVENT_TREND) return isUp ? "trendUp" : "trendDown";
  if (kind === layout.EVENT_SURGE) return isUp ? "surgeUp" : "surgeDown";
  return isUp ? "highs" : "lows";
}

const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(65_536)));
for (const symbol of HOSTILE) symbols.intern(symbol);
const text = new EventText("America/New_York");
const view = privateSlots(3, layout.EVENT_BYTES);
// A slot other than the first, so that an offset without its slot would show.
const SLOT = 2;

const ACTIVITY = JSON.stringify({
  total_highs: 0,
  total_lows: 0,
  activity_level: "Very Low",
  activity_ratio: {
    calculation_method: "ticks_per_minute",
    current_rate: 0,
    threshold_low: 30,
    threshold_medium: 60,
    threshold_high: 120,
    threshold_very_high: 240,
  },
  ticks_10sec: 0,
  ticks_30sec: 0,
  ticks_60sec: 0,
  ticks_300sec: 0,
});
const validator = createValidator({ mode: "strict", timeZone: "America/New_York" });

/** What a frame breaks that has nothing but `item`, the text of one for `event`. */
function violationsOf({ kind, direction }: EventFixture, item: string) {
  const lists = { ...EMPTY, [listOf(kind, direction === layout.SIDE_UP)]: [item] };
  return validator.validate("stock_data", JSON.parse(writeStockData(lists, ACTIVITY))).violations;
}

/** The table's fields of a kind. */
function fieldsOf(kind: number) {
  const { shared, highLow, trend, surge } = ITEM_FIELDS;
  const own = kind === layout.EVENT_TREND ? trend : kind === layout.EVENT_SURGE ? surge : highLow;
  return [...shared, ...own];
}

describe("FrameWriter.item", () => {
  test("parses to the same as JSON.stringify of the item", () => {
    const writer = new FrameWriter(symbols, text);
    fc.assert(
      fc.property(anyEvent(HOSTILE.length), (event) => {
        writeEvent(view, SLOT, event);
        const expected = JSON.parse(JSON.stringify(eventItem(view, SLOT, symbols, text)));
        expect(JSON.parse(writer.item(view, SLOT))).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  test("writes what the JSON Schema of the frame accepts, for every clean ticker", () => {
    const writer = new FrameWriter(symbols, text);
    fc.assert(
      fc.property(anyEvent(HOSTILE.length), (event) => {
        fc.pre(isCleanTicker(symbols.symbolOf(asSymbolId(event.symbolId))));
        writeEvent(view, SLOT, event);
        const violations = violationsOf(event, writer.item(view, SLOT));
        // The numbers are random and contradict each other; each of them alone has to be legal.
        expect(violations.filter((each) => each.kind === "schema")).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("accepts no number that the JSON Schema refuses, field by field", () => {
    const writer = new FrameWriter(symbols, text);
    const values = [-101, -100, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 100, 100.5, 1e300];
    fc.assert(
      fc.property(anyEvent(1), fc.nat(), fc.constantFrom(...values), (event, pick, value) => {
        const doubles = fieldsOf(event.kind).filter(({ form }) => form === "number");
        const field = doubles[pick % doubles.length]!;
        writeEvent(view, SLOT, event);
        const item = { ...JSON.parse(writer.item(view, SLOT)), [field.key]: value };
        const isLegal = violationsOf(event, JSON.stringify(item)).every(
          ({ kind }) => kind === "rule",
        );
        view.f64[SLOT * layout.EVENT_F64 + field.at] = value;
        if (!isLegal)
          expect([field.key, writer.problem(view, SLOT)]).toEqual([field.key, field.key]);
      }),
      { numRuns: 1500 },
    );
  });

  test("shows every field of the table", () => {
    const writer = new FrameWriter(symbols, text);
    fc.assert(
      fc.property(anyEvent(1), (event) => {
        writeEvent(view, SLOT, event);
        const keys = fieldsOf(event.kind).map(({ key }) => key);
        const item = JSON.parse(writer.item(view, SLOT));
        expect(Object.keys(item)).toEqual(expect.arrayContaining(keys));
      }),
    );
  });

  test("is ASCII for every symbol", () => {
    const writer = new FrameWriter(symbols, text);
    fc.assert(
      fc.property(anyEvent(HOSTILE.length), (event) => {
        writeEvent(view, SLOT, event);
        const written = writer.item(view, SLOT);
        expect(written).toMatch(/^[ -~]+$/);
      }),
    );
  });

  test("refuses every event with a number that JSON cannot carry", () => {
    const writer = new FrameWriter(symbols, text);
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    const numberFields = ["price", "percentChange", "volume", "relVolume", "eventEpochUs"] as const;
    fc.assert(
      fc.property(anyEvent(3), fc.constantFrom(...numberFields), bad, (event, field, value) => {
        writeEvent(view, SLOT, { ...event, [field]: value });
        expect(writer.item(view, SLOT)).toBe("");
      }),
    );
    fc.assert(
      fc.property(anyEvent(3), fc.nat(), bad, (event, pick, value) => {
        // The span and the previous price of a high or low count only when it is a reversal.
        const isPlain = event.kind <= layout.EVENT_LOW && event.reversal === 0;
        const numbers = [...event.numbers];
        numbers[pick % (isPlain ? 3 : numbers.length)] = value;
        writeEvent(view, SLOT, { ...event, numbers });
        expect(writer.item(view, SLOT)).toBe("");
      }),
    );
  });

  test("writes an unknown VWAP as null with divergence 0, and refuses an infinite one", () => {
    const writer = new FrameWriter(symbols, text);
    fc.assert(
      fc.property(anyEvent(3), (event) => {
        if (event.kind === layout.EVENT_TREND) return;
        writeEvent(view, SLOT, { ...event, vwap: Number.NaN, vwapDivergence: Number.NaN });
        const item = JSON.parse(writer.item(view, SLOT));
        expect([item.vwap, item.vwap_divergence]).toEqual([null, 0]);
        writeEvent(view, SLOT, { ...event, vwap: Number.POSITIVE_INFINITY });
        expect(writer.problem(view, SLOT)).toBe("vwap");
      }),
    );
  });
});
