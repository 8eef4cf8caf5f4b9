/**
 * `bun run diagnose`: is data flowing end to end; if not, where does it stop, why, in which line.
 *
 * Loads everything else late: when the engine's own modules cannot be loaded, that is a finding.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import type { LiveResult, Report } from "#diagnosis";
import type { LedgerSnapshot } from "#engine";
import type { Stage } from "#telemetry";
import { compareCommand } from "./compare-reports.ts";
import { RunningEngine } from "./engine-process.ts";
import { evaluateCommand } from "./evaluate.ts";

const EXIT_HEALTHY = 0;
const EXIT_FINDINGS = 1;
const EXIT_CANNOT = 2;
const EXIT_USAGE = 64;

/** Seconds of watching; with start, end and probes the verdict takes about twice as long. */
const WATCH_SECONDS = 3;
interface Flags {
  json?: true;
  attach?: string;
  out: string;
  seed: string;
  duration: string;
  suspects: boolean;
  live: boolean;
}

/** Starts an engine, watches it, ends it. */
async function ownEngine(seconds: number, seed: string): Promise<LiveResult> {
  const { watch } = await import("#diagnosis");
  const folder = mkdtempSync(join(tmpdir(), "tickscope-diagnose-"));
  const summaryPath = join(folder, "summary.json");
  let engine: RunningEngine | undefined;
  try {
    engine = await RunningEngine.start([
      "--cadence",
      "100",
      "--seed",
      seed,
      "--summary",
      summaryPath,
    ]);
    const evidence = await watch(engine.url, seconds);
    const { exitCode, stderr } = await engine.stop("SIGTERM");
    const summary = JSON.parse(readFileSync(summaryPath, "utf8")) as { ledger: LedgerSnapshot };
    return { evidence: { ...evidence, final: summary.ledger, exit: { exitCode, stderr } } };
  } catch (error) {
    // It did not come up, did not answer, or left no summary: what it printed is the evidence.
    const ended = await engine?.stop("SIGTERM");
    const stderr = `${ended?.stderr ?? ""}\n${(error as Error).message}`;
    return { failure: { exitCode: ended?.exitCode ?? 1, stderr } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Visits a running engine; it stays as it is. */
async function visit(url: string, seconds: number): Promise<LiveResult> {
  const { watch } = await import("#diagnosis");
  return { evidence: await watch(url.replace(/\/$/, ""), seconds) };
}

async function diagnose(flags: Flags): Promise<Report> {
  const { diagnose: run } = await import("#diagnosis");
  const seconds = Number(flags.duration);
  const { attach, seed } = flags;
  const live = () => (attach === undefined ? ownEngine(seconds, seed) : visit(attach, seconds));
  return run({
    live: flags.live ? live : null,
    mode: attach === undefined ? "own" : "attached",
    useSuspects: flags.suspects,
    config: { seed },
  });
}

async function diagnoseCommand(flags: Flags): Promise<number> {
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

/** Records the answers of this tree as the known ones. */
async function record(): Promise<number> {
  const { fingerprintSources, runProbes, saveBaseline } = await import("#diagnosis");
  const round = await runProbes();
  const bad = round.runs.filter(({ thrown, isHung }) => thrown !== null || isHung);
  if (round.loadFailure !== null || bad.length > 0) {
    const names = bad.map(({ name, thrown }) => `${name} (${thrown?.message ?? "hangs"})`);
    console.error(`not recorded: ${round.loadFailure?.message ?? names.join(", ")}`);
    return EXIT_CANNOT;
  }
  const answers = Object.fromEntries(round.runs.map(({ name, answers: list }) => [name, list]));
  const stages = Object.fromEntries(round.probes.map(({ file, stage }) => [file, stage as Stage]));
  await saveBaseline({ version: 1, answers, sources: fingerprintSources(), stages });
  const count = round.runs.reduce((sum, run) => sum + run.answers.length, 0);
  console.log(`recorded ${count} answers of ${round.runs.length} probes`);
  return EXIT_HEALTHY;
}

/** The modules of the diagnosis itself stand on the pipeline's; when those fail to load, say where. */
async function loadFailureReport(error: Error): Promise<number> {
  const { placeOfStack } = await import("../diagnosis/locate.ts");
  const { stageOfFile } = await import("../diagnosis/stage-of-file.ts");
  const place = placeOfStack(`${error.message}\n${error.stack ?? ""}`);
  if (place === undefined) {
    console.error(
      `could not diagnose: ${error.name}: ${error.message}\n${error.stack ?? ""}`.trim(),
    );
    return EXIT_CANNOT;
  }
  const point = {
    rank: 1,
    stage: stageOfFile(place.file),
    edge: null,
    ...place,
    function: place.functionName,
    confidence: 0.95,
    category: "start",
    code: "",
    rootCause: `the modules cannot be loaded: ${error.message}`,
    impact: "Nothing runs.",
    priority: "CRITICAL",
    evidence: [{ kind: "process", text: error.stack ?? error.message, data: null }],
  };
  console.log(JSON.stringify({ version: 1, verdict: "broken", breakPoints: [point] }));
  return EXIT_FINDINGS;
}

function command(finish: (code: Promise<number>) => void): Command {
  const program = new Command("diagnose")
    .description("Says where data stops, why, in which file and line, and what to fix first")
    .option("--json", "the report on standard output, nothing else")
    .option("--attach <url>", "diagnose a running engine without disturbing it")
    .option("--out <folder>", "where to write <time>/report.{json,md,html,sarif}", "reports")
    .option("--seed <n>", "seed of the synthetic market to run", "1")
    .option("--duration <s>", "seconds to watch the engine", String(WATCH_SECONDS))
    .option("--no-suspects", "leave out what changed since the baseline as evidence")
    .option("--no-live", "probes only, start no engine")
    .enablePositionalOptions()
    .exitOverride()
    .action((flags: Flags) => finish(diagnoseCommand(flags)));
  program
    .command("record")
    .description("record this tree, known to be healthy, as the baseline")
    .action(() => finish(record()));
  program.addCommand(evaluateCommand());
  program.addCommand(compareCommand(finish));
  return program;
}

async function main(argv: string[]): Promise<number> {
  let code: Promise<number> = Promise.resolve(EXIT_HEALTHY);
  try {
    await command((run) => {
      code = run;
    }).parseAsync(argv, { from: "user" });
    return await code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    return loadFailureReport(error as Error);
  }
}

process.exit(await main(Bun.argv.slice(2)));
