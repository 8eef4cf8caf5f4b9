// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets are source text, quoted.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits, describeEdit, editKey } from "#bench/grading/copies";
import { candidateEdits, OPERATOR_NAMES } from "./mutation.ts";
import { isParsable } from "./parsed-source.ts";

/** Texts that an operator makes of a snippet. */
function madeBy(operator: string, text: string): string[] {
  return candidateEdits("x.ts", text)
    .filter((edit) => edit.operator === operator)
    .map((edit) => applyEdits(text, [edit]));
}

const CASES: [operator: string, before: string, after: string[]][] = [
  ["statement removed", "a.b = 1; let c = 2;", ["; let c = 2;"]],
  ["statement removed", "if (a) {\n  f();\n}", [";\n\n", "if (a) {\n  ;\n}"]],
  ["statement removed", "ring.commit();", []],
  [
    "call removed",
    "ring.commit(); this.registerAll(a,\n b); y();",
    ["; this.registerAll(a,\n b); y();", "ring.commit(); ;\n y();"],
  ],
  [
    "exception thrown",
    "function f() { g(); }",
    ['function f() { throw new Error("unexpected state"); g(); }'],
  ],
  ["early return", "class A { m() { g(); h(); } }", ["class A { m() { g(); return; h(); } }"]],
  [
    "return value dropped",
    "function f() { return a + b; }",
    ["function f() { return void (a + b); }"],
  ],
  ["return value dropped", "const f = () => ({ a });", ["const f = () => (void ({ a }));"]],
  ["await lost", "async () => { await f(); };", ["async () => { f(); };"]],
  [
    "break and continue swapped",
    "for (;;) { if (a) break; else continue; }",
    ["for (;;) { if (a) continue; else continue; }", "for (;;) { if (a) break; else break; }"],
  ],
  ["break and continue swapped", "for (;;) { switch (a) { case 1: break; } }", []],
  [
    "condition negated",
    "if (a && b) c ? d : e;",
    ["if (!(a && b)) c ? d : e;", "if (a && b) !(c) ? d : e;"],
  ],
  ["condition negated", "switch (a) { case b: f(); }", []],
  ["comparison changed", "a < b; c === d;", ["a <= b; c === d;", "a < b; c !== d;"]],
  ["arithmetic changed", "x += a * b;", ["x -= a * b;", "x += a / b;"]],
  ["arithmetic changed", 'a + "s";', []],
  ["logical operator changed", "a ?? b;", ["a && b;"]],
  [
    "off by one",
    "for (let i = 0; i < n; i++) f(a.length);",
    [
      "for (let i = 1; i < n; i++) f(a.length);",
      "for (let i = 0; i < n - 1; i++) f(a.length);",
      "for (let i = 0; i < n; i++) f((a.length - 1));",
    ],
  ],
  [
    "number changed",
    "f(0, 60_000, 0.3, 0x10);",
    [
      "f(1, 60_000, 0.3, 0x10);",
      "f(0, 120000, 0.3, 0x10);",
      "f(0, 60_000, 0.45, 0x10);",
      "f(0, 60_000, 0.3, 32);",
    ],
  ],
  ["boolean changed", "let a = true;", ["let a = false;"]],
  [
    "string changed",
    'f("high", "", `n ${a} m`);',
    [
      'f("hig", "", `n ${a} m`);',
      'f("high", "x", `n ${a} m`);',
      'f("high", "", `n${a} m`);',
      'f("high", "", `n ${a} `);',
    ],
  ],
  [
    "index shifted",
    "a[i]; b[c | d]; e['f'];",
    ["a[i + 1]; b[c | d]; e['f'];", "a[i]; b[(c | d) + 1]; e['f'];"],
  ],
  [
    "constant swapped",
    'import { A_X_F64, A_Y_F64, A_Z_U8 } from "#a";\nf(A_X_F64, A_Z_U8);',
    ['import { A_X_F64, A_Y_F64, A_Z_U8 } from "#a";\nf(A_Y_F64, A_Z_U8);'],
  ],
  [
    "member changed",
    "f(memory.ticks); g(memory.events); memory.close();",
    [
      "f(memory.events); g(memory.events); memory.close();",
      "f(memory.ticks); g(memory.ticks); memory.close();",
    ],
  ],
  ["fields swapped", "a.low - a.high; b.x + b.y;", ["a.high - a.low; b.x + b.y;"]],
  ["fields swapped", "f({ open: a, close: b, c });", ["f({ open: b, close: a, c });"]],
  ["arguments swapped", "f(a, b); Math.max(a, b);", ["f(b, a); Math.max(a, b);"]],
];

