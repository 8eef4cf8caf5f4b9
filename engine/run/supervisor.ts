/**
 * The life of worker threads: start, watch, replace. Main thread.
 *
 * A worker is healthy while its heartbeat grows. One that throws or stalls is ended and replaced; its
 * successor attaches to the same shared memory and goes on where it stopped. Replacements wait longer
 * each time (a module that always throws must not become a busy loop) and are counted.
 */

import { type Control, type ErrorLog, threadName } from "#engine/telemetry";
import { TickscopeError } from "#schemas";
import type { WorkerReport } from "./threads/messages.ts";

/** How long a worker may take until it reports ready. */
const READY_MS_MAX = 10_000;
/** Wait before the first replacement; doubles with each further one up to the maximum. */
const REPLACE_DELAY_MS = 50;
const REPLACE_DELAY_MS_MAX = 5_000;
/** A worker that lived this long starts with a short delay again. */
const HEALTHY_AFTER_MS = 60_000;
const WATCH_EVERY_MS = 200;
/** How long a worker that is asked to leave may take; then it is ended. */
const LEAVE_MS_MAX = 2_000;

export type WorkerState = "starting" | "running" | "ended" | "replacing";

/** A worker to keep alive. */
export interface WorkerPlan {
  thread: number;
  /** Module of the worker. */
  module: string;
  /** First message; `isSuccessor` is true for a replacement. */
  start: (isSuccessor: boolean) => unknown;
  /** False for a worker that cannot go on where another stopped (a tape): its end is the engine's. */
  isReplaceable: boolean;
  onReport: (report: WorkerReport) => void;
}

/** A worker's state, for status and dashboards. */
export interface WorkerStatus {
  name: string;
  state: WorkerState;
  heartbeatAgeMs: number;
  restarts: number;
}

class Watched {
  readonly plan: WorkerPlan;
  worker: Worker | undefined;
  state: WorkerState = "starting";
  restarts = 0;
  delayMs = REPLACE_DELAY_MS;
  startedAtLocalMs = 0;
  beat = 0;
  beatAtLocalMs = 0;
  /** Called when the worker has left as it was asked to. */
  left: (() => void) | undefined;

  constructor(plan: WorkerPlan) {
    this.plan = plan;
  }
}

export class Supervisor {
  readonly #control: Control;
  readonly #errors: ErrorLog;
  readonly #stallMs: number;
  readonly #watched: Watched[] = [];
  readonly #onFatal: (error: TickscopeError) => void;
  #timer: Timer | undefined;
  #watchedAtLocalMs = 0;
  #isEnding = false;

  constructor(
    control: Control,
    errors: ErrorLog,
    stallMs: number,
    onFatal: (error: TickscopeError) => void,
  ) {
    this.#control = control;
    this.#errors = errors;
    this.#stallMs = stallMs;
    this.#onFatal = onFatal;
  }

  /** Starts a worker; resolves when it reports ready, rejects with WORKER_START_FAILED. */
  start(plan: WorkerPlan): Promise<void> {
    const watched = new Watched(plan);
    this.#watched.push(watched);
    this.#timer ??= setInterval(() => this.#watch(), WATCH_EVERY_MS);
    this.#watchedAtLocalMs = performance.now();
    return this.#spawn(watched, false);
  }

