/** Known answers of normaliser.ts: every field of every kind of record, and each way to be refused. */
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  FLAG_ELIGIBLE,
  KIND_FMV,
  KIND_TICK,
  NO_FEED_SEQ,
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  type SlotView,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { type Observe, of, type Subject } from "#schemas";
import { NormaliserRig } from "../testing/normaliser-rig.ts";
import { Normaliser } from "./normaliser.ts";

const T_US = asEpochUs(Date.UTC(2024, 5, 3, 15) * 1000);
const { NaN: NOT, POSITIVE_INFINITY: INFINITE, MAX_SAFE_INTEGER: MOST } = Number;

function observePlain(observe: Observe): void {
  const { normaliser, notes } = new NormaliserRig(observe);
  const asked = () => [notes.take(), normaliser.currentRecordSeq];
  observe(of(Normaliser, "currentRecordSeq"), "at first", normaliser.currentRecordSeq, 99);
  observe(of(Normaliser, "receivedEpochUs"), "at first", normaliser.receivedEpochUs, 0);
  normaliser.receivedEpochUs = asEpochUs(5.5);
  observe(of(Normaliser, "receivedEpochUs"), "as set", normaliser.receivedEpochUs, 5.5);
  normaliser.filtered(1);
  observe(of(Normaliser, "filtered"), "counts", asked(), [
    [
      ["enter", "normalise", 1],
      ["filter", "normalise", "unsupported_kind", 1],
    ],
    99,
  ]);
  normaliser.rejected("KIND_UNKNOWN", "why", "what");
  observe(of(Normaliser, "rejected"), "counts", asked());
  normaliser.rejectedRecord("FIELD_MISSING", "why", "what");
  observe(of(Normaliser, "rejectedRecord"), "counts", asked());
  normaliser.flush();
  observe(of(Normaliser, "flush"), "of the sink", asked(), [[["flush"]], 100]);
  for (const text of ["AAPL", "<b>known</b>", "NEW", "FULL", "<i>new</i>", "", "a b"]) {
    observe(of(Normaliser, "internSymbol"), text, [normaliser.internSymbol(text), notes.take()]);
  }
}

/** The arguments of a good tick, then with one of them replaced. */
type Tick = Parameters<Normaliser["tick"]>;
const TICK: Tick = ["AAPL", 190.5, 100, T_US, 55, true, 189.25, 188.5];
const TICKS: readonly (readonly [
  functionName: Subject,
  fact: string,
  at: number,
  value: unknown,
])[] = [
  [of(Normaliser, "tick"), "a price of text", 1, "190.5"],
  [of(Normaliser, "tick"), "no price", 1, undefined],
  [of(Normaliser, "tick"), "a size of text", 2, "100"],
  [of(Normaliser, "tick"), "a price of 0", 1, 0],
  [of(Normaliser, "tick"), "a size below 0", 2, -1],
  [of(Normaliser, "tick"), "a size of 0", 2, 0],
  [of(Normaliser, "tick"), "a time in ms", 3, T_US / 1000],
  [of(Normaliser, "tick"), "not eligible", 5, false],
  ["#idOf", "a symbol that is no text", 0, 7],
  ["#idOf", "a new symbol", 0, "NEW"],
  [of(Normaliser, "tick"), "markup for a symbol", 0, "<b>"],
  [of(Normaliser, "tick"), "a full table", 0, "FULL"],
  ["knownSeq", "sequence 0", 4, 0],
  ["knownSeq", "no sequence", 4, -1],
  ["knownSeq", "sequence -0.5", 4, -0.5],
  ["knownSeq", "the largest sequence", 4, MOST],
  ["knownSeq", "a larger sequence", 4, MOST + 1],
  ["knownSeq", "an infinite sequence", 4, INFINITE],
  ["knownSeq", "NaN for a sequence", 4, NOT],
  ["knownPrice", "no day VWAP", 6, 0],
  ["knownPrice", "a day VWAP below 0", 6, -1],
  ["knownPrice", "NaN for a day VWAP", 6, NOT],
  ["knownPrice", "an infinite day VWAP", 6, INFINITE],
  ["knownPrice", "a day VWAP below 1", 6, 0.5],
  [of(Normaliser, "tick"), "no official open", 7, 0],
  [of(Normaliser, "tick"), "an infinite official open", 7, INFINITE],
];

