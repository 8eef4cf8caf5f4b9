/** Known answers of binance-decoder.ts: what becomes of every message, good and broken. */

import { type Observe, of } from "#schemas";
import { NotingErrors } from "../../telemetry/noting-fixture.ts";
import { notingNormaliser } from "../testing/cases-fixture.ts";
import { type DecoderCase, DecoderRig, without } from "../testing/decoder-rig.ts";
import { BinanceDecoder } from "./binance-decoder.ts";

const T_MS = Date.UTC(2024, 5, 3, 15);
const AGG = { e: "aggTrade", s: "BTCUSDT", a: 100, p: "69000.10", q: "0.0150", T: T_MS };
const TRADE = { e: "trade", s: "ETHUSDT", t: 900, p: "3800.5", q: "2", T: T_MS };
const K = {
  t: T_MS,
  T: T_MS + 59_999,
  s: "BTCUSDT",
  i: "1m",
  o: "10",
  c: "11",
  h: "12.5",
  l: "9",
  v: "4",
  q: "42",
  x: true,
};

type Messages = readonly DecoderCase[];

const kline = (change: object): object => ({ e: "kline", k: { ...K, ...change } });
const klineWithout = (key: string): object => ({ e: "kline", k: without(K, key) });

const UNTYPED: Messages = [
  ["#untyped", "replyError", "a reply", { result: null, id: 3 }],
  ["#untyped", "replyError", "a refusal", { id: 4, error: { code: 2, msg: "no" } }],
  ["#untyped", "replyError", "a refusal of another form", { code: 2, msg: "bad" }],
  ["#untyped", "#untyped", "a book", { u: 1, b: [], a: [] }],
  ["#untyped", "#unknown", "half a book", { u: 1, b: [] }],
  ["#untyped", "#untyped", "a book without update", { b: [], a: [] }],
  ["#untyped", "#untyped", "a book without bids", { u: 1, a: [] }],
  ["#untyped", "#untyped", "a depth snapshot", { lastUpdateId: 1 }],
  ["#untyped", "#untyped", "nothing", {}],
  ["#untyped", "#untyped", "another message", { x: 1 }],
];

const TYPES = [
  "bookTicker",
  "depthUpdate",
  "24hrTicker",
  "24hrMiniTicker",
  "1hTicker",
  "4hTicker",
  "1dTicker",
  "avgPrice",
  "markPriceUpdate",
  "forceOrder",
  "continuous_kline",
  "indexPriceUpdate",
];

const TYPED: Messages = [
  ["#message", "#message", "a shutdown", { e: "serverShutdown" }],
  ["#message", "#message", "a known type", { e: "depthUpdate" }],
  ["#message", "#unknown", "another type", { e: "news" }],
  ["#message", "#unknown", "a number for a type", { e: 7 }],
];

const TRADES: Messages = [
  ["#trade", "#trade", "a good one", AGG],
  ["#trade", "#missing", "no symbol", without(AGG, "s")],
  ["#trade", "#missing", "no price", without(AGG, "p")],
  ["#trade", "#missing", "no quantity", without(AGG, "q")],
  ["#trade", "#missing", "no time", without(AGG, "T")],
  ["#trade", "#wrongTime", "a time of text", { ...AGG, T: "5" }],
  ["#trade", "#notDecimal", "a price that is a number", { ...AGG, p: 5 }],
  ["#trade", "#notDecimal", "a quantity that is a number", { ...AGG, q: 5 }],
  ["#trade", "#trade", "a price that is no decimal", { ...AGG, p: "1e3" }],
  ["#trade", "#trade", "a quantity that is no decimal", { ...AGG, q: "" }],
  ["#trade", "#trade", "both no decimals", { ...AGG, p: "x", q: "y" }],
  ["#trade", "#trade", "no id", without(AGG, "a")],
  ["#trade", "#trade", "an id of text", { ...AGG, a: "101" }],
  ["#trade", "#trade", "id -1", { ...AGG, s: "NEG", a: -1 }],
  ["#trade", "#trade", "id 0", { ...AGG, s: "ZERO", a: 0 }],
  ["#trade", "#trade", "id 3 after id 0", { ...AGG, s: "ZERO", a: 3 }],
  ["#trade", "#trade", "id 5 after id -1", { ...AGG, s: "NEG", a: 5 }],
  ["#trade", "#trade", "the next id", { ...AGG, a: 101 }],
  ["#trade", "#trade", "a gap", { ...AGG, a: 105 }],
  ["#trade", "#trade", "a time with fractions", { ...AGG, a: 106, T: T_MS + 0.0006 }],
  ["#plainTrade", "#plainTrade", "a plain one", TRADE],
  ["#plainTrade", "#plainTrade", "a plain one after a gap", { ...TRADE, t: 950 }],
  ["#plainTrade", "#plainTrade", "a plain one without symbol", without(TRADE, "s")],
  [
    "#plainTrade",
    "#plainTrade",
    "of a symbol whose aggregates are taken",
    { ...TRADE, s: "BTCUSDT" },
  ],
];

