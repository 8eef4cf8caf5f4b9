/** The test files of the repository, and how long each is expected to take. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, ROOT } from "./project.ts";

/** A file takes about this long when its tests start no process, and when they do. */
const UNIT_MS = 100;
const PROCESS_MS = 3000;
/** Of the time that a test allows itself, about this share is used. */
const USED_SHARE = 0.1;
/** The limit of a test, in whole seconds. */
const LIMIT = /(?:^\} *, *|^ {2,4}|MS_MAX = )(\d+)_000[),;]/gm;
/** Words of a test that starts processes: an engine, a browser, a command, a copy of the tree. */
const PROCESS =
  /\b(RunningEngine|runEngine|launchChromium|browserTest|WorkCopy|diagnoseScenario|Bun\.spawn(Sync)?|runCommand)\b/;

/** Durations as `bun test --timings` reads and writes them. */
interface Timings {
  version: 1;
  /** Milliseconds by path from the top of the repository. */
  files: Record<string, number>;
}

/** Paths from the top of the repository. */
export function testFiles(): string[] {
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules",
  );
  const glob = new Bun.Glob("**/*.test.ts");
  return folders
    .flatMap(({ name }) =>
      [...glob.scanSync({ cwd: join(ROOT, name) })].map((path) => `${name}/${path}`),
    )
    .sort();
}

/** Whether a test file starts processes: those take seconds, not milliseconds. */
export function startsProcesses(text: string): boolean {
  return PROCESS.test(text);
}

/** Before the first run: a test that needs long has a limit of its own, as in `}, 60_000);`. */
export function estimatedMs(text: string): number {
  const limits = [...text.matchAll(LIMIT)].map(([, seconds]) => 1000 * Number(seconds));
  const leastMs = startsProcesses(text) ? PROCESS_MS : UNIT_MS;
  return leastMs + USED_SHARE * limits.reduce((sum, ms) => sum + ms, 0);
}

/** Path of the file that `bun test --timings` reads and writes: a full run updates it. */
export function timingsPath(): string {
  return join(cacheFolder(), "test-timings.json");
}

/** Milliseconds by test file, as the last full run on this machine measured them; empty before it. */
export function measuredMs(): Record<string, number> {
  const path = timingsPath();
  if (!existsSync(path)) return {};
  return (JSON.parse(readFileSync(path, "utf8")) as Timings).files;
}

/**
 * Writes estimates for the test files that were not measured yet, so that `bun test --parallel` starts the
 * longest ones first; returns the path.
 */
export function writeEstimates(): string {
  const measured = measuredMs();
  const files: Record<string, number> = {};
  for (const file of testFiles().filter((path) => measured[path] === undefined)) {
    files[file] = estimatedMs(readFileSync(join(ROOT, file), "utf8"));
  }
  const path = join(cacheFolder(), "test-estimates.json");
  writeFileSync(path, JSON.stringify({ version: 1, files } satisfies Timings));
  return path;
}
