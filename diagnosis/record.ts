/**
 * Records what the cases of this tree answer as the known answers: those that stand beside their question
 * are rewritten there, all others go to `cases.snap`. The diff of that is what a reviewer reads.
 */
import { join } from "node:path";
import {
  type Answer,
  type CaseRound,
  orderOf,
  rewriteInline,
  runAllCases,
  saveKnownAnswers,
} from "./cases/index.ts";
import { ROOT } from "./locate.ts";
import { saveRecordedTree } from "./recorded-tree.ts";

/** What was recorded. */
export interface Recorded {
  answers: number;
  modules: number;
  /** Files whose inline answers were rewritten. */
  rewritten: readonly string[];
}

/** Runs all cases and records them. Throws with what prevents it, and has then recorded nothing. */
export async function recordCases(): Promise<Recorded> {
  let round = await healthyRound();
  const rewritten = await rewriteAnswers(round);
  // An answer that has become long has moved to the snapshot: look again.
  if (rewritten.length > 0) round = await healthyRound();
  const different = round.runs.flatMap(({ answers }) => answers).filter(isDifferent);
  if (different.length > 0) {
    const names = different.map(({ functionName, fact }) => `${functionName} ${fact}`);
    throw new Error(`not one answer each time, so none can stand in the file: ${names.join(", ")}`);
  }
  const answers = new Map(round.runs.map((run) => [run.name, run.answers]));
  await saveKnownAnswers(answers);
  const orders = round.runs.map((run) => [run.name, orderOf(run.answers)] as const);
  await saveRecordedTree(Object.fromEntries(orders.toSorted(([a], [b]) => (a < b ? -1 : 1))));
  const count = round.runs.reduce((sum, run) => sum + run.answers.length, 0);
  return { answers: count, modules: round.runs.length, rewritten };
}

async function healthyRound(): Promise<CaseRound> {
  const round = await runAllCases();
  if (round.loadFailure !== null) throw new Error(round.loadFailure.message);
  const bad = round.runs.filter(({ thrown, isHung }) => thrown !== null || isHung);
  const names = bad.map(({ name, thrown }) => `${name} (${thrown?.message ?? "hangs"})`);
  if (bad.length > 0) throw new Error(names.join(", "));
  return round;
}

function isDifferent({ expected, text }: Answer): boolean {
  return expected !== undefined && expected !== text;
}

/** Rewrites answers that stand in the files and are others now; returns those files. */
async function rewriteAnswers({ runs, cases }: CaseRound): Promise<string[]> {
  const fileOf = new Map(cases.map(({ name, casesFile }) => [name, casesFile]));
  const files: string[] = [];
  for (const { name, answers } of runs) {
    const different = answers.filter(isDifferent);
    if (different.length === 0) continue;
    const file = fileOf.get(name)!;
    await rewriteInline(join(ROOT, file), different);
    files.push(file);
  }
  if (files.length > 0) {
    const format = ["x", "biome", "check", "--write", ...files];
    Bun.spawnSync([process.execPath, ...format], {
      cwd: ROOT,
      stdout: "ignore",
      stderr: "inherit",
    });
  }
  return files;
}
