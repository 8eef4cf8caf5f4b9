/**
 * `bun run tape`: makes, describes and checks tapes.
 *
 *   tape import IN.csv[.gz] OUT.tape     tape info PATH     tape verify PATH
 *
 * Exit codes: 0 well, 2 the input is at fault, 64 the command line is. Every error is one line on
 * standard error: `CODE: message — remedy`.
 */
import { Command, CommanderError, Option } from "commander";
import type { TapeCalendar } from "#codec";
import { importTape } from "#engine";
import { TickscopeError } from "#schemas";
import { counted, describeTape, infoText } from "./tape-info.ts";

const EXIT_INPUT = 2;
const EXIT_USAGE = 64;
/** A shorter import needs no progress line. */
const PROGRESS_AFTER_MS = 1000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface ImportFlags {
  symbol?: string;
  calendar?: TapeCalendar;
  force?: boolean;
  json?: boolean;
}

async function runImport(input: string, output: string, flags: ImportFlags): Promise<void> {
  const startedLocalMs = performance.now();
  let isProgressShown = false;
  const result = await importTape(input, output, {
    symbol: flags.symbol ?? "",
    calendar: flags.calendar ?? "",
    force: flags.force ?? false,
    onProgress: (records) => {
      if (!process.stderr.isTTY || performance.now() - startedLocalMs < PROGRESS_AFTER_MS) return;
      isProgressShown = true;
      process.stderr.write(`\r${records.toLocaleString("en")} records`);
    },
  });
  if (isProgressShown) process.stderr.write("\r\x1b[K");
  if (flags.json === true) {
    say(JSON.stringify({ path: output, ...result }, null, 2));
    return;
  }
  const { form, calendar, records, symbols, bytes } = result;
  const leftOut = Object.entries(result.leftOut).map(([reason, count]) => `${count} ${reason}`);
  say(
    `${output}: ${counted(records, "record")} of ${counted(symbols, "symbol")} from ${form}, ${bytes} bytes, ` +
      `calendar ${calendar}${leftOut.length > 0 ? `; skipped: ${leftOut.join(", ")}` : ""}`,
  );
}

function runInfo(path: string, flags: { json?: boolean }): void {
  const info = describeTape(path);
  say(flags.json === true ? JSON.stringify(info, null, 2) : infoText(info));
  if (info.state === "damaged") process.exitCode = EXIT_INPUT;
}

/** Reads every block; the reader checks checksums, symbol ids and the order, here come the kinds. */
function runVerify(path: string, flags: { json?: boolean }): void {
  const info = describeTape(path);
  if (flags.json === true) {
    say(JSON.stringify({ isGood: info.problem === undefined, ...info }, null, 2));
    if (info.problem !== undefined) process.exitCode = EXIT_INPUT;
    return;
  }
  if (info.problem !== undefined) throw new TickscopeError(info.problem.code, info.problem.message);
  say(
    `${path}: ok, ${counted(info.records, "record")} of ${counted(info.symbols, "symbol")} in ` +
      `${counted(info.blocks, "block")}, ` +
      "checksums, symbol ids, order and kinds are valid",
  );
}

function program(): Command {
  const command = new Command("tape").description("Makes, describes and checks tapes.");
  command.exitOverride();
  // Errors are printed once, below; commander would print them in a form of its own.
  command.configureOutput({ outputError: () => undefined });
  command
    .command("import")
    .description(
      "Make a tape from CSV (ticks, bars, real trades) or from a recorded session (.txt).",
    )
    .argument("<in>", "CSV or session file, plain or gzip")
    .argument("<out>", "tape to write")
    .option("--symbol <name>", "symbol of all rows, for a CSV without a ticker column")
    .addOption(
      new Option(
        "--calendar <name>",
        "trading calendar (default: depends on the CSV form)",
      ).choices(["us-equities", "continuous"]),
    )
    .option("--force", "replace OUT if it exists")
    .option("--json", "print JSON")
    .action(runImport);
  command
    .command("info")
    .description("Describe a tape: kinds, symbols, time span, blocks, and whether it is complete.")
    .argument("<path>", "tape")
    .option("--json", "print JSON")
    .action(runInfo);
  command
    .command("verify")
    .description("Check every block and record; exit 0 if valid, else 2 and a one-line reason.")
    .argument("<path>", "tape")
    .option("--json", "print JSON")
    .action(runVerify);
  return command;
}

function errorLine(error: TickscopeError): string {
  return `${error.code}: ${error.message} — ${error.info.remedy}\n`;
}

/** The exit code for what was thrown, after one line on standard error. */
function report(thrown: unknown): number {
  if (thrown instanceof CommanderError) {
    if (thrown.exitCode === 0) return 0; // --help
    const message = thrown.message.replace(/^error: /, "").replaceAll("\n", " ");
    const usage = new TickscopeError(
      "USAGE",
      message === "(outputHelp)" ? "no command given" : message,
    );
    process.stderr.write(errorLine(usage));
    return EXIT_USAGE;
  }
  if (!(thrown instanceof TickscopeError)) throw thrown;
  process.stderr.write(errorLine(thrown));
  return thrown.code === "USAGE" ? EXIT_USAGE : EXIT_INPUT;
}

try {
  await program().parseAsync(process.argv);
} catch (thrown) {
  process.exitCode = report(thrown);
}