/** A good tick, apart by what decides each of its numbers. */
function observeTick(observe: Observe, rig: NormaliserRig): void {
  const [, , asked, record] = rig.answer((normaliser) => normaliser.tick(...TICK));
  const { feedSeq, numbers, behind, ...header } = record ?? {};
  const [price, size, dayVwap, officialOpen, ...reserved] = (numbers ?? []) as number[];
  observe(of(Normaliser, "tick"), "what a good one asks for", asked, [
    ["enter", "normalise", 1],
    ["commit", 1],
    ["leave", "normalise", 1],
    ["produce", "normalise", 1],
  ]);
  observe(of(Normaliser, "tick"), "header of a good one", header);
  observe(of(Normaliser, "tick"), "price and size of a good one", [price, size], [190.5, 100]);
  observe("knownSeq", "of a good one", feedSeq, 55);
  observe("knownPrice", "day VWAP of a good one", dayVwap, 189.25);
  observe(of(Normaliser, "tick"), "official open of a good one", officialOpen, 188.5);
  observe(
    "clearReserved",
    "the rest of the slot, and behind it",
    [reserved, behind],
    [[0, 0, 0, 0, 0, 0], 7.25],
  );
}

function observeTicks(observe: Observe): void {
  const rig = new NormaliserRig(observe);
  rig.normaliser.receivedEpochUs = asEpochUs(T_US + 11);
  observeTick(observe, rig);
  for (const [functionName, fact, at, value] of TICKS) {
    const tick = TICK.with(at, value as Tick[number]) as Tick;
    rig.step(functionName, fact, (normaliser) => normaliser.tick(...tick));
  }
  rig.normaliser.feedTimeUnit = "ms";
  const late = TICK.with(3, 1000) as Tick;
  rig.step(of(Normaliser, "feedTimeUnit"), "named", (normaliser) => normaliser.tick(...late));
  rig.edges(of(Normaliser, "tick"), (normaliser) => normaliser.tick(...TICK));
}

type KnownTick = Parameters<Normaliser["knownTick"]>;
const KNOWN: KnownTick = [asSymbolId(7), 190.5, 100, T_US, 55, true, 189.25, 188.5];
const KNOWN_TICKS: readonly (readonly [fact: string, at: number, value: unknown])[] = [
  ["a good one", 0, 7],
  ["a price of 0", 1, 0],
  ["a size below 0", 2, -1],
  ["a time in ms", 3, T_US / 1000],
  ["no sequence", 4, -1],
  ["not eligible", 5, false],
];

function observeKnownTicks(observe: Observe): void {
  const rig = new NormaliserRig(observe);
  rig.normaliser.receivedEpochUs = asEpochUs(T_US + 15);
  for (const [fact, at, value] of KNOWN_TICKS) {
    const tick = KNOWN.with(at, value as KnownTick[number]) as KnownTick;
    rig.step(of(Normaliser, "knownTick"), fact, (normaliser) => normaliser.knownTick(...tick));
  }
  for (const symbol of ["AAPL", "NEW", "<b>known</b>", 7, null]) {
    observe(of(Normaliser, "knownId"), String(symbol), [
      rig.normaliser.knownId(symbol),
      rig.notes.take(),
    ]);
  }
  rig.edges(of(Normaliser, "knownTick"), (normaliser) => normaliser.knownTick(...KNOWN));
}

type Bar = Parameters<Normaliser["bar"]>;
const BAR: Bar = [
  "AAPL",
  10,
  12,
  9,
  11,
  500,
  T_US,
  asEpochUs(T_US + 60e6),
  true,
  10.25,
  10.5,
  9.75,
];
const BARS: readonly (readonly [fact: string, at: number, value: unknown])[] = [
  ["open of text", 1, "10"],
  ["high of text", 2, "12"],
  ["low of text", 3, "9"],
  ["close of text", 4, "11"],
  ["volume of text", 5, "500"],
  ["no close", 4, undefined],
  ["open below 0", 1, -10],
  ["high below 0", 2, -12],
  ["low below 0", 3, -9],
  ["close below 0", 4, -11],
  ["volume below 0", 5, -500],
  ["high below open", 2, 9.5],
  ["start in seconds", 6, T_US / 1e6],
  ["end in seconds", 7, T_US / 1e6],
  ["a second bar", 8, false],
  ["symbol that is no text", 0, null],
  ["a full table", 0, "FULL"],
  ["no window VWAP", 9, NOT],
  ["no day VWAP", 10, 0],
  ["no official open", 11, -1],
];

