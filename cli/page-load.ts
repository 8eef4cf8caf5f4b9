/**
 * `bun run page-load`: does the dashboard stay smooth, and its memory flat, under 500 events a second?
 * Needs Chromium (CHROMIUM_PATH, /usr/bin/chromium).
 *
 * Exit codes: 0 measured, 1 the page complained on its console, 2 engine or browser did not start, 64
 * usage.
 */
import { Command, CommanderError, Option } from "commander";
import { usageText, wholeNumber } from "#flags";
import { loadPage, type PageLoadResult } from "./page-load/page-load.ts";

const EXIT_PROBLEMS = 1;
const EXIT_CANNOT = 2;
const EXIT_USAGE = 64;
const SECONDS_DEFAULT = 60;
const VIEWS = ["market", "pipeline", "diagnosis", "performance"];
const MB = 1e6;

interface Flags {
  seconds: number;
  view: string;
  json?: true;
}

/** The result as lines for a terminal of 80 columns. */
function resultText(result: PageLoadResult): string {
  const { pictures, longTasks, work, memory } = result;
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const heaps = memory.looks.map(({ heapBytes }) => heapBytes / MB);
  const nodes = memory.looks.map((look) => look.nodes);
  const rows: [string, string][] = [
    ["measured", `${result.seconds.toFixed(0)} s`],
    [
      "delivered",
      `${result.eventsPerSecond.toFixed(0)} events/s in ${result.messagesPerSecond.toFixed(1)} messages/s`,
    ],
    ["frames", `${pictures.perSecond.toFixed(1)}/s, n=${pictures.frames}`],
    [
      "intervals",
      `p50 ${ms(pictures.intervalMsP50)}, p99 ${ms(pictures.intervalMsP99)}, max ${ms(pictures.intervalMsMax)}`,
    ],
    [
      "late",
      `${percent(pictures.missedShare)} over 25 ms, ${percent(pictures.stutterShare)} over 50 ms`,
    ],
    [
      "long tasks",
      `${longTasks.count}, ${ms(longTasks.totalMs)} in total, longest ${ms(longTasks.maxMs)}`,
    ],
    [
      "thread",
      `busy ${percent(work.all)}: script ${percent(work.script)}, style ${percent(work.style)}, ` +
        `layout ${percent(work.layout)}`,
    ],
    [
      "heap",
      `${heaps[0]?.toFixed(2)} to ${heaps.at(-1)?.toFixed(2)} MB after collection, ` +
        `${(memory.heapBytesPerMinute / MB).toFixed(3)} MB/min`,
    ],
    ["nodes", `${nodes[0]} to ${nodes.at(-1)}, ${memory.nodesPerMinute.toFixed(1)}/min`],
    ["console", result.problems.length === 0 ? "silent" : result.problems.join("\n           ")],
  ];
  return rows.map(([name, value]) => `${name.padEnd(10)} ${value}`).join("\n");
}

async function measure({ seconds, view, json }: Flags): Promise<number> {
  const isTold = process.stderr.isTTY === true;
  const onLook = ({ atSeconds, heapBytes }: { atSeconds: number; heapBytes: number }) => {
    if (!isTold) return;
    process.stderr.write(
      `\r${atSeconds.toFixed(0)} s, heap ${(heapBytes / MB).toFixed(1)} MB \x1b[K`,
    );
  };
  try {
    const result = await loadPage({ seconds, view, onLook });
    if (isTold) process.stderr.write("\r\x1b[K");
    console.log(json === true ? JSON.stringify(result, null, 2) : resultText(result));
    return result.problems.length === 0 ? 0 : EXIT_PROBLEMS;
  } catch (error) {
    console.error(`not measured: ${(error as Error).message.trim()}`);
    return EXIT_CANNOT;
  }
}

let exitCode = 0;
const program = new Command("page-load")
  .description("Measures the dashboard in a browser at 500 events per second")
  .option("--seconds <s>", "seconds to measure", wholeNumber(1, 86_400), SECONDS_DEFAULT)
  .addOption(new Option("--view <name>", "view to open").choices(VIEWS).default("market"))
  .option("--json", "print JSON on standard output, including every sample")
  .allowExcessArguments(false)
  .exitOverride()
  .configureHelp({ helpWidth: 80 })
  .configureOutput({ outputError: (text, write) => write(usageText(text)) })
  .action(async (flags: Flags) => {
    exitCode = await measure(flags);
  });
try {
  await program.parseAsync(Bun.argv.slice(2), { from: "user" });
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
}
process.exit(exitCode);
