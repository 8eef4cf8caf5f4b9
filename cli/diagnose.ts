/**
 * `bun run diagnose`: is data flowing end to end; if not, where does it stop, why, in which line.
 *
 * Loads everything else late: when the engine's own modules cannot be loaded, that is a finding.
 */
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import type { Report } from "#diagnosis";
import { numberAbove, usageText, wholeNumber } from "#flags";
import { compareCommand } from "./compare-reports.ts";
import { evaluateCommand } from "./evaluate.ts";
import { ensureDevelopmentPackages } from "./install.ts";
import { scenariosCommand } from "./scenarios.ts";

const ROOT = join(import.meta.dir, "..");
const EXIT_HEALTHY = 0;
const EXIT_FINDINGS = 1;
const EXIT_CANNOT = 2;
const EXIT_USAGE = 64;

/** Seconds of watching; with start, end and cases the verdict takes about twice as long. */
const WATCH_SECONDS = 3;
/** The engine that is started lives a little longer (live-run.ts). */
const WATCH_SECONDS_MAX = 240;
/** As engine-config.schema.json has it. */
const SEED_MAX = 4_294_967_295;

interface Flags {
  json?: true;
  attach?: string;
  out: string;
  seed: number;
  duration: number;
  suspects: boolean;
  live: boolean;
  probes: boolean;
  since: number;
  config?: string;
  tape?: string;
  port?: number;
  scenario?: string;
  fix?: true;
  rollback?: true;
}

async function diagnose(flags: Flags): Promise<Report> {
  const { attach, seed, duration: seconds, scenario, config, tape, port } = flags;
  const isFixing = flags.fix === true;
  const rollsBack = flags.rollback === true;
  if (scenario !== undefined) {
    // Not through the door of the diagnosis: what is examined does not hold the list of faults.
    await ensureDevelopmentPackages();
    const { diagnoseScenario, faultsOf } = await import("#bench/grading/faults");
    const isLive = flags.live;
    const options = { root: ROOT, seed, seconds, isFixing, rollsBack, isLive };
    return diagnoseScenario(faultsOf(scenario), options);
  }
  const { diagnose: run, pluginModules } = await import("#diagnosis");
  const { ownEngine, visit } = await import("./live-run.ts");
  const mending = isFixing ? { rollsBack } : null;
  const own = { seconds, seed: String(seed), config, tape, port, mending };
  return run({
    live: !flags.live ? null : () => (attach === undefined ? ownEngine(own) : visit(attach, own)),
    mode: attach === undefined ? "own" : "attached",
    sinceSeconds: flags.since,
    useCases: flags.probes,
    plugins: config === undefined ? [] : pluginModules(config),
    useSuspects: flags.suspects,
    config: { seed: String(seed), ...(config === undefined ? {} : { file: config }) },
  });
}

async function diagnoseCommand(flags: Flags): Promise<number> {
  if (flags.rollback === true && flags.attach !== undefined && flags.fix !== true) {
    const { rollback } = await import("#diagnosis");
    const names = await rollback(flags.attach.replace(/\/$/, ""));
    console.error(`rolled back: ${names.join(", ") || "no remedy was in force"}`);
  }
  const report = await diagnose(flags);
  if (flags.json === true) {
    console.log(JSON.stringify(report));
  } else {
    const { terminalText, writeReport } = await import("#diagnosis");
    console.log(terminalText(report));
    console.log(`report: ${await writeReport(report, flags.out)}`);
  }
  if (report.verdict === "unknown") return EXIT_CANNOT;
  return report.breakPoints.length === 0 ? EXIT_HEALTHY : EXIT_FINDINGS;
}

/** The document of the two original faults: found, mended, and taken back. */
async function writeDocument(): Promise<number> {
  await ensureDevelopmentPackages();
  const { diagnoseScenario, faultsOf, sprintDocument } = await import(
    "../bench/grading/faults/index.ts"
  );
  const options = {
    seed: 1,
    seconds: WATCH_SECONDS,
    isFixing: true,
    rollsBack: true,
    isLive: true,
  };
  const report = await diagnoseScenario(faultsOf("sprint-109"), { root: ROOT, ...options });
  const path = "docs/diagnosis/sprint-109.md";
  await Bun.write(join(ROOT, path), sprintDocument(report));
  console.log(path);
  return EXIT_HEALTHY;
}

