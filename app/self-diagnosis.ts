/**
 * The running engine diagnosed in a process beside it: on request (`/api/diagnosis`), and again and
 * again with --watch. The engine itself only waits for a text; nothing of it stops meanwhile.
 */
import { join } from "node:path";
import type { Report } from "#diagnosis";
import { type Endpoint, jsonProblem, jsonResponse } from "#emitter";
import type { Engine } from "#engine";

const MAIN = join(import.meta.dir, "../cli/diagnose.ts");
/** Seconds that a look of the watchdog takes. */
const LOOK_SECONDS = 2;
/** A diagnosis that takes longer is ended. */
const LIMIT_MS = 60_000;
/** Reasons that a status names. */
const REASONS_MAX = 3;

export class SelfDiagnosis {
  readonly #engine: Engine;
  readonly #url: () => string;
  #running: { child: ReturnType<typeof Bun.spawn>; startedEpochMs: number } | undefined;
  #report: Report | null = null;
  #problem: string | null = null;
  #timer: Timer | undefined;
  #isStopped = false;

  /** `url`: where the engine answers, once it does. */
  constructor(engine: Engine, url: () => string) {
    this.#engine = engine;
    this.#url = url;
  }

  /** Looks every `everySeconds`, and lets the engine's status say what it saw. */
  watch(everySeconds: number): void {
    const look = async (): Promise<void> => {
      await this.#run([
        "--no-probes",
        "--duration",
        String(LOOK_SECONDS),
        "--since",
        String(everySeconds),
      ]);
      if (!this.#isStopped) this.#timer = setTimeout(look, 1000 * everySeconds);
    };
    this.#timer = setTimeout(look, 1000 * everySeconds);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#running?.child.kill("SIGKILL");
  }

  /** `GET`: the last report, and whether one is being made. `POST`: makes one, with cases. */
  endpoints(): Endpoint[] {
    return [
      {
        path: "/api/diagnosis",
        methods: ["GET", "POST"],
        access: (method) => (method === "POST" ? "this-machine" : "any"),
        handle: ({ method }) => {
          if (method !== "POST") return jsonResponse(200, this.#state());
          if (this.#running !== undefined) {
            const message = "a diagnosis is already running; GET /api/diagnosis shows when it ends";
            return jsonProblem(409, "DIAGNOSIS_RUNS", message, {});
          }
          void this.#run([]);
          return jsonResponse(202, this.#state());
        },
      },
    ];
  }

  #state() {
    return {
      isRunning: this.#running !== undefined,
      startedEpochMs: this.#running?.startedEpochMs ?? null,
      problem: this.#problem,
      report: this.#report,
    };
  }

  /** Never rejects: what goes wrong is the state's `problem`. */
  async #run(flags: string[]): Promise<void> {
    if (this.#running !== undefined || this.#isStopped) return;
    const command = [process.execPath, MAIN, "--attach", this.#url(), "--json", ...flags];
    const child = Bun.spawn(command, { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    this.#running = { child, startedEpochMs: Date.now() };
    const late = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    const [text, said, exitCode] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ]);
    clearTimeout(late);
    this.#running = undefined;
    if (this.#isStopped) return;
    try {
      const report = JSON.parse(text) as Report;
      this.#report = report;
      this.#problem = null;
      const reasons = report.breakPoints.slice(0, REASONS_MAX).map(({ stage, rootCause }) => {
        return `${stage}: ${rootCause}`;
      });
      this.#engine.setDiagnosis(report.verdict, reasons);
    } catch {
      // The last report stays: a look that failed says nothing of the engine.
      this.#problem = `no report (exit code ${exitCode}): ${said.trim().split("\n").at(-1) ?? ""}`;
    }
  }
}
