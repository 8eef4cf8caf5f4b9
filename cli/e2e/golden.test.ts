/**
 * The golden sets through the whole engine: CSV in, every event out as a contract item, compared with
 * what an independent implementation of the rules found. Bad records of the sets are rejected on the
 * way, so record numbers prove that nothing shifts.
 */
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runEngine } from "../../app/engine-process.ts";
import type { RunSummary } from "../../app/summary.ts";

const GOLDEN = join(import.meta.dir, "../../engine/detect/testdata/golden");
const folder = mkdtempSync(join(tmpdir(), "tickscope-golden-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Item = Record<string, unknown>;
interface Line {
  tick: number;
  event: Item;
}

/** Times and differences of times in seconds: compared to 2 us. */
const TIME_FIELDS = new Set([
  "event_time",
  "last_update",
  "last_trend_update",
  "trend_age",
  "last_surge_timestamp",
  "expiration",
  "reversal_info.time_span",
]);
/** Text made of rounded numbers: a half may round either way. */
const ROUNDED_TEXT = new Set(["label", "description"]);

function parse(text: string): Line[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

/** A contract item as the golden files write it. */
function asGolden({ tick, event }: Line): Line {
  const { event_id, time, ...item } = event;
  expect(time).toMatch(/^\d\d:\d\d:\d\d$/);
  expect(event_id).toMatch(/^\d+\.\d{6}_[0-9a-f]{8}$/);
  return { tick, event: { ...item, event_time: Number(String(event_id).split("_")[0]) } };
}

/** Less the keys that no golden event of the same type states: fields newer than the golden files. */
function statedOnly(lines: Line[], golden: Line[]): Line[] {
  const stated = new Set(
    golden.flatMap(({ event }) => Object.keys(event).map((key) => `${event.type} ${key}`)),
  );
  return lines.map(({ tick, event }) => {
    const known = Object.entries(event).filter(([key]) => stated.has(`${event.type} ${key}`));
    return { tick, event: Object.fromEntries(known) };
  });
}

/** Names the fields in which two values differ. */
function differences(path: string, ours: unknown, golden: unknown): string[] {
  if (typeof ours === "number" && typeof golden === "number") {
    const far = Math.abs(ours - golden);
    const isTime = TIME_FIELDS.has(path);
    const bound = isTime ? 2e-6 : Math.max(1e-9, 1e-6 * Math.max(Math.abs(ours), Math.abs(golden)));
    return far <= bound ? [] : [`${path}: ${ours} is not ${golden}`];
  }
  if (typeof ours === "object" && typeof golden === "object" && ours !== null && golden !== null) {
    const names = new Set([...Object.keys(ours), ...Object.keys(golden)]);
    return [...names].flatMap((name) => {
      const inner = path === "" ? name : `${path}.${name}`;
      return differences(inner, (ours as Item)[name], (golden as Item)[name]);
    });
  }
  if (ours === golden || ROUNDED_TEXT.has(path)) return [];
  return [`${path}: ${JSON.stringify(ours)} is not ${JSON.stringify(golden)}`];
}

const SETS: [name: string, input: string, calendar: string, records: number][] = [
  ["calm", "calm.ticks.csv.gz", "us-equities", 23_574],
  ["volatile", "volatile.ticks.csv.gz", "us-equities", 23_909],
  ["edge", "edge.ticks.csv.gz", "us-equities", 37_317],
  ["real", "real.ticks.csv.gz", "continuous", 9_999],
  ["minute", "minute.bars.csv.gz", "continuous", 4_320],
];

test.each(SETS)("%s agrees to the event", async (name, input, calendar, records) => {
  const eventsPath = join(folder, `${name}.jsonl`);
  const summaryPath = join(folder, `${name}.json`);
  const source = ["--source", `csv:${join(GOLDEN, input)}`, "--calendar", calendar];
  const how = ["--speed", "max", "--once", "--port", "0", "--workers", "2"];
  const out = ["--events", eventsPath, "--summary", summaryPath];
  const { exitCode } = await runEngine([...source, ...how, ...out]);
  expect(exitCode).toBe(0);
  const summary: RunSummary = JSON.parse(readFileSync(summaryPath, "utf8"));
  expect(summary.records).toBe(records);
  const packed = readFileSync(join(GOLDEN, `${name}.events.jsonl.gz`));
  const golden = parse(new TextDecoder().decode(Bun.gunzipSync(packed)));
  const ours = statedOnly(parse(readFileSync(eventsPath, "utf8")).map(asGolden), golden);
  const pairs = Math.min(ours.length, golden.length);
  for (let i = 0; i < pairs; i++) {
    const found = differences("", ours[i]!.event, golden[i]!.event);
    if (ours[i]!.tick !== golden[i]!.tick || found.length > 0) {
      expect({ ...ours[i]!, found }).toEqual({ ...golden[i]!, found: [] });
    }
  }
  expect(ours.length).toBe(golden.length);
});
