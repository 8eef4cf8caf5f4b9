/** Which test files `check` runs for a change: the nearest first, as many as its time allows. Pure. */

export interface TestFile {
  /** Path from the top of the repository. */
  path: string;
  text: string;
  /** How long it is expected to take. */
  ms: number;
  startsProcesses: boolean;
}

export interface Selection {
  run: string[];
  /** Tests of the change that would take too long. */
  leftOut: string[];
}

/**
 * How near a test stands to a change: 0 it was changed itself, 1 it has the name of a changed file, 2 it
 * imports one of its own folder, 3 it stands in the folder of one; undefined: none of these.
 */
export function distanceOf(test: TestFile, changed: readonly string[]): number | undefined {
  const distances = changed.flatMap((path) => {
    if (path === test.path) return [0];
    if (!path.endsWith(".ts") || folderOf(path) !== folderOf(test.path)) return [];
    if (stemOf(path) === stemOf(test.path)) return [1];
    return [test.text.includes(`"./${path.slice(folderOf(path).length)}"`) ? 2 : 3];
  });
  return distances.length === 0 ? undefined : Math.min(...distances);
}

/** Distance of a test that changed, or whose module did. */
const NEAR = 1;
/** A test that is farther away runs when it takes less than this and starts no process. */
const FAR_MS_MAX = 2000;

/** Tests for a change that together take at most `budgetMs`, the nearest first. */
export function select(
  tests: readonly TestFile[],
  changed: readonly string[],
  budgetMs: number,
): Selection {
  const near = tests
    .map((test) => ({ test, distance: distanceOf(test, changed) ?? Number.POSITIVE_INFINITY }))
    .filter(({ distance }) => distance !== Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance || a.test.ms - b.test.ms);
  const selection: Selection = { run: [], leftOut: [] };
  let leftMs = budgetMs;
  for (const { test, distance } of near) {
    const isSlow = test.startsProcesses || test.ms > FAR_MS_MAX;
    const isTooMuch = test.ms > leftMs || (isSlow && distance > NEAR);
    selection[isTooMuch ? "leftOut" : "run"].push(test.path);
    if (!isTooMuch) leftMs -= test.ms;
  }
  return selection;
}

/** With the slash at its end. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** `a/surge.test.ts`, `a/surge.cases.ts` and `a/surge.ts` have one. */
function stemOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).split(".")[0] ?? "";
}