/** Scenarios, one line each. */
async function list(): Promise<number> {
  await ensureDevelopmentPackages();
  const { FAULTS, SCENARIOS } = await import("#bench/grading/faults");
  for (const [name, ids] of Object.entries(SCENARIOS)) console.log(`${name}  ${ids.join(" + ")}`);
  for (const { id, symptom, cause } of FAULTS) console.log(`${id}  ${symptom}: ${cause}`);
  return EXIT_HEALTHY;
}

/** Records the answers of this tree as the known ones. */
async function record(): Promise<number> {
  const { recordCases } = await import("#diagnosis");
  try {
    const { answers, modules, rewritten } = await recordCases();
    for (const file of rewritten) console.log(`rewritten: ${file}`);
    console.log(`recorded ${answers} answers of the cases of ${modules} modules`);
    return EXIT_HEALTHY;
  } catch (error) {
    console.error(`not recorded: ${(error as Error).message}`);
    return EXIT_CANNOT;
  }
}

/**
 * The modules of the diagnosis itself stand on the pipeline's; when those fail to load, say where. What
 * is imported here needs none of them.
 */
async function loadFailure(error: Error, flags: Flags): Promise<number> {
  const { loadFailureReport } = await import("../diagnosis/load-failure.ts");
  const failure = { message: error.message, stack: error.stack ?? "" };
  const now = new Date().toISOString();
  const mode = flags.attach === undefined ? "own" : "attached";
  const report = loadFailureReport(failure, now, performance.now() / 1000, mode);
  if (report.breakPoints[0]?.file === "") {
    const text = `${error.name}: ${error.message}\n${error.stack ?? ""}`;
    console.error(`could not diagnose: ${text}`.trim());
    return EXIT_CANNOT;
  }
  if (flags.json === true) console.log(JSON.stringify(report));
  else {
    const { terminalText } = await import("../diagnosis/reports/terminal-text.ts");
    const { writeReport } = await import("../diagnosis/reports/report-files.ts");
    console.log(terminalText(report));
    console.log(`report: ${await writeReport(report, flags.out)}`);
  }
  return EXIT_FINDINGS;
}

function command(finish: (code: Promise<number>) => void): Command {
  const program = new Command("diagnose")
    .description("Reports where data stops and why, with file and line, and what to fix first")
    .option("--json", "print the report as JSON on standard output, and nothing else")
    .option("--attach <url>", "diagnose a running engine without disturbing it")
    .option("--out <folder>", "folder for <time>/report.{json,md,html,sarif}", "reports")
    .option("--seed <n>", "seed of the synthetic market", wholeNumber(0, SEED_MAX), 1)
    .option(
      "--duration <s>",
      "seconds to watch the engine",
      numberAbove(0, WATCH_SECONDS_MAX),
      WATCH_SECONDS,
    )
    .option("--no-suspects", "do not use changes since the baseline as evidence")
    .option(
      "--since <s>",
      "with --attach: also count errors from the last N seconds",
      wholeNumber(0),
      60,
    )
    .option("--no-probes", "skip the cases, only watch the engine")
    .option("--no-live", "run only the cases, start no engine")
    .option("--config <path>", "config file for the engine that is started")
    .option("--tape <path>", "tape to play instead of the synthetic market")
    .option(
      "--port <n>",
      "port for the engine that is started (default: any free port)",
      wholeNumber(0, 65_535),
    )
    .option(
      "--scenario <names>",
      "diagnose a copy with injected faults; `diagnose list` names them",
    )
    .option("--fix", "apply remedies that are safe at run time, and verify them at a client")
    .option("--rollback", "roll remedies back afterwards (with --attach: those in force)")
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureHelp({ helpWidth: 80 })
    .configureOutput({ outputError: (text, write) => write(usageText(text)) })
    .exitOverride()
    .action((flags: Flags) => finish(diagnoseCommand(flags)));
  program
    .command("record")
    .description("record the answers of this healthy tree as the known answers")
    .action(() => finish(record()));
  program
    .command("list")
    .description("list the faults that --scenario can inject, one per line")
    .action(() => finish(list()));
  program
    .command("document")
    .description("write docs/diagnosis/sprint-109.md from a run of the two original faults")
    .action(() => finish(writeDocument()));
  program.addCommand(evaluateCommand());
  program.addCommand(compareCommand(finish));
  program.addCommand(scenariosCommand());
  return program;
}

async function main(argv: string[]): Promise<number> {
  let code: Promise<number> = Promise.resolve(EXIT_HEALTHY);
  const program = command((run) => {
    code = run;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return await code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    return loadFailure(error as Error, program.opts<Flags>());
  }
}

process.exit(await main(Bun.argv.slice(2)));
