/**
 * The shape of the tree: no files that import one another in a circle (imports of types count, too), doors
 * that say what they let through, and no folder that is too full to find something in.
 */
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import packageJson from "../package.json" with { type: "json" };

const ROOT = join(import.meta.dir, "..");
const ALIASES: readonly [alias: string, path: string][] = Object.entries(packageJson.imports);

/** Files of the repository whose path fits the pattern, relative to its root; new ones, too. */
function filesOf(pattern: string): string[] {
  const list = ["git", "ls-files", "-co", "--exclude-standard", pattern];
  const { stdout } = Bun.spawnSync(list, { cwd: ROOT });
  const files = stdout.toString().trim().split("\n");
  return files.filter((file) => existsSync(join(ROOT, file)));
}

/** What stands behind `from` and `import` in a file, types included. */
function importsOf(text: string): string[] {
  const pattern = /^(?:import|export)\s(?:[^;"']*?\sfrom\s)?["']([^"']+)["']/gm;
  return [...text.matchAll(pattern)].map(([, specifier]) => specifier!);
}

/** The file that an import means; undefined when it is a package. */
function target(specifier: string, importer: string): string | undefined {
  if (specifier.startsWith(".")) return normalize(join(dirname(importer), specifier));
  for (const [alias, path] of ALIASES) {
    const [before, after] = alias.split("*") as [string, string?];
    if (after === undefined && specifier === alias) return normalize(path);
    if (after !== undefined && specifier.startsWith(before)) {
      return normalize(path.replace("*", specifier.slice(before.length)));
    }
  }
  return undefined;
}

/** The files that each file imports. */
function graphOf(files: readonly string[]): Map<string, string[]> {
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const targets = importsOf(readFileSync(join(ROOT, file), "utf8")).flatMap((specifier) => {
        return target(specifier, file) ?? [];
      });
      return [file, targets.filter((other) => known.has(other))];
    }),
  );
}

/**
 * Sets of files that reach one another, each in alphabetical order. Tarjan's algorithm: a file that reaches
 * nothing older than itself closes a set, which is a circle when it holds more than one file.
 */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const orders = new Map<string, number>();
  const open: string[] = [];
  const oldestReached = (file: string): number => {
    const order = orders.size;
    orders.set(file, order);
    open.push(file);
    let oldest = order;
    for (const other of graph.get(file) ?? []) {
      const known = orders.get(other);
      if (known === undefined) oldest = Math.min(oldest, oldestReached(other));
      else if (open.includes(other)) oldest = Math.min(oldest, known);
    }
    if (oldest === order) {
      const set = open.splice(open.indexOf(file));
      if (set.length > 1) found.push(set.sort());
    }
    return oldest;
  };
  for (const file of graph.keys()) if (!orders.has(file)) oldestReached(file);
  return found;
}

/** Files and folders that lie in each folder. */
function entriesOf(files: readonly string[]): Map<string, Set<string>> {
  const entries = new Map<string, Set<string>>();
  for (const file of files) {
    for (let path = file; path !== "."; path = dirname(path)) {
      const folder = dirname(path);
      entries.set(folder, (entries.get(folder) ?? new Set()).add(path));
    }
  }
  return entries;
}

/** More files than this in one folder are not found by reading their names. */
const ENTRIES_MAX = 40;
/** Folders that are still fuller; none may join them, and one that is no longer so leaves the list. */
const TOO_FULL: readonly string[] = [];

test("no files import one another in a circle", () => {
  const files = filesOf("*.ts");
  expect(files.length).toBeGreaterThan(500);
  expect(circles(graphOf(files))).toEqual([]);
});

test("a circle is found, and what only leads to it is no part of it", () => {
  const graph = { a: ["b"], b: ["c", "d"], c: ["b"], d: [], e: ["f"], f: ["g"], g: ["e"] };
  expect(circles(new Map(Object.entries(graph)))).toEqual([
    ["b", "c"],
    ["e", "f", "g"],
  ]);
});

test("imports of types, of many lines and re-exports are seen; words in a text are not", () => {
  const text = [
    'import type { A } from "./a.ts";',
    'import {\n  b,\n  c,\n} from "./b.ts";',
    'import "./side-effect.ts";',
    'export { d } from "#codec";',
    'const text = "import { e } from ./e.ts";',
  ].join("\n");
  expect(importsOf(text)).toEqual(["./a.ts", "./b.ts", "./side-effect.ts", "#codec"]);
  expect(target("#codec", "cli/engine.ts")).toBe("codec/index.ts");
  expect(target("../b.ts", "engine/ring/a.ts")).toBe("engine/b.ts");
  expect(target("node:fs", "cli/engine.ts")).toBeUndefined();
});

test("every door names what it lets through", () => {
  const doors = filesOf("*index.ts").filter((file) => !file.includes("generated/"));
  expect(doors.length).toBeGreaterThan(10);
  const open = doors.filter((file) =>
    /^export \* from/m.test(readFileSync(join(ROOT, file), "utf8")),
  );
  expect(open).toEqual([]);
});

test(`no folder holds more than ${ENTRIES_MAX} files and folders`, () => {
  const tooFull = [...entriesOf(filesOf("*"))].filter(([, entries]) => entries.size > ENTRIES_MAX);
  expect(tooFull.map(([folder]) => folder).sort()).toEqual([...TOO_FULL].sort());
});
