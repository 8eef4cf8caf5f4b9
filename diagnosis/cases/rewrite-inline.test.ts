import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cases } from "#schemas";
import type { Answer } from "./answer.ts";
import { runCases } from "./case-run.ts";
import { rewriteInline } from "./rewrite-inline.ts";

const folder = mkdtempSync(join(tmpdir(), "tickscope-rewrite-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a case file and rewrites what differs; the text then. */
async function rewritten(name: string, text: string): Promise<string> {
  const path = join(folder, `${name}.cases.ts`);
  await Bun.write(path, text);
  const { default: cases } = (await import(path)) as { default: Cases };
  const { answers } = await runCases(name, cases);
  const different = answers.filter(({ site }: Answer) => site !== undefined);
  await rewriteInline(path, different);
  return readFileSync(path, "utf8");
}

test("only the answers that differ are rewritten, wherever the calls stand", async () => {
  const text = `
export default function cases(observe) {
  const one = (value) => observe("f", "g", value);
  observe("f", "same", [1, 2], [1, 2]);
  for (const x of [3]) observe("f", \`of \${x}\`, { b: x, a: "é" }, null);
  observe(
    "f",
    "a text",
    "new",
    "old",
  );
  one(1);
}
`;
  expect(await rewritten("some", text)).toBe(
    text.replace(", null)", ', {"a":"é","b":3})').replace('"old"', '"new"'),
  );
});

test("an answer that has become long leaves the file", async () => {
  const text = 'export default (observe) => { observe("f", "x", "y".repeat(300), 1); };';
  expect(await rewritten("long", text)).toBe(text.replace(", 1)", ")"));
});

test("an answer that stands elsewhere is refused", async () => {
  const answer = { functionName: "f", fact: "x", text: "1", expected: "2", site: "/else.ts:1:1" };
  await Bun.write(join(folder, "empty.ts"), "");
  await expect(rewriteInline(join(folder, "empty.ts"), [answer])).rejects.toThrow("does not stand");
});