function observeBars(observe: Observe): void {
  const rig = new NormaliserRig(observe);
  rig.normaliser.receivedEpochUs = asEpochUs(T_US + 12);
  rig.step(of(Normaliser, "bar"), "a good one", (normaliser) => normaliser.bar(...BAR));
  for (const [fact, at, value] of BARS) {
    const bar = BAR.with(at, value as Bar[number]) as Bar;
    rig.step(of(Normaliser, "bar"), fact, (normaliser) => normaliser.bar(...bar));
  }
  rig.edges(of(Normaliser, "bar"), (normaliser) => normaliser.bar(...BAR));
}

type Fmv = Parameters<Normaliser["fmv"]>;
const FMVS: readonly (readonly [fact: string, fmv: Fmv])[] = [
  ["a good one", ["AAPL", 190.25, T_US]],
  ["of text", ["AAPL", "190.25", T_US]],
  ["of 0", ["AAPL", 0, T_US]],
  ["without time", ["AAPL", 190.25, asEpochUs(NOT)]],
  ["symbol that is no text", [{}, 190.25, T_US]],
  ["a full table", ["FULL", 190.25, T_US]],
];

function observeFmvs(observe: Observe): void {
  const rig = new NormaliserRig(observe);
  rig.normaliser.receivedEpochUs = asEpochUs(T_US + 13);
  for (const [fact, fmv] of FMVS) {
    rig.step(of(Normaliser, "fmv"), fact, (normaliser) => normaliser.fmv(...fmv));
  }
  rig.edges(of(Normaliser, "fmv"), (normaliser) => normaliser.fmv("AAPL", 5, T_US));
}

/** A record in slot 2 whose numbers are 50, 51, …; its time and its price are good. */
function encodedSlot(kind: number): SlotView {
  const view = privateSlots(4, RECORD_BYTES);
  for (let i = TICK_PRICE_F64; i < RECORD_F64; i++) view.f64[2 * RECORD_F64 + i] = 50 + i;
  view.f64[2 * RECORD_F64 + RECORD_EXCHANGE_EPOCH_US_F64] = T_US;
  view.f64[2 * RECORD_F64 + RECORD_FEED_SEQ_F64] = NO_FEED_SEQ - 5;
  view.u8[2 * RECORD_BYTES + RECORD_KIND_U8] = kind;
  view.u8[2 * RECORD_BYTES + RECORD_FLAGS_U8] = FLAG_ELIGIBLE + 8;
  return view;
}

function observeEncoded(observe: Observe): void {
  const rig = new NormaliserRig(observe);
  rig.normaliser.receivedEpochUs = asEpochUs(T_US + 14);
  const step = (fact: string, view: SlotView, symbolId: number, recordSeq: number) => {
    const call = (normaliser: Normaliser) =>
      normaliser.encoded(view, asSlot(2), asSymbolId(symbolId), recordSeq);
    rig.step(of(Normaliser, "encoded"), fact, call);
  };
  step("a tick", encodedSlot(KIND_TICK), 7, 500);
  step("a fair value", encodedSlot(KIND_FMV), 9, 601);
  step("the smallest symbol id", encodedSlot(KIND_TICK), 1, 602);
  step("an invalid symbol", encodedSlot(KIND_TICK), 0, 603);
  step("a symbol without place", encodedSlot(KIND_TICK), -1, 604);
  step("kind 0", encodedSlot(0), 7, 605);
  const bad = encodedSlot(KIND_TICK);
  bad.f64[2 * RECORD_F64 + TICK_SIZE_F64] = -1;
  step("a size below 0", bad, 7, 606);
  const good = encodedSlot(KIND_TICK);
  rig.edges(of(Normaliser, "encoded"), (normaliser) =>
    normaliser.encoded(good, asSlot(2), asSymbolId(7), 607),
  );
}

export default function cases(observe: Observe): void {
  observePlain(observe);
  observeTicks(observe);
  observeKnownTicks(observe);
  observeBars(observe);
  observeFmvs(observe);
  observeEncoded(observe);
}
