import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "../locate.ts";
import { type CaseCard, findCases, PIPELINE_FOLDERS } from "./find-cases.ts";

const root = mkdtempSync(join(tmpdir(), "tickscope-find-cases-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A tree of these files; modules with cases end in "+". */
function tree(files: Record<string, string>): CaseCard[] {
  rmSync(root, { recursive: true });
  const all = { "package.json": '{"imports":{"#*":"./*/index.ts"}}', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return findCases(root);
}
const needsOf = (cards: readonly CaseCard[]): Record<string, readonly string[]> =>
  Object.fromEntries(cards.map(({ name, needs }) => [name, needs]));

test("needs are the modules that really export what is imported, through doors of all kinds", () => {
  const cards = tree({
    "codec/index.ts": 'export { a as b } from "./a.ts";\nexport * from "./c.ts";\n',
    "codec/a.ts": "export const a = 1;\n",
    "codec/a.cases.ts": "",
    "codec/c.ts": "export function c() {}\nexport type T = number;\n",
    "codec/c.cases.ts": "",
    "engine/x.ts": 'import { b } from "#codec";\nexport const x = b;\n',
    "engine/x.cases.ts":
      'import { c, type T } from "#codec";\nimport type { a } from "../codec/a.ts";',
    "engine/y.ts": 'import { type T } from "#codec";\n',
    "engine/y.cases.ts": "",
  });
  expect(needsOf(cards)["engine/x"]).toEqual(["codec/a", "codec/c"]);
  expect(needsOf(cards)["engine/y"]).toEqual([]);
});

test("what has no cases is looked through, no further than what is used of it", () => {
  const cards = tree({
    "codec/a.ts": "export const a = 1;",
    "codec/a.cases.ts": "",
    "codec/b.ts": "export const b = 1;",
    "codec/b.cases.ts": "",
    "codec/fixture.ts":
      'import { a } from "./a.ts";\nimport { b } from "./b.ts";\nconst inner = a;\n' +
      "export const first = inner;\n/** Not b. */\nexport const second = b;\n",
    "engine/x.ts": "",
    "engine/x.cases.ts": 'import { first } from "../codec/fixture.ts";',
  });
  expect(needsOf(cards)["engine/x"]).toEqual(["codec/a"]);
});

test("no circles: imports of sources go first, what they need comes before them", () => {
  const cards = tree({
    "engine/a.ts": 'import { b } from "./b.ts";\nexport const a = b;',
    "engine/a.cases.ts": "",
    "engine/b.ts": "export const b = 1;",
    "engine/b.cases.ts": 'import { a } from "./a.ts";',
    "engine/c.ts": 'import { d } from "./d.ts";',
    "engine/c.cases.ts": "",
    "engine/d.ts": 'import { c } from "./c.ts";',
    "engine/d.cases.ts": "",
  });
  const needs = needsOf(cards);
  expect(needs["engine/a"]).toEqual(["engine/b"]);
  expect(needs["engine/b"]).toEqual([]);
  expect(needs["engine/c"]!.length + needs["engine/d"]!.length).toBe(1);
  for (const [i, { needs: below }] of cards.entries()) {
    const before = cards.slice(0, i).map(({ name }) => name);
    expect(before).toEqual(expect.arrayContaining([...below]));
  }
});

test("cases beside a user's own module are found, with the stage that the module works in", () => {
  tree({ "own/mine.ts": "", "own/mine.cases.ts": "" });
  const path = join(root, "own/mine.ts");
  const plugin = { path, stage: "detect" } as const;
  const missing = { path: join(root, "own/other.ts"), stage: "detect" } as const;
  expect(findCases(root, [plugin, missing]).map(({ name, stage }) => [name, stage])).toEqual([
    ["own/mine", "detect"],
  ]);
});

test("this tree: every folder of the pipeline has cases that bun test runs", async () => {
  const cards = findCases(ROOT);
  for (const folder of PIPELINE_FOLDERS) {
    expect(cards.some(({ name }) => name.startsWith(`${folder}/`))).toBe(true);
    expect(await Bun.file(join(import.meta.dir, `${folder}.test.ts`)).exists()).toBe(true);
  }
  expect(cards.length).toBeGreaterThan(150);
  const router = cards.find(({ name }) => name === "engine/detect/router/router")!;
  expect(router.stage).toBe("route");
  expect(router.needs).toContain("engine/detect/router/breaker");
});
