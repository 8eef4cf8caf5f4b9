/**
 * Which sources are edited: those that the engine loads when it runs, and no instrument, test or tool.
 *
 * The module graph decides, from the command line and the workers downwards, so that a new file is in
 * scope as soon as the engine uses it.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Where the engine starts, relative to the root. */
const ENTRY = "cli/engine.ts";

/** Folders of the pipeline. */
const PIPELINE = /^(schemas|codec|engine|emitter)\//;

/** Generated, tests, and what they or the diagnosis bring along. */
const EXCLUDED =
  /(^|\/)(generated|testing|testdata|dashboard)\/|(\.test|\.cases|\.d|-fixture)\.ts$|(^|\/)index\.ts$|^schemas\/(generate|contract-mutations|contract-examples)\.ts$/;

const transpiler = new Bun.Transpiler({ loader: "ts" });

/** Modules that `file` loads: imports that are left at run time, and workers by their URL. */
function loadedBy(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const imports = transpiler.scanImports(text).map((found) => found.path);
  const workers = [...text.matchAll(/new URL\(\s*["'](\.[^"']+\.ts)["']/g)].map(
    (found) => found[1]!,
  );
  const paths: string[] = [];
  for (const specifier of [...imports, ...workers]) {
    if (!/^[.#]/.test(specifier)) continue;
    const resolved = Bun.resolveSync(specifier, dirname(path));
    if (resolved.endsWith(".ts")) paths.push(resolved);
  }
  return paths;
}

/** Every module of the engine, as absolute paths. */
function reachable(entry: string): Set<string> {
  const seen = new Set([entry]);
  for (const path of seen) for (const loaded of loadedBy(path)) seen.add(loaded);
  return seen;
}

/** Files that may be edited, relative to `root`, sorted. Throws when there is no engine at `root`. */
export function editableFiles(root: string): string[] {
  const entry = join(root, ENTRY);
  if (!existsSync(entry)) throw new Error(`${entry}: no such file; is ${root} the repository?`);
  return [...reachable(entry)]
    .map((path) => relative(root, path))
    .filter((file) => PIPELINE.test(file) && !EXCLUDED.test(file))
    .toSorted();
}
