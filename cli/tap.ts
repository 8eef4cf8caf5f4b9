/**
 * `bun run tap STAGE`: live records at a stage of a running engine, filtered there and rate-limited. Only
 * reads; what is not shown is counted and reported.
 */
import { Argument } from "commander";
import { wholeNumber } from "#flags";
import { TAP_PATH, TAP_STAGES } from "#inspect/tap";
import { TickscopeError } from "#schemas";
import { EngineClient } from "./engine-client.ts";
import { recordText, shedText, type TapLine } from "./tap-text.ts";
import { runVisit, type VisitFlags, visitCommand } from "./visit-command.ts";

const RATE_DEFAULT = 20;
const RATE_MAX = 10_000;
const COLUMNS_DEFAULT = 80;

interface TapFlags extends VisitFlags {
  symbol?: string;
  where: string[];
  limit?: number;
  rate: number;
}

/** Lines of a stream of bytes, whole ones only. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

function query(flags: TapFlags): string {
  const parameters = new URLSearchParams({ rate: String(flags.rate) });
  if (flags.symbol !== undefined) parameters.set("symbol", flags.symbol);
  if (flags.limit !== undefined) parameters.set("limit", String(flags.limit));
  for (const where of flags.where) parameters.append("where", where);
  return parameters.toString();
}

/** Prints a line of the answer in words. Standard output has records, standard error the rest. */
function say(line: TapLine): void {
  const columns = process.stdout.columns ?? COLUMNS_DEFAULT;
  if (line.type === "record") process.stdout.write(`${recordText(line, columns)}\n`);
  if (line.type === "tap") process.stderr.write(`${line.stage}: ${line.about}\n`);
  if (line.type === "shed") process.stderr.write(`${shedText(line)}\n`);
  if (line.type !== "end") return;
  const left = shedText({ type: "shed", ...(line.shed as object) });
  const seen = (line.seen as number).toLocaleString("en");
  const sent = (line.sent as number).toLocaleString("en");
  const reason = line.reason === "limit" ? "" : `${line.reason}; `;
  process.stderr.write(`${reason}${sent} shown of ${seen} seen ${left}\n`.replace(" \n", "\n"));
}

async function tap(stage: string, flags: TapFlags): Promise<number> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, leave);
  // A reader that closes the pipe (`head`) has what it wanted.
  process.stdout.on("error", leave);
  const engine = new EngineClient(flags.attach);
  try {
    const response = await engine.open(`${TAP_PATH}${stage}?${query(flags)}`, leaving.signal);
    for await (const text of linesOf(response.body ?? new ReadableStream())) {
      const line = JSON.parse(text) as TapLine;
      if (flags.json === true) process.stdout.write(`${text}\n`);
      else say(line);
      if (line.type === "end") return 0;
    }
  } catch (error) {
    if (leaving.signal.aborted) return 0;
    if (error instanceof Error && error.name === "EngineRefusal") throw error;
    if (error instanceof TickscopeError) throw error;
    const message = `the tap of ${engine.url} was interrupted (${(error as Error).message})`;
    throw new TickscopeError("ENGINE_UNREACHABLE", message, { cause: error });
  }
  throw new TickscopeError("ENGINE_UNREACHABLE", `the tap of ${engine.url} was interrupted`);
}

function collect(text: string, texts: string[]): string[] {
  return [...texts, text];
}

function stagesText(): string {
  const lines = Object.entries(TAP_STAGES).map(([stage, { about }]) => {
    return `  ${stage.padEnd(12)}${about}`;
  });
  return `
Stages:
${lines.join("\n")}

Examples:
  tap ring --symbol AAPL --where "size>=1000"
  tap detect --where kind=surge --limit 10 --json
  tap send --where outcome=held`;
}

const exitCode = await runVisit(Bun.argv.slice(2), (finish) => {
  return visitCommand("tap", "Shows live records at a stage of a running engine")
    .addArgument(new Argument("<stage>", "stage to watch").choices(Object.keys(TAP_STAGES)))
    .option("--symbol <name>", "only records of this symbol")
    .option("--where <expr>", "condition (field, operator, value); may be repeated", collect, [])
    .option("--limit <n>", "stop after N records", wholeNumber(1))
    .option("--rate <n>", "at most N records per second", wholeNumber(1, RATE_MAX), RATE_DEFAULT)
    .addHelpText("after", stagesText())
    .action((stage: string, flags: TapFlags) => finish(tap(stage, flags)));
});
process.exit(exitCode);
