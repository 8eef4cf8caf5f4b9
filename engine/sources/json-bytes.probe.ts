/** Known answers of json-bytes.ts: what is plain JSON, what it says and where it ends. */
import type { Observe, Probe } from "#schemas";
import { JsonBytes } from "./json-bytes.ts";

const CHARS_MAX = 64;

const NUMBERS: readonly (readonly [functionName: string, text: string])[] = [
  ["number", "0"],
  ["number", "7"],
  ["number", "123456789"],
  ["number", "007"],
  ["number", "-1"],
  ["number", "x"],
  ["number", ""],
  ["#moreDigits", "1234567890"],
  ["#moreDigits", "9007199254740991"],
  ["#moreDigits", "1234567890.5"],
  ["#fraction", "0.5"],
  ["#fraction", "114.125"],
  ["#fraction", "99.123456789"],
  ["#fraction", "1."],
  ["#fraction", "1.x"],
  ["#longNumber", "9007199254740993"],
  ["#longNumber", "1234567890123456789012"],
  ["#longNumber", "0.1234567891"],
  ["#longNumber", "90071992547409.935"],
  ["#longNumber", "1".repeat(40)],
  ["#longNumber", "1".repeat(41)],
];

const EPOCHS: readonly (readonly [functionName: string, text: string])[] = [
  ["epochMs", "1717426800123"],
  ["fourDigits", "9876543210987"],
  ["epochMs", "0717426800123"],
  ["epochMs", "171742680012"],
  ["epochMs", "17174268001234"],
  ["epochMs", "1717426800123.25"],
  ["fourDigits", "1717:26800123"],
  ["fourDigits", "17174268/0123"],
  ["epochMs", "5"],
];

const KEYS: readonly (readonly [functionName: string, text: string])[] = [
  ["key", '"p":1'],
  ["key", '"\\":1'],
  ["key", '"\n":1'],
  ["key", '""":1'],
  ["#longKey", '"ev":1'],
  ["#longKey", '"trfi":1'],
  ["#longKey", '"price":1'],
  ["#longKey", '"":1'],
  ["#longKey", '"ev" :1'],
  ["#longKey", '"e\\u0076":1'],
];

const SKIPPED: readonly (readonly [functionName: string, text: string])[] = [
  ["string", '"a b"'],
  ["string", '""'],
  ["string", '"\u007f"'],
  ["string", '"\\n"'],
  ["string", '"\n"'],
  ["string", '"open'],
  ["#digitsEnd", "0"],
  ["#digitsEnd", "-12.50"],
  ["#digitsEnd", "01"],
  ["#digitsEnd", "1."],
  ["#digitsEnd", "-x"],
  ["#arrayEnd", "[]"],
  ["#arrayEnd", '[1,"a",true]'],
  ["#arrayEnd", "[[1]]"],
  ["#arrayEnd", "[1,]"],
  ["#arrayEnd", "[1"],
  ["#wordEnd", "true"],
  ["#wordEnd", "false"],
  ["#wordEnd", "null"],
  ["#wordEnd", "falsy"],
  ["skip", "{}"],
  ["skip", " 1"],
];

/** Reads behind three characters, and a comma behind what is read. */
function read(
  text: string,
  how: "number" | "epochMs" | "amount" | "key",
): [value: number, end: number] {
  const json = new JsonBytes(CHARS_MAX);
  json.load(`[1,${text},`);
  return [json[how](3), json.end];
}

function observeLoad(observe: Observe): void {
  const json = new JsonBytes(4);
  observe("constructor", "charsMax", json.charsMax);
  for (const text of ["abcd", "abcde", "é", "€", "\ud800", ""]) {
    observe("load", JSON.stringify(text), json.load(text));
  }
  json.load("abcd");
  json.load("xy");
  observe("load", "a zero byte behind the text", [...json.bytes.subarray(0, 4)]);
  observe("slice", "of the text", json.slice(1, 2));
}

export const JSON_BYTES_PROBE: Probe = {
  name: "json-bytes",
  stage: "decode",
  file: "engine/sources/json-bytes.ts",
  needs: [],
  run: (observe: Observe): void => {
    observeLoad(observe);
    for (const [name, text] of NUMBERS) observe(name, text, read(text, "number"));
    for (const [name, text] of EPOCHS) observe(name, text, read(text, "epochMs"));
    for (const [name, text] of KEYS) observe(name, JSON.stringify(text), read(text, "key"));
    for (const text of ['"100.5"', '"100.5', "100.5", '"1e3"', '""']) {
      observe("amount", text, read(text, "amount"));
    }
    for (const [name, text] of SKIPPED) {
      const json = new JsonBytes(CHARS_MAX);
      json.load(`[1,${text},`);
      observe(name, `${JSON.stringify(text)}: end`, json.skip(3));
    }
  },
};