  status(): WorkerStatus[] {
    const nowLocalMs = performance.now();
    return this.#watched.map((watched) => ({
      name: threadName(watched.plan.thread),
      state: watched.state,
      heartbeatAgeMs: Math.round(nowLocalMs - watched.beatAtLocalMs),
      restarts: watched.restarts,
    }));
  }

  /**
   * Replaces a worker that runs: asks it to leave, ends it when it does not, and starts its successor.
   * Resolves when that is ready. Throws REMEDY_IMPOSSIBLE when there is no such worker or it cannot be
   * replaced, WORKER_START_FAILED when the successor does not come up.
   */
  async restart(thread: number): Promise<void> {
    const watched = this.#watched.find(({ plan }) => plan.thread === thread);
    if (watched?.state !== "running" || !watched.plan.isReplaceable || this.#isEnding) {
      const state = watched === undefined ? "missing" : watched.state;
      const message = `${threadName(thread)} (${state}) cannot be replaced while the engine runs`;
      throw new TickscopeError("REMEDY_IMPOSSIBLE", message);
    }
    watched.state = "replacing";
    watched.restarts += 1;
    const hasLeft = new Promise<void>((resolve) => {
      watched.left = resolve;
    });
    this.#control.askToLeave(thread, true);
    watched.worker?.postMessage("leave"); // for those that listen while they work
    await Promise.race([hasLeft, Bun.sleep(LEAVE_MS_MAX)]);
    watched.left = undefined;
    const { worker } = watched;
    watched.worker = undefined;
    worker?.terminate();
    this.#control.askToLeave(thread, false);
    await this.#spawn(watched, true);
  }

  /** From now on the end of a worker is expected. */
  expectEnd(): void {
    this.#isEnding = true;
  }

  /** True when every worker has reported its end. */
  get isEnded(): boolean {
    return this.#watched.every((watched) => watched.state === "ended");
  }

  /** True when this thread has no worker: it ended for good, or was never started. */
  hasEnded(thread: number): boolean {
    const isThere = (watched: Watched) =>
      watched.plan.thread === thread && watched.state !== "ended";
    return !this.#watched.some(isThere);
  }

  /** Ends every thread that is still there. */
  terminate(): void {
    clearInterval(this.#timer);
    for (const watched of this.#watched) {
      watched.worker?.terminate();
      watched.state = "ended";
    }
  }

  #spawn(watched: Watched, isSuccessor: boolean): Promise<void> {
    const { plan } = watched;
    const name = threadName(plan.thread);
    const worker = new Worker(plan.module, { name });
    watched.worker = worker;
    watched.state = "starting";
    watched.startedAtLocalMs = performance.now();
    watched.beatAtLocalMs = performance.now();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#startFailed(
          watched,
          worker,
          `${name} was not ready within ${READY_MS_MAX} ms`,
          reject,
        );
      }, READY_MS_MAX);
      worker.onerror = (event) => {
        event.preventDefault();
        if (watched.worker !== worker) return;
        clearTimeout(late);
        this.#died(watched, "WORKER_THREW", event.message, event.error, reject);
      };
      // A worker that ends itself (process.exit in a module) sends no error, only this.
      worker.addEventListener("close", () => {
        if (watched.worker !== worker || watched.state === "ended") return;
        clearTimeout(late);
        this.#died(watched, "WORKER_THREW", "the thread exited by itself", undefined, reject);
      });
      worker.onmessage = (event: MessageEvent<WorkerReport>) => {
        if (watched.worker !== worker) return;
        if (event.data.type === "ready") {
          clearTimeout(late);
          watched.state = "running";
          resolve();
        }
        if (event.data.type === "failed" && watched.state === "starting") {
          clearTimeout(late);
          watched.state = "ended";
          worker.terminate();
          reject(new TickscopeError(event.data.code, event.data.message));
          return;
        }
        if (event.data.type === "ended") {
          if (watched.left !== undefined) {
            watched.left();
            return;
          }
          watched.state = "ended";
        }
        plan.onReport(event.data);
      };
      worker.postMessage(plan.start(isSuccessor));
    });
  }

  #startFailed(
    watched: Watched,
    worker: Worker,
    message: string,
    reject: (error: TickscopeError) => void,
  ): void {
    if (watched.worker !== worker || watched.state !== "starting") return;
    worker.terminate();
    reject(new TickscopeError("WORKER_START_FAILED", message));
  }

  /** A worker is gone or must go: name it, end it, replace it or give up. */
  #died(
    watched: Watched,
    code: "WORKER_THREW" | "WORKER_STALLED",
    reason: string,
    thrown: unknown,
    reject?: (error: TickscopeError) => void,
  ): void {
    const name = threadName(watched.plan.thread);
    const wasStarting = watched.state === "starting";
    watched.worker?.terminate();
    watched.worker = undefined;
    this.#errors.record(code, `${name}: ${reason}`, "", thrown);
    if (this.#isEnding && watched.state === "ended") return;
    if (wasStarting && watched.restarts === 0) {
      watched.state = "ended";
      reject?.(new TickscopeError("WORKER_START_FAILED", `${name}: ${reason}`));
      return;
    }
    if (!watched.plan.isReplaceable) {
      watched.state = "ended";
      this.#onFatal(new TickscopeError(code, `${name}: ${reason}`));
      return;
    }
    this.#replaceLater(watched);
  }

  #replaceLater(watched: Watched): void {
    const livedMs = performance.now() - watched.startedAtLocalMs;
    if (livedMs > HEALTHY_AFTER_MS) watched.delayMs = REPLACE_DELAY_MS;
    watched.state = "replacing";
    watched.restarts += 1;
    setTimeout(() => {
      if (watched.state !== "replacing") return;
      this.#spawn(watched, true).catch((error: TickscopeError) => {
        this.#errors.record(error.code, error.message);
        if (watched.state !== "ended") this.#replaceLater(watched);
      });
    }, watched.delayMs);
    watched.delayMs = Math.min(2 * watched.delayMs, REPLACE_DELAY_MS_MAX);
  }

  #watch(): void {
    const nowLocalMs = performance.now();
    // The whole process was stopped or starved: no thread could beat; do not count it as a stall.
    const wasAsleep = nowLocalMs - this.#watchedAtLocalMs > this.#stallMs / 2 + WATCH_EVERY_MS;
    this.#watchedAtLocalMs = nowLocalMs;
    for (const watched of this.#watched) {
      const beat = this.#control.heartbeat(watched.plan.thread);
      if (wasAsleep || beat !== watched.beat || watched.state !== "running") {
        watched.beat = beat;
        watched.beatAtLocalMs = nowLocalMs;
      } else if (nowLocalMs - watched.beatAtLocalMs > this.#stallMs) {
        const ageMs = Math.round(nowLocalMs - watched.beatAtLocalMs);
        this.#died(watched, "WORKER_STALLED", `no heartbeat for ${ageMs} ms`, undefined);
      }
    }
  }
}
