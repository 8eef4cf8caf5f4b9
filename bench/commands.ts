/** What the commands of `bun run bench` do. */
import { goalResults } from "./goals.ts";
import { markdownTable, writeComparison, writeReports } from "./report.ts";
import { loadRecord, newRecord, type RunRecord, saveBaseline, thisMachine } from "./run-record.ts";
import { runHere, type Suite, type SuiteRun } from "./suite.ts";
import { runSuite } from "./suite-process.ts";
import { suitesNamed } from "./suites.ts";
import { machineText, suiteText } from "./text-report.ts";
import { type Comparison, compareRuns, comparisonText } from "./verdict.ts";

/** Every suite tiny, in this process. */
export async function smoke(suites: readonly Suite[]): Promise<void> {
  for (const suite of suites) console.log(suiteText(await runHere(suite, "smoke")));
}

/** Runs suites in full size and prints each as it ends. */
async function measured(
  suites: readonly Suite[],
  label: string,
  onSuite: (record: RunRecord) => Promise<unknown> = async () => undefined,
): Promise<RunRecord> {
  const runs: SuiteRun[] = [];
  const record = newRecord(label, runs);
  console.log(machineText(record));
  for (const suite of suites) {
    const startedMs = performance.now();
    const run = await runSuite(suite);
    runs.push(run);
    await onSuite(record);
    console.log(`\n${suiteText(run)}`);
    console.log(`    ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  }
  return record;
}

/** Measures, writes reports, and keeps a baseline when `label` is given. */
export async function measureAll(suites: readonly Suite[], label?: string): Promise<void> {
  // After every suite: an interrupted run keeps what it has.
  const save = label === undefined ? undefined : saveBaseline;
  const record = await measured(suites, label ?? "report", save);
  if (save !== undefined) console.log(`\nsaved as ${await save(record)}`);
  console.log(`reports: ${await writeReports(record)}`);
}

/** Says when two runs cannot be compared; "" when they can. */
function machineProblem(a: RunRecord, machine: RunRecord["machine"]): string {
  const keys = Object.keys(machine) as (keyof typeof machine)[];
  const other = keys.filter((key) => a.machine[key] !== machine[key] && key !== "kernel");
  return other.map((key) => `${key}: ${a.machine[key]} against ${machine[key]}`).join("; ");
}

/** `bench compare A B`. */
export async function comparisonReport(
  a: string,
  b: string,
  margin: number,
  asJson: boolean,
): Promise<void> {
  const [from, to] = [await loadRecord(a), await loadRecord(b)];
  if (asJson) {
    console.log(JSON.stringify(compareRuns(from, to, margin), null, 2));
    return;
  }
  const problem = machineProblem(from, to.machine);
  if (problem !== "") console.log(`These runs come from different machines: ${problem}.\n`);
  console.log(`A: ${from.label}, ${machineText(from)}`);
  console.log(`B: ${to.label}, ${machineText(to)}`);
  const comparisons = compareRuns(from, to, margin);
  for (const comparison of comparisons) console.log(comparisonText(comparison));
  const path = await writeComparison(from, to, comparisons);
  console.log(`report: ${path}`);
}

/** `bench goals LABEL`: every goal with figure, interval, n, verdict and command, as Markdown. */
export async function goalsTable(label: string, asJson: boolean): Promise<void> {
  const record = await loadRecord(label);
  if (asJson) {
    console.log(JSON.stringify(goalResults(record), null, 2));
    return;
  }
  console.log(`${machineText(record)}, ${record.startedAt}\n`);
  const rows = goalResults(record).map(({ goal, figure, n, verdict, command }) => {
    return [goal, figure, String(n), verdict, `\`${command}\``];
  });
  console.log(markdownTable(["goal", "median [95 % interval]", "n", "verdict", "command"], rows));
}

/**
 * `bench gate LABEL`: 0 without a regression, 1 with one. Throws USAGE on another machine, and when the
 * baseline has none of the suites.
 */
export async function gate(
  label: string,
  margin: number,
  suites: readonly Suite[],
): Promise<number> {
  const baseline = await loadRecord(label);
  const problem = machineProblem(baseline, thisMachine());
  if (problem !== "") {
    throw new Error(`USAGE: baseline "${label}" was taken on another machine: ${problem}`);
  }
  const wanted = baseline.suites.filter((run) => suites.some(({ name }) => name === run.name));
  if (wanted.length === 0) {
    const has = baseline.suites.map(({ name }) => name).join(", ");
    throw new Error(
      `USAGE: baseline "${label}" contains none of these suites; it contains: ${has}`,
    );
  }
  const current = await measured(suitesNamed(wanted.map(({ name }) => name)), "gate");
  const comparisons = compareRuns({ suites: wanted }, current, margin);
  const isBad = ({ verdict, why }: Comparison) => {
    return verdict === "slower" || why.startsWith("different work");
  };
  const bad = comparisons.filter(isBad);
  console.log(`\nagainst "${label}" (${baseline.commit}), margin ${margin * 100} %:`);
  for (const comparison of comparisons) console.log(comparisonText(comparison));
  console.log(bad.length === 0 ? "no regression" : `${bad.length} regression(s)`);
  return bad.length === 0 ? 0 : 1;
}
