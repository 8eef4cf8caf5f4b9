/**
 * `bun run diagnose evaluate`: how well the diagnosis finds faults that nobody listed.
 *
 * Loads the evaluation late: the command line of the diagnosis stands above this file, and must come up
 * even where the engine's modules cannot be loaded.
 */
import { join, resolve } from "node:path";
import { Command } from "commander";
import { usageText, wholeNumber } from "#flags";
import { ensureDevelopmentPackages } from "./install.ts";

const ROOT = join(import.meta.dir, "..");
/** Exit code when the evaluation could not be made. */
const EXIT_CANNOT = 2;
/** Exit code of an evaluation that was interrupted; it goes on when called again. */
const EXIT_INTERRUPTED = 130;

interface Flags {
  cases: number;
  pairs: number;
  healthy: number;
  seed: number;
  onlyStage?: string;
  file?: string;
  jobs: number;
  timeout: number;
  withSuspects?: true;
  log: string;
  out: string;
}

/** The command without the folder that it was called from. */
function calledAs(): string {
  return ["bun run diagnose", ...Bun.argv.slice(2)].join(" ");
}

async function run(flags: Flags): Promise<void> {
  // `bun run diagnose` installs what the engine needs; the parsers that edit sources are for development.
  await ensureDevelopmentPackages();
  const evaluation = await import("#bench/grading/evaluation");
  const startedLocalMs = performance.now();
  const options = {
    root: ROOT,
    cases: flags.cases,
    pairs: flags.pairs,
    healthy: flags.healthy,
    seed: flags.seed,
    onlyStage: flags.onlyStage,
    onlyFile: flags.file,
    jobs: flags.jobs,
    timeoutMs: flags.timeout * 1000,
    withSuspects: flags.withSuspects ?? false,
    logPath: resolve(ROOT, flags.log),
    checksFor: evaluation.engineChecks,
    say: (text: string) => {
      const minutes = ((performance.now() - startedLocalMs) / 60_000).toFixed(1);
      process.stderr.write(`${minutes} min  ${text}\n`);
    },
  };
  const record = await evaluation.evaluate(options);
  const results = evaluation.resultsOf(record, options, calledAs());
  await Bun.write(
    resolve(ROOT, flags.out, "results.json"),
    `${JSON.stringify(results, null, 2)}\n`,
  );
  await Bun.write(resolve(ROOT, flags.out, "results.md"), evaluation.resultsText(results));
  for (const { name, goal, figure, isMet } of results.blind.goals) {
    const verdict = isMet === null ? "not measured" : isMet ? "met" : "short";
    process.stdout.write(`${name}: ${figure?.toFixed(3) ?? "-"} (goal ${goal}, ${verdict})\n`);
  }
  process.stdout.write(`results: ${join(flags.out, "results.md")}\n`);
}

/** Runs to the end or to Ctrl-C; either way no process and no copy is left behind. */
async function guarded(flags: Flags): Promise<void> {
  const { killAll, removeAllCopies } = await import("#bench/grading/evaluation");
  const leave = (code: number): never => {
    killAll();
    removeAllCopies();
    process.exit(code);
  };
  const interrupt = (): void => {
    process.stderr.write("interrupted; run it again to continue\n");
    leave(EXIT_INTERRUPTED);
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    await run(flags);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`could not evaluate: ${text}\n`);
    leave(EXIT_CANNOT);
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

/** The command, to be added to that of the diagnosis. Exit codes: 0 done, 2 could not, 130 interrupted. */
export function evaluateCommand(): Command {
  const command = new Command("evaluate")
    .description("Edits copies of the pipeline, diagnoses each blindly and scores the reports")
    .option("--cases <n>", "number of single edits", wholeNumber(0), 150)
    .option("--pairs <n>", "number of pairs of edits", wholeNumber(0), 20)
    .option(
      "--healthy <n>",
      "number of healthy runs with other seeds and loads",
      wholeNumber(0),
      20,
    )
    .option("--seed <n>", "seed for choosing the edits", wholeNumber(0), 1)
    .option("--only-stage <stage>", "only edits of this stage")
    .option("--file <path>", "only edits of this file, relative to the repository")
    .option("--jobs <n>", "copies to run at the same time", wholeNumber(1), 2)
    .option("--timeout <s>", "time limit of one diagnosis, in seconds", wholeNumber(1), 60)
    .option("--with-suspects", "diagnose each case again with changed files as evidence")
    .option(
      "--log <path>",
      "file of finished cases; a later run continues from it",
      "reports/evaluation/cases.jsonl",
    )
    .option("--out <folder>", "folder for the results", "bench/grading/evaluation")
    .configureOutput({ outputError: (text, write) => write(usageText(text)) })
    .exitOverride();
  return command.action(async (flags: Flags) => {
    // `diagnose` has a --seed too, and takes it first unless options are positional.
    const above: unknown =
      command.parent?.getOptionValueSource("seed") === "cli"
        ? command.parent.getOptionValue("seed")
        : undefined;
    await guarded(typeof above === "number" ? { ...flags, seed: above } : flags);
  });
}