const KLINES: Messages = [
  ["#kline", "#bar", "a minute", kline({})],
  ["#kline", "#bar", "a second", kline({ i: "1s", T: T_MS + 999 })],
  ["#kline", "#bar", "times with fractions", kline({ t: T_MS + 0.0006, T: T_MS + 998.0006 })],
  ["#kline", "#bar", "no volume", kline({ v: "0", q: "0" })],
  ["#kline", "#bar", "no quote volume", klineWithout("q")],
  ["#kline", "#bar", "a quote volume that is a number", kline({ q: 42 })],
  ["#kline", "#kline", "five minutes", kline({ i: "5m" })],
  ["#kline", "#kline", "unfinished", kline({ x: false })],
  ["#kline", "#kline", "finished as text", kline({ x: "true" })],
  ["#kline", "#wrongTime", "a start of text", kline({ t: "1" })],
  ["#kline", "#kline", "an end of text", kline({ T: "1" })],
  ["#kline", "#kline", "no kline", { e: "kline" }],
  ["#kline", "#kline", "null for a kline", { e: "kline", k: null }],
  ["#kline", "#kline", "a number for a kline", { e: "kline", k: 5 }],
  ...["t", "T", "s", "i", "o", "c", "h", "l", "v", "x"].map(
    (key) => ["#kline", "#kline", `without ${key}`, klineWithout(key)] as const,
  ),
  ...["o", "h", "l", "c", "v"].flatMap((key) => [
    ["#kline", "#kline", `${key} is a number`, kline({ [key]: 5 })] as const,
    ["#kline", "#kline", `${key} is no decimal`, kline({ [key]: "1e1" })] as const,
  ]),
];

const newRig = (observe: Observe): DecoderRig<BinanceDecoder> =>
  new DecoderRig(observe, (frames, notes) => {
    const aggregated = new Set(["BTCUSDT"]);
    return new BinanceDecoder(frames, notingNormaliser(notes), new NotingErrors(notes), aggregated);
  });

function observeFrames(observe: Observe): void {
  const rig = newRig(observe);
  const book = { e: "depthUpdate" };
  observe(of(BinanceDecoder, "constructor"), "unit of times", rig.notes.take(), [
    ["feedTimeUnit", "ms"],
  ]);
  rig.frame(of(BinanceDecoder, "frame"), "no JSON", "[");
  rig.frame(of(BinanceDecoder, "frame"), "a number", 5);
  rig.frame(of(BinanceDecoder, "frame"), "null", null);
  rig.frame(of(BinanceDecoder, "frame"), "an empty array", []);
  rig.message("#message", ["#message", of(BinanceDecoder, "frame"), "a book", book]);
  rig.frame(of(BinanceDecoder, "frame"), "one message without array", book);
  rig.message("#message", ["#message", "#message", "a number in an array", 5]);
  rig.frame(of(BinanceDecoder, "frame"), "an array", [book, 5, [], null, book]);
  rig.frame("unwrapped", "a combined frame", { stream: "x", data: book });
  rig.frame("unwrapped", "a combined frame of an array", { stream: "x", data: [book, book] });
  rig.frame("unwrapped", "a combined frame of nothing", { stream: "x", data: null });
  rig.frame("unwrapped", "data without stream", { ...book, data: 5 });
  rig.frame("unwrapped", "stream without data", { ...book, stream: "x" });
  const shutdown = { e: "serverShutdown" };
  rig.message("#message", ["#message", "ignore", "a shutdown without client", shutdown]);
  rig.message("#untyped", ["#untyped", "ignore", "a reply without client", { id: 1 }]);
  observe("AGG_TRADE_KEYS", "expected", rig.expectedKeys({ e: "aggTrade" }), "e s a p q T");
  observe("TRADE_KEYS", "expected", rig.expectedKeys({ e: "trade" }), "e s t p q T");
  observe("KLINE_KEYS", "expected", rig.expectedKeys({ e: "kline", k: {} }), "t T s i o c h l v x");
}

export default function cases(observe: Observe): void {
  observeFrames(observe);
  const rig = newRig(observe);
  rig.notes.take();
  rig.decoder.onReply = (id, error) => rig.notes.add("onReply", id, error);
  rig.decoder.onShutdown = () => rig.notes.add("onShutdown");
  for (const message of UNTYPED) rig.message("#untyped", message);
  for (const e of TYPES) {
    rig.message("UNSUPPORTED", ["UNSUPPORTED", "UNSUPPORTED", `type ${e}`, { e }]);
  }
  for (const message of [...TYPED, ...TRADES, ...KLINES]) rig.message("#message", message);
  observe(of(BinanceDecoder, "constructor"), "gaps of all aggregates", rig.decoder.gaps.gaps, 2);
}
