import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { JsonBytes, NOT_PLAIN } from "./json-bytes.ts";

const CHARS_MAX = 128;

function loaded(text: string): JsonBytes {
  const json = new JsonBytes(CHARS_MAX);
  expect(json.load(text)).toBe(true);
  return json;
}

/** What JSON.parse makes of a text, undefined when it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(SyntaxError);
    return undefined;
  }
}

const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 22 });
const numberText = fc.oneof(
  digits,
  fc.tuple(digits, digits).map((parts) => parts.join(".")),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map(String),
  fc.string({ unit: fc.constantFrom(..."0123456789.-+eE x"), maxLength: 20 }),
);

describe("property: numbers", () => {
  test.each(["number", "epochMs"] as const)("%s has the very double of JSON.parse", (how) => {
    let taken = 0;
    fc.assert(
      fc.property(numberText, (text) => {
        const json = loaded(`${text},`);
        const value = json[how](0);
        // A reading that ends within the text took the beginning of what is no plain number.
        if (value === NOT_PLAIN || json.end !== text.length) return true;
        taken += 1;
        return Object.is(value, parsed(text));
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(5000);
  });

  test("13 digits are epoch milliseconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e12, max: 9_999_999_999_999 }), (epochMs) => {
        const json = loaded(`${epochMs}}`);
        return json.epochMs(0) === epochMs && json.end === 13;
      }),
    );
  });

  test("a plain number is always taken", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 999_999 }), (whole, part) => {
        return loaded(`${whole}.${part},`).number(0) === Number(`${whole}.${part}`);
      }),
    );
  });
});

test("property: what is passed by is JSON, to its last character", () => {
  const text = fc.oneof(
    numberText,
    fc.string({ maxLength: 20 }).map((inner) => `"${inner}"`),
    fc.json({ maxDepth: 2 }).filter(({ length }) => length < 100),
    fc.constantFrom("true", "false", "null", "[]", '[1,"a"]', "[1,]", "[,1]", "[1", '["a]', "-5"),
  );
  let passed = 0;
  fc.assert(
    fc.property(text, (value) => {
      const json = new JsonBytes(CHARS_MAX);
      if (!json.load(`${value}}`)) return true;
      if (json.skip(0) !== value.length) return true;
      passed += 1;
      return parsed(value) !== undefined;
    }),
    { numRuns: 5000 },
  );
  expect(passed).toBeGreaterThan(1000);
});

test("a longer text before leaves nothing behind", () => {
  const json = loaded('"p":123456');
  json.load('"p":12');
  expect(json.key(0)).toBe("p".charCodeAt(0));
  expect(json.number(json.end)).toBe(12);
  expect(json.end).toBe(6);
});

test("text outside ASCII, and text that is too long, is not taken", () => {
  const json = new JsonBytes(4);
  for (const text of ["é", "€", "\ud800", "🚀", "abcde"]) expect(json.load(text)).toBe(false);
  expect(json.load("abcd")).toBe(true);
});
