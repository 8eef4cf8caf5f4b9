/** `bun run top`: a live table of a running engine's stages. Only reads. */

import { wholeNumber } from "#flags";
import { EngineClient } from "./engine-client.ts";
import { sampleEngine, type TopSample, type TopView, viewOf } from "./top-sample.ts";
import { topText } from "./top-text.ts";
import { runVisit, type VisitFlags, visitCommand } from "./visit-command.ts";

const INTERVAL_MS_DEFAULT = 1000;
/** Below it the table says more about the requests than about the engine. */
const INTERVAL_MS_MIN = 100;
const INTERVAL_MS_MAX = 3_600_000;
/** Alternate screen and hidden cursor, and both back. */
const SCREEN_ON = "\x1b[?1049h\x1b[?25l";
const SCREEN_OFF = "\x1b[?25h\x1b[?1049l";

interface TopFlags extends VisitFlags {
  once?: true;
  interval: number;
}

/** Resolves with true after `ms`, with false as soon as the user wants to leave. */
class Leaving {
  readonly #leave: PromiseWithResolvers<false> = Promise.withResolvers<false>();
  readonly #keys = (bytes: Buffer): void => {
    const text = bytes.toString();
    // q, Ctrl-C (raw mode hands it over as a character), Escape
    if (text === "q" || text === "Q" || text === "\x03" || text === "\x1b") this.now();
  };

  now(): void {
    this.#leave.resolve(false);
  }

  async after(ms: number): Promise<boolean> {
    let timer: Timer | undefined;
    const passed = new Promise<true>((resolve) => {
      timer = setTimeout(() => resolve(true), ms);
    });
    const isStaying = await Promise.race([passed, this.#leave.promise]);
    clearTimeout(timer);
    return isStaying;
  }

  listen(): void {
    if (!process.stdin.isTTY) return;
    process.stdin.setRawMode(true);
    process.stdin.on("data", this.#keys);
  }

  end(): void {
    if (!process.stdin.isTTY) return;
    process.stdin.off("data", this.#keys);
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}

/** One table (or JSON line) per interval until `leaving`. */
async function watch(flags: TopFlags, leaving: Leaving, isScreen: boolean): Promise<void> {
  const engine = new EngineClient(flags.attach);
  let before: TopSample = await sampleEngine(engine);
  while (await leaving.after(flags.interval)) {
    const after = await sampleEngine(engine);
    print(viewOf(before, after), engine.url, flags, isScreen);
    if (flags.once === true) return;
    before = after;
  }
}

function print(view: TopView, url: string, flags: TopFlags, isScreen: boolean): void {
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(view)}\n`);
  } else if (isScreen) {
    const rows = Math.max(1, (process.stdout.rows ?? 24) - 1);
    const lines = `${topText(view, url)}\nq quits`.split("\n").slice(0, rows);
    process.stdout.write(`\x1b[H${lines.map((line) => `${line}\x1b[K\n`).join("")}\x1b[J`);
  } else {
    process.stdout.write(`${topText(view, url)}\n${flags.once === true ? "" : "\n"}`);
  }
}

async function top(flags: TopFlags): Promise<number> {
  const isScreen = process.stdout.isTTY === true && flags.json !== true && flags.once !== true;
  const leaving = new Leaving();
  const leave = () => leaving.now();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, leave);
  if (isScreen) {
    leaving.listen();
    process.stdout.write(SCREEN_ON);
  }
  try {
    await watch(flags, leaving, isScreen);
  } finally {
    if (isScreen) {
      process.stdout.write(SCREEN_OFF);
      leaving.end();
    }
  }
  return 0;
}

const exitCode = await runVisit(Bun.argv.slice(2), (finish) => {
  return visitCommand("top", "Shows the stages of a running engine, live; q quits")
    .option("--once", "print one table after one interval, then exit")
    .option(
      "--interval <ms>",
      "milliseconds between tables",
      wholeNumber(INTERVAL_MS_MIN, INTERVAL_MS_MAX),
      INTERVAL_MS_DEFAULT,
    )
    .action((flags: TopFlags) => finish(top(flags)));
});
process.exit(exitCode);
