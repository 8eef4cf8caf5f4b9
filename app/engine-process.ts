/** The engine as a user starts it: a process of its own on a free port. For the diagnosis and tests. */
import { join } from "node:path";
import { type Finished, finishedProcess } from "./finished-process.ts";

const MAIN = join(import.meta.dir, "../cli/engine.ts");

/**
 * An engine that takes longer to listen, or to drain, is ended. It listens after a fraction of a second;
 * on a machine with ten times as much work as processors it was seen to take more than 10 s.
 */
const START_MS_MAX = 30_000;
const STOP_MS_MAX = 15_000;

/** Runs `bun run engine ARGS` to its end. */
export function runEngine(
  args: string[],
  environment: Record<string, string> = {},
): Promise<Finished> {
  const env = { ...process.env, ...environment };
  return finishedProcess([process.execPath, MAIN, ...args], { env });
}

function start(args: string[], environment: Record<string, string>) {
  return Bun.spawn([process.execPath, MAIN, ...args], {
    stdout: "pipe",
    stderr: "pipe",
    stdin: "ignore",
    env: { ...process.env, ...environment },
  });
}

/** Engines that run now; none outlives the process that started it. */
const living = new Set<ReturnType<typeof start>>();
process.on("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

/** An engine that runs until it is told to stop. */
export class RunningEngine {
  readonly url: string;
  readonly #child: ReturnType<typeof start>;
  readonly #output: Promise<string>;
  #finished: Promise<Finished> | undefined;

  private constructor(url: string, child: ReturnType<typeof start>, output: Promise<string>) {
    this.url = url;
    this.#child = child;
    this.#output = output;
  }

  /**
   * Starts and waits for the line that names the address. Throws with what the process printed when it
   * ends before, or does not come up within `limitMs`.
   */
  static async start(args: string[], limitMs: number = START_MS_MAX): Promise<RunningEngine> {
    const child = start(["--port", "0", ...args], {});
    living.add(child);
    child.exited.then(() => living.delete(child));
    const address = Promise.withResolvers<string>();
    const output = (async () => {
      let text = "";
      const decoder = new TextDecoder();
      for await (const bytes of child.stdout) {
        text += decoder.decode(bytes, { stream: true });
        const url = text.match(/http:\/\/localhost:\d+/)?.[0];
        if (url !== undefined) address.resolve(url);
      }
      address.reject(new Error(`the engine exited before it was listening: ${text}`));
      return text;
    })();
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, limitMs);
    try {
      return new RunningEngine(await address.promise, child, output);
    } catch (error) {
      const stderr = await new Response(child.stderr).text();
      const why = isLate ? `it did not listen within ${limitMs} ms` : (error as Error).message;
      throw new Error(`${stderr}\n${why}`, { cause: error });
    } finally {
      clearTimeout(late);
    }
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** JSON of an endpoint. */
  async get<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.url}${path}`)).json()) as T;
  }

  /** Sends `signal` and waits for the end; what the process printed and its exit code. */
  stop(signal: "SIGINT" | "SIGTERM", limitMs: number = STOP_MS_MAX): Promise<Finished> {
    // Its output can be read once only, and who tidies up may not know that it was stopped.
    this.#finished ??= this.#stop(signal, limitMs);
    return this.#finished;
  }

  async #stop(signal: "SIGINT" | "SIGTERM", limitMs: number): Promise<Finished> {
    this.#child.kill(signal);
    const late = setTimeout(() => this.#child.kill("SIGKILL"), limitMs);
    const exitCode = await this.#child.exited;
    clearTimeout(late);
    const stderr = await new Response(this.#child.stderr).text();
    return { exitCode, stdout: await this.#output, stderr };
  }
}
