/**
 * `bun run explain SYMBOL`: why this symbol did, or did not, produce an event; every gate on the way with the
 * number that passed or failed it. Asking watches the symbol for a while; nothing else changes.
 */
import { InvalidArgumentError, Option } from "commander";
import { wholeNumber } from "#flags";
import { EVENT_KINDS, EXPLAIN_PATH, type Explanation } from "#inspect/explain";
import { EngineClient } from "./engine-client.ts";
import { explanationText } from "./explain-text.ts";
import { runVisit, type VisitFlags, visitCommand } from "./visit-command.ts";

const LAST_SECONDS_DEFAULT = 60;
const WAIT_SECONDS_DEFAULT = 3;
/** How often it looks whether a record of the symbol has come. */
const LOOK_EVERY_MS = 200;
const UNITS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600 };

interface ExplainFlags extends VisitFlags {
  kind: string;
  last: number;
  client?: number;
  wait: number;
}

/** `60s`, `5m`, `1h` or plain seconds. */
function seconds(text: string): number {
  const [, number = "", unit = ""] = text.match(/^(\d+(?:\.\d+)?)(s|m|h)?$/) ?? [];
  const value = Number(number) * (UNITS[unit] ?? 0);
  if (number !== "" && value > 0 && value <= 86_400) return value;
  throw new InvalidArgumentError("It must be a time such as 60s, 5m or 1h, at most 24h.");
}

/** Asks, and while nothing is known from watching yet, asks again until a record came or `wait` is over. */
async function ask(engine: EngineClient, path: string, waitSeconds: number): Promise<Explanation> {
  const deadlineLocalMs = performance.now() + waitSeconds * 1000;
  for (;;) {
    const explanation = await engine.get<Explanation>(path);
    if (explanation.window.records > 0 || performance.now() >= deadlineLocalMs) return explanation;
    await Bun.sleep(LOOK_EVERY_MS);
  }
}

async function explain(symbol: string, flags: ExplainFlags): Promise<number> {
  const { attach, kind, last, client, wait } = flags;
  const parameters = new URLSearchParams({ kind, last: String(last) });
  if (client !== undefined) parameters.set("client", String(client));
  const path = `${EXPLAIN_PATH}${encodeURIComponent(symbol)}?${parameters}`;
  const explanation = await ask(new EngineClient(attach), path, wait);
  const text =
    flags.json === true ? JSON.stringify(explanation, null, 2) : explanationText(explanation);
  process.stdout.write(`${text}\n`);
  return 0;
}

const kinds = EVENT_KINDS.join(", ");
const exitCode = await runVisit(Bun.argv.slice(2), (finish) => {
  return visitCommand("explain", "Explains why a symbol did, or did not, produce an event")
    .argument("<symbol>", "symbol, as the feed writes it")
    .addOption(new Option("--kind <kind>", `one of ${kinds}`).choices(EVENT_KINDS).default("high"))
    .option("--last <time>", "how far back to look, in market time", seconds, LAST_SECONDS_DEFAULT)
    .option(
      "--client <id>",
      "also explain delivery to this client; ids are in /api/status",
      wholeNumber(1),
    )
    .option(
      "--wait <s>",
      "how long to wait for the first record",
      wholeNumber(0, 600),
      WAIT_SECONDS_DEFAULT,
    )
    .action((symbol: string, flags: ExplainFlags) => finish(explain(symbol, flags)));
});
process.exit(exitCode);
