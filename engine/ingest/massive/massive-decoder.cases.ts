/** Known answers of massive-decoder.ts: what becomes of every message, good and broken. */
import { type Observe, of } from "#schemas";
import { notingNormaliser, REFUSED_SYMBOL } from "../testing/cases-fixture.ts";
import { type DecoderCase, DecoderRig, without } from "../testing/decoder-rig.ts";
import { MassiveDecoder } from "./massive-decoder.ts";

/** Monday, 3 June 2024, 11:00 in New York, and 08:00, before regular hours; milliseconds. */
const REGULAR_MS = Date.UTC(2024, 5, 3, 15);
const EARLY_MS = Date.UTC(2024, 5, 3, 12);
const FIRST_MS = Date.UTC(2000, 0, 1);
const END_MS = Date.UTC(2101, 0, 1);

const TRADE = { ev: "T", sym: "AAPL", p: 190.5, s: 100, t: REGULAR_MS, q: 7 };
const BAR = {
  ev: "A",
  sym: "AAPL",
  v: 500,
  o: 10,
  c: 11,
  h: 12,
  l: 9,
  s: REGULAR_MS - 1000,
  e: REGULAR_MS,
  a: 10.5,
  vw: 10.25,
  op: 9.75,
};
/** 3 June 2024 in nanoseconds. */
const FMV = { ev: "FMV", sym: "AAPL", fmv: 189.5, t: REGULAR_MS * 1e6 };

type Messages = readonly DecoderCase[];

const ELEMENTS: Messages = [
  ["#message", "#message", "a number", 5],
  ["#message", "#message", "null", null],
  ["#message", "#message", "an array", [1]],
  ["#message", "textOf", "a status", { ev: "status", status: "success", message: "fine" }],
  ["#message", "textOf", "a status of numbers", { ev: "status", status: 1, message: 2 }],
  ["#message", "#message", "a quote", { ev: "Q", sym: "AAPL" }],
  ["#message", "#message", "LULD", { ev: "LULD" }],
  ["#message", "#message", "NOI", { ev: "NOI" }],
  ["#message", "#unknown", "another type", { ev: "XQ", p: 1 }],
  ["#message", "#unknown", "a type in lower case", { ev: "t" }],
  ["#message", "#unknown", "a number for a type", { ev: 5 }],
  ["#message", "#unknown", "no type", { sym: "AAPL", p: 1 }],
];

const TRADES: Messages = [
  ["#trade", "#trade", "a good one", TRADE],
  ["#trade", "#missing", "no symbol", without(TRADE, "sym")],
  ["#trade", "#missing", "no price", without(TRADE, "p")],
  ["#trade", "#missing", "no size", without(TRADE, "s")],
  ["#trade", "#missing", "no time", without(TRADE, "t")],
  ["#trade", "#trade", "no sequence", without(TRADE, "q")],
  ["#trade", "#trade", "a sequence of text", { ...TRADE, q: "7" }],
  ["#trade", "#trade", "null for a price", { ...TRADE, p: null }],
  ["#trade", "#wrongTime", "an ISO time", { ...TRADE, t: "2024-06-03T15:00:00Z" }],
  ["#trade", "#wrongTime", "null for a time", { ...TRADE, t: null }],
  ["#trade", "#trade", "a time with fractions", { ...TRADE, t: REGULAR_MS + 0.0006 }],
  ["#trade", "sizeOf", "ds", { ...TRADE, ds: "12.5" }],
  ["#trade", "sizeOf", "ds without s", { ...without(TRADE, "s"), ds: "0.25" }],
  ["#trade", "sizeOf", "ds that is no decimal", { ...TRADE, ds: "1e3" }],
  ["#trade", "sizeOf", "ds that is a number", { ...TRADE, ds: 3 }],
  ["#trade", "#trade", "no conditions", { ...TRADE, c: [] }],
  ["#trade", "#trade", "null for conditions", { ...TRADE, c: null }],
  ["#trade", "#isEligible", "an odd lot", { ...TRADE, c: [37] }],
  ["#trade", "#isEligible", "form T in regular hours", { ...TRADE, c: [12] }],
  ["#trade", "#isEligible", "form T before", { ...TRADE, c: [12], t: EARLY_MS }],
  ["#trade", "#isEligible", "an odd lot before", { ...TRADE, c: [0, 37], t: EARLY_MS }],
  ["#trade", "#trade", "an odd lot without plausible time", { ...TRADE, c: [37], t: 5 }],
  [
    "#trade",
    "#isEligible",
    "an odd lot at the first plausible time",
    { ...TRADE, c: [37], t: FIRST_MS },
  ],
  ["#trade", "#trade", "an odd lot just before", { ...TRADE, c: [37], t: FIRST_MS - 1 }],
  [
    "#trade",
    "#isEligible",
    "an odd lot at the last plausible time",
    { ...TRADE, c: [37], t: END_MS - 1 },
  ],
  ["#trade", "#trade", "an odd lot just behind", { ...TRADE, c: [37], t: END_MS }],
  ["#trade", "#trade", "conditions that are no array", { ...TRADE, c: 37 }],
];

