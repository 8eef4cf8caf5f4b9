/** `bun run diagnose compare A B` as a user calls it. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeReport } from "#diagnosis";
import { brokenReport, healthyReport } from "../diagnosis/reports/testing/example-reports.ts";
import { runCommand } from "./command-process.ts";

const folder = mkdtempSync(join(tmpdir(), "tickscope-compare-"));
let healthy = "";
let broken = "";

beforeAll(async () => {
  healthy = await writeReport(healthyReport(), join(folder, "a"));
  broken = await writeReport(brokenReport(), join(folder, "b"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const compare = (...args: string[]) => runCommand("diagnose.ts", ["compare", ...args]);

test("a folder or a file; exit code 1 when B is worse, 0 when it is not", async () => {
  const worse = await compare(healthy, join(broken, "report.json"));
  expect([worse.exitCode, worse.stderr]).toEqual([1, ""]);
  expect(worse.stdout).toContain("break points: 0 gone, 3 new, 0 same");
  const better = await compare(broken, healthy);
  expect(better.exitCode).toBe(0);
  expect(better.stdout).toEndWith("B is not worse.\n");
});

test("--json: the comparison and nothing else", async () => {
  const { stdout, exitCode } = await compare(healthy, broken, "--json");
  expect(exitCode).toBe(1);
  const comparison = JSON.parse(stdout);
  expect(comparison).toMatchObject({ version: 1, verdict: { a: "healthy", b: "broken" } });
  expect(comparison.breakPoints.new).toHaveLength(3);
});

test("what is no report is named, with exit code 2", async () => {
  const cut = join(folder, "cut.json");
  const other = join(folder, "other.json");
  await Bun.write(cut, '{"version": 1,');
  await Bun.write(other, JSON.stringify({ ...healthyReport(), verdict: "fine" }));
  for (const [path, why] of [
    [join(folder, "none"), "ENOENT"],
    [folder, "ENOENT"],
    [cut, "not JSON"],
    [other, "/verdict must be equal to one of the allowed values"],
  ] as const) {
    const { exitCode, stdout, stderr } = await compare(healthy, path);
    expect([path, exitCode, stdout]).toEqual([path, 2, ""]);
    expect(stderr).toStartWith("REPORT_INVALID: file=");
    expect(stderr).toContain(path);
    expect(stderr).toContain(why);
  }
});

test("one report is not two: exit code 64", async () => {
  for (const args of [[], [healthy], [healthy, broken, broken], [healthy, broken, "--no"]]) {
    expect((await compare(...args)).exitCode).toBe(64);
  }
});