describe("every operator makes what it says", () => {
  test.each(CASES)("%s: %s", (operator, before, after) => {
    const made = madeBy(operator, before);
    expect(made.toSorted()).toEqual(after.toSorted());
    for (const text of made) expect(isParsable(text)).toBe(true);
  });

  test("and none is without a case", () => {
    expect([...new Set(CASES.map(([operator]) => operator))].toSorted()).toEqual(
      OPERATOR_NAMES.toSorted(),
    );
  });
});

test.each([
  ["types", "interface A { b: 1 | 2; c: 'x' }\ntype D = E['f'];\nlet g!: H<3>;"],
  ["imports", 'import { a } from "./a.ts";\nexport { b } from "./b.ts";\nexport * from "./c.ts";'],
  ["comments", "// a < b\n/* return 5; */"],
  [
    "invariants",
    'if (a < 0) throw new Error("Invariant: a");\nif (b) throw new Error(`Invariant: b=${b}`);',
  ],
  ["log calls", 'console.error("a", 5);'],
])("%s are left alone", (_, text) => {
  expect(candidateEdits("x.ts", text)).toEqual([]);
});

test("of errors, the code is edited and the words are not", () => {
  const text = 'const e = new TickscopeError("CODE", "words");\nerrors.record("C", `w ${1}`);';
  expect(madeBy("string changed", text)).toEqual([
    text.replace('"CODE"', '"COD"'),
    text.replace('"C"', '""'),
  ]);
  expect(madeBy("string changed", 'const e = new RangeError("words");')).toEqual([]);
});

test("lines stay, in real sources too, and an edit names its lines", () => {
  for (const file of [
    "name-operators.ts",
    "../../copies/process-run.ts",
    "statement-operators.ts",
  ]) {
    const text = readFileSync(join(import.meta.dir, file), "utf8");
    const edits = candidateEdits(file, text);
    expect(edits.length).toBeGreaterThan(50);
    for (const edit of edits) {
      const edited = applyEdits(text, [edit]);
      expect(edited).not.toBe(text);
      const [before, after] = [text.split("\n"), edited.split("\n")];
      expect(after.length).toBe(before.length);
      const changed = before.flatMap((line, i) => (line === after[i] ? [] : [i + 1]));
      expect(Math.min(...changed)).toBeGreaterThanOrEqual(edit.line);
      expect(Math.max(...changed)).toBeLessThanOrEqual(edit.lineEnd);
    }
  }
});

test("edits of one text apply together, and may not overlap", () => {
  const edit = { file: "x.ts", line: 1, lineEnd: 1, operator: "" };
  const first = { ...edit, start: 0, end: 1, replacement: "AA" };
  const second = { ...edit, start: 2, end: 3, replacement: "" };
  expect(applyEdits("a b c", [first, second])).toBe("AA  c");
  expect(() => applyEdits("a b c", [first, { ...second, start: 0 }])).toThrow("Invariant");
  expect(describeEdit(first, "a b c")).toBe("a -> AA");
  expect(describeEdit(second, "a b c")).toBe("b -> (nothing)");
  expect(editKey(first, "a b c")).not.toBe(editKey(first, "a b d"));
  expect(editKey(first, "a b c")).toBe(editKey({ ...first }, "a b c"));
});
