import { expect, test } from "bun:test";
import {
  asEpochUs,
  asSlot,
  type SlotView,
  STRENGTH_WEAK,
  SymbolTableWriter,
  symbolTableBytes,
  TRIGGER_PRICE,
} from "#codec";
import { FrameRow, listOf } from "../frames/frame-row.ts";
import { highLowSlot, surgeSlot, trendSlot } from "../testing/event-slots.ts";
import { TEN_O_CLOCK_US } from "../testing/in-process-view.ts";
import { type ClientFilters, passes } from "./client-filter.ts";

const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(65_536)));
const parts = { symbolId: symbols.intern("AAPL"), recordSeq: 1, epochUs: TEN_O_CLOCK_US };

function row(view: SlotView): FrameRow {
  return new FrameRow(view, asSlot(0), listOf(view, asSlot(0)), "AAPL", "{}");
}

const high = () => row(highLowSlot({ ...parts, count: 3, volume: 500 }));
const low = () => row(highLowSlot({ ...parts, isUp: false, count: 1, volume: 500 }));
const trend = () => {
  return row(trendSlot({ ...parts, strength: STRENGTH_WEAK, ageUs: 45e6, relVolume: 0.9 }));
};
const surge = (price = 10) => {
  return row(surgeSlot({ ...parts, isUp: false, percent: 3, trigger: TRIGGER_PRICE, price }));
};

const CASES: [string, ClientFilters, FrameRow, boolean][] = [
  ["nothing asked", {}, high(), true],
  ["count met", { highlow: { min_count: 3 } }, high(), true],
  ["count missed", { highlow: { min_count: 2 } }, low(), false],
  ["volume met", { highlow: { min_volume: 500 } }, low(), true],
  ["volume missed", { highlow: { min_volume: 501 } }, high(), false],
  ["high/low filters leave trends alone", { highlow: { min_volume: 1e9 } }, trend(), true],
  ["strength met", { trends: { strength: ["strong", "weak"] } }, trend(), true],
  ["strength missed", { trends: { strength: ["strong"] } }, trend(), false],
  ["no strength at all", { trends: { strength: [] } }, trend(), false],
  ["position met", { trends: { vwap_position: ["above"] } }, trend(), true],
  ["position missed", { trends: { vwap_position: ["below", "unknown"] } }, trend(), false],
  ["age inside", { trends: { min_age: 45, max_age: 45 } }, trend(), true],
  ["too young", { trends: { min_age: 46 } }, trend(), false],
  ["too old", { trends: { max_age: 44 } }, trend(), false],
  ["volume below average", { trends: { volume_confirmation: true } }, trend(), false],
  ["no confirmation asked", { trends: { volume_confirmation: false } }, trend(), true],
  ["trend filters leave surges alone", { trends: { strength: [] } }, surge(), true],
  ["magnitude met, downwards", { surges: { min_magnitude: 3 } }, surge(), true],
  ["magnitude missed", { surges: { min_magnitude: 3.1 } }, surge(), false],
  ["trigger met", { surges: { trigger_type: ["price"] } }, surge(), true],
  ["trigger missed", { surges: { trigger_type: ["volume", "price_and_volume"] } }, surge(), false],
  ["surge young enough", { surges: { max_age: 5 } }, surge(), true],
  ["surge too old", { surges: { max_age: 4 } }, surge(), false],
  ["penny", { surges: { price_range: ["penny"] } }, surge(0.99), true],
  ["1 is low", { surges: { price_range: ["low"] } }, surge(1), true],
  ["25 is mid", { surges: { price_range: ["low", "high"] } }, surge(25), false],
  ["100 is high", { surges: { price_range: ["high"] } }, surge(100), true],
];

test.each(CASES)("%s", (_name, filters, candidate, expected) => {
  // the market is five seconds on
  expect(passes(filters, candidate, asEpochUs(TEN_O_CLOCK_US + 5e6))).toBe(expected);
});
