/**
 * `bench against REF`: is this tree, with its uncommitted changes, faster or slower than another commit
 * of it? Both are measured now, on this machine, in turn and round by round, so the answer does not
 * depend on how fast the machine was on another day.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitOutput, ROOT } from "#diagnosis";
import { writeComparison } from "./report.ts";
import { newRecord, type RunRecord } from "./run-record.ts";
import type { Suite, SuiteRun } from "./suite.ts";
import { benchCommand, runPairs } from "./suite-process.ts";
import { machineText } from "./text-report.ts";
import { type Comparison, compareRuns, comparisonText } from "./verdict.ts";

/** Git's short name of what `ref` means. Throws USAGE when it means no commit. */
function commitOf(ref: string): string {
  const args = ["--short", "--verify", "--end-of-options", `${ref}^{commit}`];
  const commit = gitOutput(ROOT, "rev-parse", ...args);
  if (commit !== undefined) return commit.trim();
  throw new Error(
    `USAGE: "${ref}" is not a commit of this repository: name a branch, a tag or a commit.`,
  );
}

/** Runs a shell command in `cwd`. Throws with what it said when it fails. */
async function shell(command: string, cwd: string): Promise<void> {
  const child = Bun.spawn(["sh", "-c", command], { cwd, stdout: "ignore", stderr: "pipe" });
  const said = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(`${command} failed: ${said.trim()}`);
}

/** Pairs of processes, at least: what differs between two processes of one tree must show as spread. */
const PAIRS_MIN = 3;

/** Both sides of a suite, in as many pairs of processes as this tree's suite wants. */
function pairOf(suite: Suite, rootA: string): Promise<[SuiteRun, SuiteRun]> {
  const args = ["suite-process", suite.name];
  const pairs = Math.max(suite.processes, PAIRS_MIN);
  return runPairs(
    { command: benchCommand(args, rootA) },
    { command: benchCommand(args) },
    pairs,
    (pair) => console.error(`${suite.name}: pair ${pair} of ${pairs}`),
  );
}

/** The command: 0 when nothing is slower than in `ref` by more than `margin`, else 1. */
export async function against(
  ref: string,
  suites: readonly Suite[],
  margin: number,
): Promise<number> {
  const commit = commitOf(ref);
  const root = mkdtempSync(join(tmpdir(), "tickscope-against-"));
  const pairing = crypto.randomUUID();
  const a: RunRecord = { ...newRecord(ref, []), commit, pairing };
  const b: RunRecord = { ...newRecord("this tree", []), pairing };
  const comparisons: Comparison[] = [];
  console.log(`A: ${ref}, ${machineText(a)}\nB: this tree, ${machineText(b)}`);
  try {
    await shell(`git archive --format=tar ${commit} | tar -x -C '${root}'`, ROOT);
    await shell(`'${process.execPath}' install --frozen-lockfile --silent`, root);
    for (const suite of suites) {
      const [before, after] = await pairOf(suite, root);
      a.suites.push(before);
      b.suites.push(after);
      const shown = compareRuns({ ...a, suites: [before] }, { ...b, suites: [after] }, margin);
      for (const comparison of shown) console.log(comparisonText(comparison));
      comparisons.push(...shown);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  const slower = comparisons.filter(({ verdict }) => verdict === "slower").length;
  console.log(slower === 0 ? "nothing is slower" : `${slower} measure(s) are slower`);
  const folder = await writeComparison(a, b, comparisons);
  await Bun.write(join(folder, "a.json"), JSON.stringify(a));
  await Bun.write(join(folder, "b.json"), JSON.stringify(b));
  console.log(`report: ${folder}`);
  return slower === 0 ? 0 : 1;
}
