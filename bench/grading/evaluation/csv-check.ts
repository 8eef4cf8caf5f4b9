/** The oracle's look at a recorded market: the same file must give the same events and ledger. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, runToEnd, type WorkCopy } from "#bench/grading/copies";
import { isJsonTree } from "#schemas";
import type { Check, Observation } from "./oracle.ts";

/** A run takes half a second. */
const LIMIT_MS = 15_000;
const TESTDATA: string = join(import.meta.dir, "testdata");

/** Every leaf of a JSON value by its path; lists of stages and edges go by name. */
export function leavesOf(value: unknown, path: string, into: Observation): void {
  if (Array.isArray(value)) {
    value.forEach((inner, i) => {
      const name = isJsonTree(inner) ? (inner.stage ?? inner.from ?? i) : i;
      leavesOf(inner, `${path}.${name}`, into);
    });
  } else if (isJsonTree(value)) {
    for (const [key, inner] of Object.entries(value)) leavesOf(inner, `${path}.${key}`, into);
  } else {
    into.set(path, String(value));
  }
}

function digestOf(text: string): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex").slice(0, 16);
}

/** How a process ended, and the errors that it printed, by code. */
export function noteEnd(ended: Ended, seen: Observation): void {
  seen.set("exit", ended.isTimedOut ? "hang" : String(ended.exitCode));
  const counts = new Map<string, number>();
  for (const [, count, code] of ended.stdout.matchAll(/^(\d+) x (\S+)/gm)) {
    counts.set(code!, (counts.get(code!) ?? 0) + Number(count));
  }
  for (const [code, count] of counts) seen.set(`errors.${code}`, String(count));
}

/** What a run left in the files that it was told to write. */
function noteOutputs(eventsPath: string, summaryPath: string, seen: Observation): void {
  if (existsSync(eventsPath)) {
    const text = readFileSync(eventsPath, "utf8");
    seen.set("events.lines", String(text.split("\n").length - 1));
    seen.set("events.digest", digestOf(text));
  }
  if (!existsSync(summaryPath)) return;
  const text = readFileSync(summaryPath, "utf8");
  try {
    leavesOf(JSON.parse(text), "summary", seen);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    seen.set("summary", "no JSON");
  }
}

class CsvCheck implements Check {
  readonly name: string;
  readonly #arguments: string[];

  constructor(name: string, path: string, calendar: string, workers: number) {
    this.name = name;
    const how = ["--speed", "max", "--once", "--port", "0", "--workers", String(workers)];
    this.#arguments = ["--source", `csv:${path}`, "--calendar", calendar, ...how];
  }

  async observe(copy: WorkCopy): Promise<Observation> {
    const run = join(copy.temporary, crypto.randomUUID());
    const [eventsPath, summaryPath] = [`${run}.events.jsonl`, `${run}.summary.json`];
    const outputs = ["--events", eventsPath, "--summary", summaryPath];
    const command = [process.execPath, "cli/engine.ts", ...this.#arguments, ...outputs];
    const environment = { TMPDIR: copy.temporary };
    const ended = await runToEnd(command, { cwd: copy.root, timeoutMs: LIMIT_MS, environment });
    const seen: Observation = new Map();
    noteEnd(ended, seen);
    noteOutputs(eventsPath, summaryPath, seen);
    return seen;
  }
}

/** Trades with every kind of event, bad records and duplicates, over two workers; minute bars. */
export const CSV_CHECKS: readonly Check[] = [
  new CsvCheck("trades", join(TESTDATA, "mixed.ticks.csv.gz"), "us-equities", 2),
  new CsvCheck("bars", join(TESTDATA, "minute.bars.csv.gz"), "continuous", 1),
];
