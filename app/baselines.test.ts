import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBaselines } from "./baselines.ts";

const folder = mkdtempSync(join(tmpdir(), "tickscope-baselines-"));
afterAll(() => rmSync(folder, { recursive: true }));

const MACHINE = { processors: "2 x x", memoryGiB: 4, kernel: "6", bun: "1.4.5" };

async function save(label: string, startedAt: string, samples: number[][]): Promise<void> {
  const measure = { name: "frame", unit: "ns/op", checksum: "1", samples };
  const suites = [{ name: "frame", measures: [measure], rivalries: [] }];
  const run = { version: 1, label, startedAt, commit: "abc", machine: MACHINE, suites };
  await Bun.write(join(folder, `${label}.json`), JSON.stringify(run));
}

test("the newest first, with the middle half of the samples of all processes", async () => {
  await save("older", "2026-01-01T00:00:00.000Z", [[5]]);
  await save("newer", "2026-01-02T00:00:00.000Z", [
    [4, 1],
    [3, 2, 5],
  ]);
  const { baselines, problems } = await readBaselines(folder);
  expect(problems).toEqual([]);
  expect(baselines.map(({ label }) => label)).toEqual(["newer", "older"]);
  expect(baselines[0]!.machine).toEqual(MACHINE);
  expect(baselines[0]!.measures).toEqual([
    {
      suite: "frame",
      name: "frame",
      unit: "ns/op",
      n: 5,
      low: 2,
      median: 3,
      high: 4,
      checksum: "1",
    },
  ]);
});

test("a file that is no saved run is named, and hides no other", async () => {
  await Bun.write(join(folder, "broken.json"), "{");
  await Bun.write(join(folder, "other.json"), JSON.stringify({ version: 2 }));
  const { baselines, problems } = await readBaselines(folder);
  expect(baselines).toHaveLength(2);
  expect(problems.map(({ file }) => file)).toEqual(["broken.json", "other.json"]);
  expect(problems[1]!.message).toBe("not a saved run of version 1, was 2");
});

test("no folder: no baselines, and no problem", async () => {
  const answer = await readBaselines(join(folder, "nowhere"));
  expect(answer).toEqual({ baselines: [], problems: [] });
});

test("the run that is kept in this repository can be read", async () => {
  const { baselines, problems } = await readBaselines();
  expect(problems).toEqual([]);
  for (const { measures } of baselines) expect(measures.length).toBeGreaterThan(10);
});
