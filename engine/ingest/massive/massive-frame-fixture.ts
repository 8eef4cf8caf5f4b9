/**
 * Frames of the Massive dialect as text, right, nearly right and wrong, for property tests: values are
 * texts, so that a number may be written in ways in which JSON.stringify never writes one.
 */
import fc from "fast-check";

/** Monday 2024-06-03, 11:00 in New York. */
const REGULAR_MS = Date.UTC(2024, 5, 3, 15);
const EARLY_MS = Date.UTC(2024, 5, 3, 12);

const digits = (max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: max });

/** Numbers as people, machines and enemies write them. */
const numberText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  { weight: 3, arbitrary: fc.nat().map(String) },
  {
    weight: 6,
    arbitrary: fc.tuple(digits(6), digits(4)).map(([whole, part]) => `${whole}.${part}`),
  },
  { weight: 3, arbitrary: fc.tuple(digits(22), digits(14)).map((parts) => parts.join(".")) },
  { weight: 3, arbitrary: digits(24) },
  fc.constantFrom("0", "-0", "0.0", "007", "1.", ".5", "1e3", "1E-2", "1e999", "-1", "+1", "0x1f"),
  fc.constantFrom("9007199254740991", "9007199254740993", "900719925474099.3", "0.1", "NaN", ""),
);

const symbolText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom("A", "AAPL", "BRK.B", "EIGHTLNG", "NINECHARS", "SIXTEEN-LETTERS."),
  },
  fc.constantFrom(
    "",
    "SEVENTEEN-LETTERS",
    "<b>",
    "a b",
    "\u007f",
    "Ω",
    "é",
    "\\u0041",
    '\\"',
    "\t",
  ),
  fc.string({ maxLength: 10 }),
);

const timeText: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: EARLY_MS, max: REGULAR_MS }).map(String) },
  fc.integer({ min: 0, max: 999 }).map((part) => `${REGULAR_MS}.${part}`),
  fc.constantFrom(String(REGULAR_MS * 1e6), String(REGULAR_MS * 1000), `"${REGULAR_MS}"`, "null"),
  fc.constantFrom(
    "0946684799999",
    "946684799999",
    "946684800000",
    "4133980799999",
    "4133980800000",
  ),
  numberText,
);

const conditionsText: fc.Arbitrary<string> = fc
  .oneof(
    {
      weight: 10,
      arbitrary: fc.array(fc.constantFrom("0", "12", "14", "37", "41", "53", "255", "256"), {
        maxLength: 4,
      }),
    },
    fc.array(fc.oneof(numberText, fc.constantFrom("null", '"37"', "[37]", "1000", "99999"))),
  )
  .map((ids) => `[${ids.join(",")}]`);

/** Values of keys that nobody reads. */
const anyText: fc.Arbitrary<string> = fc.oneof(
  numberText,
  fc.string({ maxLength: 6 }).map((text) => `"${text}"`),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.constantFrom("true", "false", "null", "nul", "[]", "[1,2]", '["a",1]', "[[1]]", "{}", "[1,]"),
);

const quoted = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => text.map((one) => `"${one}"`);

type Field = readonly [key: string, value: string];

const field = (key: string, value: fc.Arbitrary<string>): fc.Arbitrary<Field> =>
  fc.tuple(fc.constant(key), value);

const plainPrice = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 9999 }))
  .map(([whole, part]) => `${whole}.${part}`);

/** Fields of a good trade. */
const goodFields: fc.Arbitrary<Field[]> = fc
  .tuple(
    fc.tuple(
      field("ev", fc.constant('"T"')),
      field(
        "sym",
        quoted(fc.constantFrom("A", "AAPL", "BRK.B", "EIGHTLNG", "NINECHARS", "TENLETTERS")),
      ),
      field("p", plainPrice),
      field("s", fc.nat().map(String)),
      field("t", fc.integer({ min: EARLY_MS, max: REGULAR_MS }).map(String)),
    ),
    fc.array(field("c", fc.constantFrom("[]", "[14,41]", "[12]", "[37,12]", "[0,37]")), {
      maxLength: 1,
    }),
    fc.subarray([
      ["x", "4"],
      ["i", '"71675577320245"'],
      ["z", "3"],
      ["ds", '"12.5"'],
      ["pt", String(REGULAR_MS - 21)],
      ["q", "3681328"],
      ["trfi", "202"],
      ["trft", String(REGULAR_MS - 1)],
    ] as Field[]),
  )
  .map(([needed, conditions, others]) => [...needed, ...conditions, ...others]);