const BARS: Messages = [
  ["#bar", "#bar", "a second", BAR],
  ["#bar", "#bar", "a minute", { ...BAR, ev: "AM", sym: "MSFT", e: REGULAR_MS + 59_000 }],
  [
    "#bar",
    "#bar",
    "times with fractions",
    { ...BAR, s: REGULAR_MS + 0.0006, e: REGULAR_MS + 1.0004 },
  ],
  ["#bar", "priceOf", "means of text", { ...BAR, a: "1", vw: null, op: "9" }],
  ["#bar", "#bar", "no optional fields", without(without(without(BAR, "a"), "vw"), "op")],
  ...["sym", "o", "h", "l", "c", "v", "s", "e"].map(
    (key) => ["#bar", "#bar", `a second without ${key}`, without(BAR, key)] as const,
  ),
  ["#bar", "#bar", "a minute without o", without({ ...BAR, ev: "AM" }, "o")],
  ["#bar", "#bar", "a minute without e", without({ ...BAR, ev: "AM" }, "e")],
  ["#bar", "#bar", "a start of text", { ...BAR, s: "x" }],
  ["#bar", "#bar", "an end of text", { ...BAR, e: "y" }],
];

const FMVS: Messages = [
  ["#fmv", "#fmv", "a good one", FMV],
  ["#fmv", "#fmv", "of odd nanoseconds", { ...FMV, t: REGULAR_MS * 1e6 + 1500 }],
  ["#fmv", "#fmv", "no symbol", without(FMV, "sym")],
  ["#fmv", "#fmv", "no value", without(FMV, "fmv")],
  ["#fmv", "#fmv", "no time", without(FMV, "t")],
  ["#fmv", "#fmv", "a time of text", { ...FMV, t: "1" }],
];

const newRig = (observe: Observe, isScanning = false): DecoderRig<MassiveDecoder> =>
  new DecoderRig(
    observe,
    (frames, notes) => new MassiveDecoder(frames, notingNormaliser(notes), isScanning),
  );

function observeFrames(observe: Observe): void {
  const rig = newRig(observe);
  const quote = { ev: "Q" };
  observe(of(MassiveDecoder, "constructor"), "unit of times", rig.notes.take(), [
    ["feedTimeUnit", "ms"],
  ]);
  rig.frame(of(MassiveDecoder, "frame"), "no JSON", "[");
  rig.frame(of(MassiveDecoder, "frame"), "no message", []);
  rig.frame(of(MassiveDecoder, "frame"), "a number", 5);
  rig.frame(of(MassiveDecoder, "frame"), "null", null);
  rig.frame(of(MassiveDecoder, "frame"), "an object without ev", { e: "Q" });
  rig.message("#message", ["#message", of(MassiveDecoder, "frame"), "a quote", quote]);
  rig.frame(of(MassiveDecoder, "frame"), "a quote without its array", quote);
  rig.message("#message", ["#message", "#message", "a number", 5]);
  rig.frame(of(MassiveDecoder, "frame"), "quotes, and a message that is none", [quote, 5, quote]);
  const status = { ev: "status", status: "success" };
  rig.message("#message", ["#message", "ignoreStatus", "a status without client", status]);
  observe("TRADE_KEYS", "expected", rig.expectedKeys({ ev: "T" }), "ev sym p s t");
  observe("BAR_KEYS", "expected", rig.expectedKeys({ ev: "A" }), "ev sym v o c h l s e");
  observe("FMV_KEYS", "expected", rig.expectedKeys({ ev: "FMV" }), "ev sym fmv t");
}

