/** `bun run diagnose scenarios`: every fault that can be injected, expected against found. */
import { join, resolve } from "node:path";
import { Command } from "commander";
import { usageText, wholeNumber } from "#flags";
import type { ScenarioResult } from "../diagnosis/faults/index.ts";

const ROOT = join(import.meta.dir, "..");
const EXIT_MISSED = 1;

interface Flags {
  only?: string;
  jobs: number;
  out: string;
}

async function run({ only, jobs, out }: Flags): Promise<void> {
  const { diagnoseScenario, FAULTS, faultsOf, isFound, isMended, scenarioTable } = await import(
    "../diagnosis/faults/index.ts"
  );
  const faults = only === undefined ? [...FAULTS] : faultsOf(only);
  const results: ScenarioResult[] = [];
  const waiting = [...faults];
  const work = async (): Promise<void> => {
    for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
      const isFixing = fault.remedies.length > 0;
      const options = {
        root: ROOT,
        seed: 1,
        seconds: undefined,
        isFixing,
        rollsBack: false,
        isLive: true,
      };
      let result: ScenarioResult;
      try {
        result = { fault, report: await diagnoseScenario([fault], options), problem: "" };
      } catch (error) {
        result = { fault, report: null, problem: (error as Error).message.split("\n")[0] ?? "" };
      }
      results.push(result);
      const first = result.report?.breakPoints[0];
      const said =
        first === undefined ? result.problem : `${first.stage} ${first.file}:${first.line}`;
      const mended = isFixing ? `, mended ${isMended(result)}` : "";
      process.stderr.write(
        `${isFound(result) ? "found " : "MISSED"} ${fault.id}  ${said}${mended}\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const table = scenarioTable(results.toSorted((a, b) => (a.fault.id < b.fault.id ? -1 : 1)));
  const head = [
    "# Injected faults, expected against found",
    "",
    "Each fault was put into a copy of the repository, its config or its feed, and diagnosed by a process",
    "that was told nothing of it and used no evidence from changed files. Written by",
    "`bun run diagnose scenarios`.",
    "",
  ];
  await Bun.write(resolve(ROOT, out), `${head.join("\n")}\n${table}`);
  process.stdout.write(table);
  const missed = results.filter(
    (one) => !isFound(one) || (one.fault.remedies.length > 0 && !isMended(one)),
  );
  process.exit(missed.length === 0 ? 0 : EXIT_MISSED);
}

/** The command, to be added to that of the diagnosis. Exit codes: 0 all found, 1 some were not. */
export function scenariosCommand(): Command {
  return new Command("scenarios")
    .description("Diagnoses every fault that --scenario knows and writes the table")
    .option("--only <names>", "these only, separated by commas")
    .option("--jobs <n>", "how many at a time", wholeNumber(1, 64), 2)
    .option("--out <path>", "where the table goes", "docs/diagnosis/scenarios.md")
    .configureOutput({ outputError: (text, write) => write(usageText(text)) })
    .exitOverride()
    .action(run);
}
