/**
 * `bun run bench`: what a tick costs on this machine. See `bun run bench --help` and docs/benchmarks.md.
 *
 * Exit code 0: measured, or no regression. 1: a regression (gate, against), a wrong verdict (self-test).
 * 64: usage.
 */
import { Command, CommanderError } from "commander";
import { numberAbove, usageText, wholeNumber } from "#flags";
import { against } from "./against.ts";
import { beforeAfter } from "./before-after.ts";
import { comparisonReport, gate, goalsTable, measureAll, smoke } from "./commands.ts";
import { selfTest } from "./self-test.ts";
import { runHere } from "./suite.ts";
import { measureDetectors } from "./suites/detector-suite.ts";
import { SUITES, suitesNamed } from "./suites.ts";
import { MARGIN_DEFAULT } from "./verdict.ts";

const NAMES = SUITES.map(({ name }) => name).join(", ");
/** A gate fails only for a change clearly larger than noise. */
const GATE_MARGIN_DEFAULT = 0.1;
/** Shares, such as 0.05. */
const margin = numberAbove(0, 10);
const EXIT_USAGE = 64;

const program = new Command("bench")
  .description("Measures the engine and its rivals in the same run.")
  .allowExcessArguments(false)
  // `bench gate --suite ring`: the option is gate's then, not the program's.
  .enablePositionalOptions()
  .showSuggestionAfterError()
  .configureHelp({ helpWidth: 80 })
  .configureOutput({
    outputError: (text, write) => write(usageText(text)),
  })
  .exitOverride()
  .option("--suite <name...>", `run only these suites: ${NAMES}`)
  .option("--save <label>", "save the run as bench/baselines/LABEL.json")
  .option("--smoke", "run every suite at its smallest size, to check that it works")
  .addHelpText(
    "after",
    "\nBENCH_MEMORY_MINUTES=60 runs the memory suite for 60 minutes instead of 100 s.",
  )
  .action(async (options: { suite?: string[]; save?: string; smoke?: boolean }) => {
    const suites = suitesNamed(options.suite ?? []);
    if (options.smoke === true) await smoke(suites);
    else await measureAll(suites, options.save);
  });

program
  .command("compare <A> <B>")
  .description("compare two runs (labels or report paths): what is faster or slower in B")
  .option("--margin <share>", "smallest difference to report, as a share", margin, MARGIN_DEFAULT)
  .option("--json", "print the comparison as JSON on standard output, and nothing else")
  .action((a: string, b: string, flags: { margin: number; json?: true }) => {
    return comparisonReport(a, b, flags.margin, flags.json === true);
  });

program
  .command("against <ref>")
  .description("measure this tree and another commit in alternation, and compare them")
  .option("--suite <name...>", "only these suites")
  .option("--margin <share>", "smallest difference to report, as a share", margin, MARGIN_DEFAULT)
  .action(async (ref: string, flags: { suite?: string[]; margin: number }) => {
    process.exitCode = await against(ref, suitesNamed(flags.suite ?? []), flags.margin);
  });

program
  .command("goals [label]")
  .description("print which goals a saved run meets, as a Markdown table")
  .option("--json", "print JSON")
  .action((label = "main", flags: { json?: true }) => goalsTable(label, flags.json === true));

program
  .command("gate [label]")
  .description("measure again and fail if anything is slower than the baseline; not for CI")
  .option(
    "--margin <share>",
    "smallest regression that fails, as a share",
    margin,
    GATE_MARGIN_DEFAULT,
  )
  .option("--suite <name...>", "only these suites of the baseline")
  .action(async (label = "main", flags: { margin: number; suite?: string[] }) => {
    process.exitCode = await gate(label, flags.margin, suitesNamed(flags.suite ?? []));
  });

program
  .command("smoke")
  .description("the same as --smoke")
  .action(() => smoke(SUITES));

program
  .command("self-test")
  .description("check the bench: it must report a slowed detector, and no unchanged one")
  .option("--tries <count>", "number of tries of each", wholeNumber(1, 1000), 10)
  .option("--factor <factor>", "slowdown of the slowed detectors", numberAbove(1, 100), 1.2)
  .action(async ({ tries, factor }: { tries: number; factor: number }) => {
    process.exitCode = await selfTest(tries, factor);
  });

program
  .command("before-after")
  .description("measure the two original faults before and after their fixes, on one tape")
  .option("--rounds <count>", "runs per side", wholeNumber(1, 1000), 5)
  .action(async ({ rounds }: { rounds: number }) => beforeAfter(rounds));

program.command("suite-process <name>", { hidden: true }).action(async (name: string) => {
  const [suite] = suitesNamed([name]);
  console.log(JSON.stringify(await runHere(suite!, "full")));
});

program
  .command("detector-process <rounds> [plugin] [module]", { hidden: true })
  .action(async (rounds: string, name?: string, module?: string) => {
    const plugins = name === undefined || module === undefined ? [] : [{ name, module }];
    console.log(JSON.stringify(await measureDetectors(Number(rounds), plugins)));
  });

try {
  await program.parseAsync(Bun.argv.slice(2), { from: "user" });
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE);
  const message = error instanceof Error ? error.message : String(error);
  if (!message.startsWith("USAGE")) throw error;
  console.error(message);
  process.exit(EXIT_USAGE);
}
// Threads that a suite left behind must not keep the process.
process.exit();
