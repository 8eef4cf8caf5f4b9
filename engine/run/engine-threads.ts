/**
 * Which threads an engine has besides the main one, what each is started with, and how a remedy replaces
 * them. Main thread.
 */

import { SyntheticFeedThread } from "#engine/ingest";
import {
  type Control,
  type ErrorLog,
  THREAD_DETECTOR_FIRST,
  THREAD_INGEST,
} from "#engine/telemetry";
import type { EngineConfig, TickscopeError } from "#schemas";
import type { EngineMemory } from "./memory.ts";
import { Remedies } from "./remedies.ts";
import { calendarName } from "./source-factory.ts";
import { Supervisor, type WorkerStatus } from "./supervisor.ts";
import type { DetectorStart, IngestStart, WorkerReport } from "./threads/messages.ts";

/** What the threads share, and who hears of them. */
export interface EngineThreadsParts {
  config: EngineConfig;
  memory: EngineMemory;
  control: Control;
  /** The main thread's. */
  errors: ErrorLog;
  /** What the ingest worker reports. */
  onReport: (report: WorkerReport) => void;
  /** A detector worker has rung the doorbell. */
  onRung: () => void;
  /** A worker is gone that cannot be replaced. */
  onFatal: (error: TickscopeError) => void;
}

export class EngineThreads {
  /** What can be mended while the threads run. */
  readonly remedies: Remedies;
  readonly #parts: EngineThreadsParts;
  readonly #supervisor: Supervisor;
  #synthetic: SyntheticFeedThread | undefined;

  constructor(parts: EngineThreadsParts) {
    const { control, errors, config, onFatal } = parts;
    this.#parts = parts;
    this.#supervisor = new Supervisor(control, errors, config.workerStallMs, onFatal);
    this.remedies = new Remedies({
      restartIngest: () => this.#supervisor.restart(THREAD_INGEST),
      restartDetectors: () => this.#restartDetectors(),
    });
  }

  /**
   * Starts every thread, ingest last: it finds a feed that listens and detectors that read. Throws a
   * TickscopeError when one does not come up.
   */
  async start(): Promise<void> {
    const { config, errors } = this.#parts;
    const starting: Promise<unknown>[] = [];
    for (let index = 0; index < config.workers; index++) starting.push(this.#startDetector(index));
    if (config.source === "synthetic" && config.synthetic.url === null) {
      this.#synthetic = new SyntheticFeedThread(config, errors);
      starting.push(this.#synthetic.start());
    }
    await Promise.all(starting);
    await this.#startIngest();
  }

  #startDetector(index: number): Promise<void> {
    const { memory, config, onRung } = this.#parts;
    return this.#supervisor.start({
      thread: THREAD_DETECTOR_FIRST + index,
      module: new URL("./threads/detector-worker.ts", import.meta.url).href,
      isReplaceable: true,
      start: (): DetectorStart => ({
        memory,
        config,
        index,
        calendar: calendarName(config),
        channels: this.remedies.channels(config),
      }),
      onReport: ({ type }) => {
        if (type === "rung") onRung();
      },
    });
  }

  #startIngest(): Promise<void> {
    const { memory, config, onReport } = this.#parts;
    return this.#supervisor.start({
      thread: THREAD_INGEST,
      module: new URL("./threads/ingest-worker.ts", import.meta.url).href,
      // A tape cannot go on in the middle; a feed is reconnected and subscribed again.
      isReplaceable: !/^(tape|csv):/.test(config.source),
      start: (isSuccessor): IngestStart => ({
        memory,
        // A successor must not write over what its predecessor recorded.
        config: this.remedies.ingestConfig(isSuccessor ? { ...config, recordPath: null } : config),
        syntheticUrl: this.#synthetic?.url ?? config.synthetic.url,
      }),
      onReport,
    });
  }

  async #restartDetectors(): Promise<void> {
    for (let index = 0; index < this.#parts.config.workers; index++) {
      await this.#supervisor.restart(THREAD_DETECTOR_FIRST + index);
    }
  }

  status(): WorkerStatus[] {
    return this.#supervisor.status();
  }

  /** From now on the end of a worker is expected. */
  expectEnd(): void {
    this.#supervisor.expectEnd();
  }

  /** True when no ingest worker is there: nothing more will come into the tick ring. */
  get hasIngestEnded(): boolean {
    return this.#supervisor.hasEnded(THREAD_INGEST);
  }

  /** True when every worker has reported its end. */
  get isEnded(): boolean {
    return this.#supervisor.isEnded;
  }

  /** Ends every thread that is still there, the synthetic feed first. */
  terminate(): void {
    this.#synthetic?.stop();
    this.#supervisor.terminate();
  }
}
