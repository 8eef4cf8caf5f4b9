/** Known answers of json-bytes.ts: what is plain JSON, what it says and where it ends. */
import { type Observe, of, type Subject } from "#schemas";
import { JsonBytes } from "./json-bytes.ts";

const CHARS_MAX = 64;

const NUMBERS: readonly (readonly [subject: Subject, text: string])[] = [
  [of(JsonBytes, "number"), "0"],
  [of(JsonBytes, "number"), "7"],
  [of(JsonBytes, "number"), "123456789"],
  [of(JsonBytes, "number"), "007"],
  [of(JsonBytes, "number"), "-1"],
  [of(JsonBytes, "number"), "x"],
  [of(JsonBytes, "number"), ""],
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

const EPOCHS: readonly (readonly [subject: Subject, text: string])[] = [
  [of(JsonBytes, "epochMs"), "1717426800123"],
  ["fourDigits", "9876543210987"],
  [of(JsonBytes, "epochMs"), "0717426800123"],
  [of(JsonBytes, "epochMs"), "171742680012"],
  [of(JsonBytes, "epochMs"), "17174268001234"],
  [of(JsonBytes, "epochMs"), "1717426800123.25"],
  ["fourDigits", "1717:26800123"],
  ["fourDigits", "17174268/0123"],
  [of(JsonBytes, "epochMs"), "5"],
];

const KEYS: readonly (readonly [subject: Subject, text: string])[] = [
  [of(JsonBytes, "key"), '"p":1'],
  [of(JsonBytes, "key"), '"\\":1'],
  [of(JsonBytes, "key"), '"\n":1'],
  [of(JsonBytes, "key"), '""":1'],
  ["#longKey", '"ev":1'],
  ["#longKey", '"trfi":1'],
  ["#longKey", '"price":1'],
  ["#longKey", '"":1'],
  ["#longKey", '"ev" :1'],
  ["#longKey", '"e\\u0076":1'],
];

const SKIPPED: readonly (readonly [subject: Subject, text: string])[] = [
  [of(JsonBytes, "string"), '"a b"'],
  [of(JsonBytes, "string"), '""'],
  [of(JsonBytes, "string"), '"\u007f"'],
  [of(JsonBytes, "string"), '"\\n"'],
  [of(JsonBytes, "string"), '"\n"'],
  [of(JsonBytes, "string"), '"open'],
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
  [of(JsonBytes, "skip"), "{}"],
  [of(JsonBytes, "skip"), " 1"],
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
  observe(of(JsonBytes, "constructor"), "charsMax", json.charsMax, 4);
  for (const text of ["abcd", "abcde", "é", "€", "\ud800", ""]) {
    observe(of(JsonBytes, "load"), JSON.stringify(text), json.load(text));
  }
  json.load("abcd");
  json.load("xy");
  observe(
    of(JsonBytes, "load"),
    "a zero byte behind the text",
    [...json.bytes.subarray(0, 4)],
    [120, 121, 0, 100],
  );
  observe(of(JsonBytes, "slice"), "of the text", json.slice(1, 2), "y");
}

export default function cases(observe: Observe): void {
  observeLoad(observe);
  for (const [subject, text] of NUMBERS) observe(subject, text, read(text, "number"));
  for (const [subject, text] of EPOCHS) observe(subject, text, read(text, "epochMs"));
  for (const [subject, text] of KEYS) observe(subject, JSON.stringify(text), read(text, "key"));
  for (const text of ['"100.5"', '"100.5', "100.5", '"1e3"', '""']) {
    observe(of(JsonBytes, "amount"), text, read(text, "amount"));
  }
  for (const [subject, text] of SKIPPED) {
    const json = new JsonBytes(CHARS_MAX);
    json.load(`[1,${text},`);
    observe(subject, `${JSON.stringify(text)}: end`, json.skip(3));
  }
}
