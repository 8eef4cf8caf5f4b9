import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failureTexts } from "./test-failures.ts";

const OUTPUT = `bun test v1.4.5

a.test.ts:
(pass) fine [1.00ms]
said by the bad one
error: expect(received).toEqual(expected)
      at <anonymous> (a.test.ts:3:80)
(fail) group > bad one [5.61ms]
(pass) fine too
said by the fine one

b.test.ts:
error: boom
(fail) throws [0.36ms]

2 tests failed:
(fail) group > bad one [5.61ms]
(fail) throws [0.36ms]

 2 pass
 2 fail
`;

test("each failure once, with its file and what was said since the test before it", () => {
  expect(failureTexts(OUTPUT)).toEqual([
    `a.test.ts:
said by the bad one
error: expect(received).toEqual(expected)
      at <anonymous> (a.test.ts:3:80)
(fail) group > bad one [5.61ms]`,
    `b.test.ts:
error: boom
(fail) throws [0.36ms]`,
  ]);
});

test("no failure, no text", () => {
  expect(failureTexts("a.test.ts:\n(pass) fine\n")).toEqual([]);
});

test("a file whose process crashed is a failure, with what was printed before", () => {
  const output =
    "a.test.ts:\n(pass) fine\nout of memory\n✗ a.test.ts (worker crashed: exit code 3)\n";
  expect(failureTexts(output)).toEqual([
    "a.test.ts:\nout of memory\n✗ a.test.ts (worker crashed: exit code 3)",
  ]);
});

test("a long text keeps its beginning, its end and the number of lines between", () => {
  const said = Array.from({ length: 200 }, (_, i) => `line ${i}`).join("\n");
  const [text] = failureTexts(`a.test.ts:\n${said}\n(fail) x`);
  const lines = text!.split("\n");
  expect(lines).toHaveLength(1 + 60 + 1);
  expect(lines.slice(0, 2)).toEqual(["a.test.ts:", "line 0"]);
  expect(lines).toContain("… 141 lines left out …");
  expect(lines.slice(-2)).toEqual(["line 199", "(fail) x"]);
});

test("it reads what this bun prints", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tickscope-failing-"));
  const text = `import { expect, test } from "bun:test";
test("holds", () => expect(1).toBe(1));
test("fails on purpose", () => expect(1).toBe(2));
test("holds again", () => expect(2).toBe(2));`;
  writeFileSync(join(folder, "purpose.test.ts"), text);
  const command = [process.execPath, "test", folder];
  const child = Bun.spawn(command, { stdout: "ignore", stderr: "pipe" });
  const texts = failureTexts(await child.stderr.text());
  expect(await child.exited).toBe(1);
  rmSync(folder, { recursive: true });
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(/^\S*purpose\.test\.ts:\n.*Expected: 2.*\n\(fail\) fails on purpose/s);
});