/** A bar, apart by what decides its numbers. */
function observeBar(observe: Observe): void {
  const [, asked] = newRig(observe).answer([BAR]);
  const bar = asked.find(([method]) => method === "bar") ?? [];
  observe("#bar", "numbers of a second", bar.slice(0, 10), [
    "bar",
    "AAPL",
    10,
    12,
    9,
    11,
    500,
    1717426799000000,
    1717426800000000,
    false,
  ]);
  observe("priceOf", "means of a second", bar.slice(10), [10.25, 10.5, 9.75]);
}

/** What trades learn of the aggregates before them. */
function observeStats(observe: Observe): void {
  const rig = newRig(observe);
  const trade = (sym: string, t: number) => [{ ...TRADE, sym, t }];
  rig.frame("#bar", "an aggregate that is refused", [{ ...BAR, sym: REFUSED_SYMBOL }]);
  rig.frame("#bar", "a trade behind it learns nothing", trade(REFUSED_SYMBOL, REGULAR_MS));
  rig.frame("#bar", "an aggregate that is taken", [BAR]);
  rig.frame("#bar", "a trade behind it learns its means", trade("AAPL", REGULAR_MS + 1));
  rig.frame("#trade", "a trade without plausible time", trade("AAPL", 5));
  rig.frame("#bar", "a trade 90 s behind it", trade("AAPL", REGULAR_MS + 90_000));
  rig.frame("#bar", "a trade later than that", trade("AAPL", REGULAR_MS + 90_001));
}

/** Frames that are scanned in place; the stand-in gives a symbol its id with its first record. */
function observeScanned(observe: Observe): void {
  const rig = newRig(observe, true);
  const trade = (more: object) => ({ ...TRADE, s: 100, ...more });
  const long = { sym: "NINECHARS" };
  rig.frame("#scannedId", "a new symbol, then known", [trade({}), trade({})]);
  rig.frame("#scannedId", "a symbol that is refused", [trade({ sym: REFUSED_SYMBOL })]);
  rig.frame("#scannedId", "a long symbol", [trade(long), trade(long)]);
  rig.frame("#scannedTrade", "an odd lot before", [trade({ c: [37], t: EARLY_MS })]);
  rig.frame("#scannedTrade", "form T before", [trade({ c: [12], t: EARLY_MS })]);
  rig.frame("#scannedTrade", "form T in regular hours", [trade({ c: [12] })]);
  rig.frame("#scannedTrade", "ds, no sequence", [{ ...without(TRADE, "q"), ds: "12.5" }]);
  for (const t of [FIRST_MS - 1, FIRST_MS, END_MS - 1, END_MS]) {
    rig.frame("#scannedTrade", `an odd lot at ${t} ms`, [trade({ c: [37], t })]);
  }
  rig.frame("#bar", "an aggregate between scanned frames", [BAR]);
  rig.frame("#scannedTrade", "learns its means", [trade({ t: REGULAR_MS + 1 })]);
  rig.frame("#scannedTrade", "without plausible time", [trade({ t: 5 })]);
  rig.frame(of(MassiveDecoder, "frame"), "trades and a quote, not scanned", [
    trade({}),
    { ev: "Q" },
  ]);
}

export default function cases(observe: Observe): void {
  observeFrames(observe);
  observeBar(observe);
  const rig = newRig(observe);
  rig.notes.take();
  rig.decoder.onStatus = (status, message) => rig.notes.add("onStatus", status, message);
  for (const message of [...ELEMENTS, ...TRADES, ...BARS, ...FMVS]) {
    rig.message("#message", message);
  }
  observeStats(observe);
  observeScanned(observe);
}
