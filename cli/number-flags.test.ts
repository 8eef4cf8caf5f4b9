/** Every flag of every command that takes a number rejects files that are not reports: flag, value and remedy, exit 64. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { finishedProcess } from "../app/finished-process.ts";

const ROOT = join(import.meta.dir, "..");

const CALLS: readonly (readonly [call: string, flag: string])[] = [
  ["cli/diagnose.ts", "--duration"],
  ["cli/diagnose.ts", "--seed"],
  ["cli/diagnose.ts", "--since"],
  ["cli/diagnose.ts", "--port"],
  ["cli/diagnose.ts scenarios", "--jobs"],
  ["cli/diagnose.ts evaluate", "--cases"],
  ["cli/diagnose.ts evaluate", "--timeout"],
  ["bench/main.ts compare a b", "--margin"],
  ["bench/main.ts gate", "--margin"],
  ["bench/main.ts self-test", "--tries"],
  ["bench/main.ts self-test", "--factor"],
  ["bench/main.ts before-after", "--rounds"],
  ["cli/top.ts", "--interval"],
  ["cli/tap.ts ring", "--limit"],
  ["cli/tap.ts ring", "--rate"],
  ["cli/explain.ts AAPL", "--last"],
  ["cli/explain.ts AAPL", "--wait"],
  ["cli/explain.ts AAPL", "--client"],
  ["cli/page-load.ts", "--seconds"],
  ["cli/engine.ts", "--port"],
  ["cli/engine.ts", "--workers"],
  ["cli/engine.ts", "--cadence"],
  ["cli/engine.ts", "--duration"],
  ["cli/engine.ts", "--ring-slots"],
];

/** No rule takes these, and a flag without a rule takes the first. */
const VALUES = ["-1", "abc", "1e999"];
const fileOf = (call: string) => call.split(" ")[0];

/** Flags share their rules (flags/number-flag.test.ts): all values for one of each command, one for the others. */
function valuesOf(call: string, flag: string): string[] {
  const first = CALLS.find(([other]) => fileOf(other) === fileOf(call));
  return first?.[1] === flag ? VALUES : VALUES.slice(0, 1);
}

describe.each(CALLS)("%s %s", (call, flag) => {
  test.each(valuesOf(call, flag))("%s", async (value) => {
    const command = [process.execPath, ...call.split(" "), flag, value];
    const { exitCode, stdout, stderr } = await finishedProcess(command, { cwd: ROOT });
    expect(exitCode).toBe(64);
    expect(stdout).toBe("");
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(flag);
    // JSON has no infinity, and a message may write it as one.
    expect(stderr.replace("Infinity", "1e999")).toContain(value);
    expect(stderr).toMatch(/must be (a |an |one )/i);
  });
});
