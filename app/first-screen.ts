/** The text printed when the engine starts on a terminal: what runs, what to open, what to try next. */
import type { EngineConfig } from "#schemas";

const DEFAULT_PORT = "5000";

/** What the source is, in words. */
function sourceText({ source, seed, synthetic, massive, binance, speed }: EngineConfig): string {
  if (source === "synthetic") {
    const where = synthetic.url === null ? "" : ` from ${synthetic.url}`;
    return `a simulated market of ${synthetic.symbols} symbols, seed ${seed}${where}`;
  }
  if (source === "massive") return `Massive, ${massive.url}`;
  if (source === "binance") return `Binance, ${binance.url}`;
  return `${source}${speed === 1 ? "" : `, speed ${speed}`}`;
}

/** The screen; only its first line is printed when stdout is not a terminal. */
export function firstScreen(config: EngineConfig, url: string, isTerminal: boolean): string {
  const first = `tickscope: ${config.source} -> ${url}  (live page; Ctrl-C quits)`;
  if (!isTerminal) return first;
  const { port } = new URL(url);
  const symbol = config.source === "synthetic" ? "AAPL" : "SYMBOL";
  const attach = port === DEFAULT_PORT ? "" : ` --attach ${url}`;
  const rows: readonly (readonly [string, string])[] = [
    ["source", sourceText(config)],
    ["threads", `ingest, ${config.workers} x detector, main; a frame every ${config.cadenceMs} ms`],
    ["open", `${url}  the live page`],
    ["", `${url}/metrics  for Prometheus`],
    ["try next", "in another terminal:"],
    ["", `bun run top${attach}`],
    ["", `bun run explain ${symbol}${attach}`],
    ["", `bun run tap detect${attach}`],
    ["", `bun run diagnose --attach ${url}`],
  ];
  return [first, ...rows.map(([name, text]) => `  ${name.padEnd(9)} ${text}`), ""].join("\n");
}
