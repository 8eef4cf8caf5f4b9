/** Known answers of trade-scanner.ts: which frames are scanned, and what is found in them. */
import { type Observe, of, type Subject } from "#schemas";
import { TradeScanner } from "./trade-scanner.ts";

const LEAST = '{"ev":"T","sym":"A","p":1.5,"s":2,"t":1717426800000}';
const WHOLE =
  '{"ev":"T","sym":"EIGHTLNG","x":4,"i":"12345","z":3,"p":114.125,"s":100,"ds":"100.5",' +
  '"c":[0,12,37],"t":1717426800001,"pt":1717426799980,"q":3681328,"trfi":202,"trft":1717426799999}';
const trade = (sym: string, more: string): string =>
  `{"ev":"T","sym":${sym},"p":1.5,"s":2,"t":1717426800000${more}}`;

const FRAMES: readonly (readonly [subject: Subject, fact: string, frame: string])[] = [
  [of(TradeScanner, "scan"), "the least trade", `[${LEAST}]`],
  [of(TradeScanner, "scan"), "all keys, and the least behind", `[${WHOLE},${LEAST}]`],
  [of(TradeScanner, "scan"), "an empty frame", "[]"],
  [of(TradeScanner, "scan"), "no array", LEAST],
  [of(TradeScanner, "scan"), "a comma at the end", `[${LEAST},]`],
  [of(TradeScanner, "scan"), "text behind the end", `[${LEAST}] `],
  [of(TradeScanner, "scan"), "cut", `[${LEAST}`],
  [of(TradeScanner, "scan"), "text outside ASCII", `[${trade('"é"', "")}]`],
  ["#trade", "other keys", `[${trade('"A"', ',"new":true,"list":[1,"x"],"long":-1.5')}]`],
  ["#trade", "a key twice", `[${trade('"A"', ',"p":2')}]`],
  ["#trade", "no symbol", `[{"ev":"T","p":1,"s":1,"t":1}]`],
  ["#trade", "no type", `[{"sym":"A","p":1,"s":1,"t":1}]`],
  ["#trade", "no price", `[{"ev":"T","sym":"A","s":1,"t":1}]`],
  ["#trade", "no time", `[{"ev":"T","sym":"A","p":1,"s":1}]`],
  ["#trade", "no size", `[{"ev":"T","sym":"A","p":1,"t":1}]`],
  ["#trade", "ds without s", `[{"ev":"T","sym":"A","p":1,"ds":"0.25","t":1}]`],
  ["#trade", "an object within", `[${trade('"A"', ',"x":{}')}]`],
  ["#trade", "a sequence of text", `[${trade('"A"', ',"q":"7"')}]`],
  ["#size", "ds before s", `[{"ds":"0.25","ev":"T","sym":"A","p":1,"s":1,"t":1}]`],
  ["#size", "s of text", `[{"ev":"T","sym":"A","p":1,"s":"1","t":1}]`],
  ["#kind", "a quote", `[{"ev":"Q","sym":"A","p":1,"s":1,"t":1}]`],
  ["#kind", "a longer type", `[{"ev":"TT","sym":"A","p":1,"s":1,"t":1}]`],
  ["#symbol", "nine letters", `[${trade('"NINECHARS"', "")}]`],
  ["#symbol", "empty", `[${trade('""', "")}]`],
  ["#symbol", "an escape", `[${trade('"\\u0041"', "")}]`],
  ["#symbol", "a control character", `[${trade('"\t"', "")}]`],
  ["#symbol", "a number", `[${trade("5", "")}]`],
  ["#conditions", "none", `[${trade('"A"', ',"c":[]')}]`],
  ["#conditions", "Form T", `[${trade('"A"', ',"c":[0,12]')}]`],
  ["#conditions", "three digits", `[${trade('"A"', ',"c":[255,256,999]')}]`],
  ["#conditions", "four digits", `[${trade('"A"', ',"c":[1000]')}]`],
  ["#conditions", "a leading zero", `[${trade('"A"', ',"c":[02]')}]`],
  ["#conditions", "of text", `[${trade('"A"', ',"c":["2"]')}]`],
  ["#conditions", "a comma at the end", `[${trade('"A"', ',"c":[2,]')}]`],
  ["#conditions", "null", `[${trade('"A"', ',"c":null')}]`],
];

function found(scanner: TradeScanner, frame: string): unknown {
  const trades = scanner.scan(frame);
  const { batch } = scanner;
  const rows = Array.from({ length: Math.max(0, trades) }, (_, row) => [
    scanner.symbolText(row),
    batch.symbolHigh[row],
    batch.symbolLow[row],
    batch.price[row],
    batch.size[row],
    batch.epochMs[row],
    batch.feedSeq[row],
    batch.conditions[row],
  ]);
  return [trades, rows];
}

export default function cases(observe: Observe): void {
  const scanner = new TradeScanner();
  for (const [subject, fact, frame] of FRAMES) observe(subject, fact, found(scanner, frame));
  const count = (trades: number) => scanner.scan(`[${Array(trades).fill(LEAST).join(",")}]`);
  observe(
    "#grow",
    "trades of longer and longer frames",
    [400, 1000, 10_000, 30_000].map(count),
    [400, 1000, 10000, -1],
  );
}
