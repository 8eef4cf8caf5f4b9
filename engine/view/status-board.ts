/**
 * How the engine stands, in words: the feed, the recording, the last diagnosis, a user's own modules.
 * Main thread.
 *
 * Whoever learns something puts it here; it is kept until the next word about the same thing.
 */

import { STAGE_DETECT, THREAD_DETECTOR_FIRST, type ThreadTelemetry } from "#engine/telemetry";
import type { EngineConfig } from "#schemas";
import { RecentMean } from "./recent-mean.ts";
import type { EngineStatus } from "./view.ts";

/** The feed as its source last told of it. */
export interface FeedStanding {
  state: EngineStatus["feed"];
  detail: string;
  provider: EngineStatus["provider"];
}

/** What others know at the moment at which the status is read. */
export interface StandingNow {
  workers: EngineStatus["workers"];
  /** False when the calendar knows no holidays of the market's year. */
  isYearCovered: boolean;
}

export class StatusBoard {
  readonly #config: EngineConfig;
  readonly #threads: readonly ThreadTelemetry[];
  readonly #recentResponse: RecentMean = new RecentMean();
  #feed: FeedStanding = { state: "initializing", detail: "", provider: "Test" };
  #diagnosis: EngineStatus["diagnosis"] = null;
  #recordingProblem: string | null = null;

  /** `threads`: every thread's telemetry, by thread. */
  constructor(config: EngineConfig, threads: readonly ThreadTelemetry[]) {
    this.#config = config;
    this.#threads = threads;
  }

  setFeed({ state, detail, provider }: FeedStanding): void {
    this.#feed = { state, detail, provider };
  }

  /** The source has failed; it stays the provider that it was. `problem`: one line. */
  setFeedProblem(problem: string): void {
    this.#feed = { ...this.#feed, state: "error", detail: problem };
  }

  /** `problem`: why the recording has ended early, one line; null while it is well. */
  setRecordingProblem(problem: string | null): void {
    this.#recordingProblem = problem;
  }

  setDiagnosis(verdict: string, reasons: string[]): void {
    this.#diagnosis = { verdict, reasons, epochMs: Date.now() };
  }

  status({ workers, isYearCovered }: StandingNow): EngineStatus {
    return {
      feed: this.#feed.state,
      feedDetail: this.#feed.detail,
      source: this.#config.source,
      provider: this.#feed.provider,
      avgResponseMs: this.#avgResponseMs(),
      workers,
      plugins: pluginsOf(this.#config),
      diagnosis: this.#diagnosis,
      warnings: this.#warnings(workers, isYearCovered),
    };
  }

  #warnings(workers: EngineStatus["workers"], isYearCovered: boolean): string[] {
    const warnings = workers
      .filter((worker) => worker.state === "replacing")
      .map((worker) => `${worker.name} is being replaced`);
    if (this.#recordingProblem !== null) warnings.push(this.#recordingProblem);
    if (!isYearCovered) {
      warnings.push("CALENDAR_UNKNOWN_YEAR: only weekends are known to be closed in this year");
    }
    if (this.#diagnosis?.verdict === "degraded") warnings.push(...this.#diagnosis.reasons);
    if (this.#feed.state === "mute") warnings.push(`the feed is mute: ${this.#feed.detail}`);
    return warnings;
  }

  /** Over all detector workers. */
  #avgResponseMs(): number {
    let count = 0;
    let sumUs = 0;
    for (const { latencies } of this.#threads.slice(THREAD_DETECTOR_FIRST)) {
      const total = latencies[STAGE_DETECT]!.total;
      count += total.count;
      sumUs += total.sumUs;
    }
    return this.#recentResponse.update(count, sumUs, performance.now()) / 1000;
  }
}

/** A user's own modules in force, for the status. */
function pluginsOf({ plugins, source }: EngineConfig): EngineStatus["plugins"] {
  const { handOff, sources, channels, detectors } = plugins;
  const used = sources.filter(({ name }) => name === source);
  const named = (role: string, entries: readonly { name: string; module: string }[]) =>
    entries.map(({ name, module }) => ({ role, name, module }));
  return [
    ...named("hand-off", handOff === null ? [] : [{ name: "hand-off", module: handOff }]),
    ...named("source", used),
    ...named("channel", channels),
    ...named("detector", detectors),
  ];
}