/** A field of a trade, often wrong. */
const oddField: fc.Arbitrary<Field> = fc.oneof(
  field("ev", fc.constantFrom('"T"', '"A"', '"Q"', '"status"', '"XT"', "5", "null", '"T "')),
  field("sym", fc.oneof(quoted(symbolText), anyText)),
  field("p", fc.oneof(numberText, anyText)),
  field("s", fc.oneof(numberText, anyText)),
  field("ds", fc.oneof(quoted(numberText), anyText)),
  field("t", timeText),
  field("q", fc.oneof(numberText, anyText)),
  field("c", fc.oneof(conditionsText, anyText)),
  fc.tuple(
    fc.oneof(fc.constantFrom("x", "i", "trfi", "", "é", "\\u0070", "__proto__"), fc.string()),
    anyText,
  ),
);

const shuffled = (fields: Field[]): fc.Arbitrary<Field[]> =>
  fc.shuffledSubarray(fields, { minLength: fields.length });

const objectText = (fields: readonly Field[]): string =>
  `{${fields.map(([key, value]) => `"${key}":${value}`).join(",")}}`;

/** A trade that is good in whatever order of keys. */
export const goodTradeText: fc.Arbitrary<string> = goodFields.chain(shuffled).map(objectText);

const oddTradeText: fc.Arbitrary<string> = fc
  .tuple(goodFields, fc.array(oddField, { maxLength: 3 }))
  .chain(([good, odd]) => {
    const replaced = new Set(odd.map(([key]) => key));
    const kept = good.filter(([key]) => !replaced.has(key));
    return shuffled([...kept, ...odd]);
  })
  .map(objectText);

const barText: fc.Arbitrary<string> = fc
  .record({
    ev: fc.constantFrom("A", "AM"),
    sym: fc.constantFrom("A", "AAPL", "NINECHARS"),
    a: fc.constantFrom(99.5, 0),
    op: fc.constantFrom(98, 0),
    e: fc.integer({ min: EARLY_MS, max: REGULAR_MS }),
  })
  .map((bar) => JSON.stringify({ ...bar, o: 1, h: 2, l: 1, c: 1, v: 5, s: bar.e - 1000 }));

/** What else may stand in a frame. */
const otherText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: barText },
  fc.constantFrom(
    '{"ev":"status","status":"success","message":"subscribed to: T.A"}',
    '{"ev":"Q","sym":"A","bp":1,"i":[1]}',
    `{"ev":"FMV","sym":"A","fmv":1.5,"t":${REGULAR_MS}000000}`,
  ),
  anyText,
);

const frameOf = (elements: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(elements, { maxLength: 6 }).map((texts) => `[${texts.join(",")}]`);

const cleanFrame = frameOf(goodTradeText);
const oddFrame = frameOf(
  fc.oneof(
    { weight: 6, arbitrary: goodTradeText },
    { weight: 2, arbitrary: oddTradeText },
    { weight: 1, arbitrary: otherText },
  ),
);

/** A frame with one place changed: a character replaced, put in, taken out, or the rest cut off. */
const damagedFrame: fc.Arbitrary<string> = fc
  .tuple(
    cleanFrame,
    fc.nat(),
    fc.constantFrom(0, 1),
    fc.oneof(
      fc.constantFrom("", " ", "\n", "\\", '"', "0", "-", ".", ",", "e", "é", "[", "]", "{", "}"),
      fc.string({ unit: "binary", maxLength: 2 }),
      fc.constant("CUT"),
    ),
  )
  .map(([text, place, taken, put]) => {
    const at = place % (text.length + 1);
    if (put === "CUT") return text.slice(0, at);
    return text.slice(0, at) + put + text.slice(at + taken);
  });

/** A frame of a feed, of any kind. */
export const frameText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: cleanFrame },
  { weight: 4, arbitrary: oddFrame },
  { weight: 4, arbitrary: damagedFrame },
  { weight: 1, arbitrary: fc.json() },
);
