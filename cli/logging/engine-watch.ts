/**
 * What is worth a line in the log: replaced workers, open breakers, warnings and errors when they first
 * occur. Looks once a second at what the engine tells anyway; feed states are told to it. Main thread.
 */
import type { Logger } from "@logtape/logtape";
import type { EngineStatus, EngineView } from "#engine";
import { errorInfo } from "#schemas";

const LOOK_EVERY_MS = 1000;
/** Characters of a sample of foreign text. */
const SAMPLE_MAX = 200;

type Entry = ReturnType<EngineView["errorEntries"]>[number];
/** The part of the engine that is looked at. */
export type WatchedEngine = Pick<EngineView, "status" | "errorEntries">;

export class EngineWatch {
  readonly #engine: WatchedEngine;
  readonly #log: Logger;
  readonly #counts: Map<string, number> = new Map();
  /** Errors that grew between the last two looks. */
  #growing: Set<string> = new Set();
  readonly #restarts: Map<string, number> = new Map();
  #warnings: Set<string> = new Set();
  #feed = "";
  #timer: Timer | undefined;

  constructor(engine: WatchedEngine, log: Logger) {
    this.#engine = engine;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.look();
  }

  /** The feed says how it is. */
  feed(state: EngineStatus["feed"], detail: string): void {
    const words = `${state} ${detail}`;
    if (words === this.#feed) return;
    this.#feed = words;
    const isGood = state === "connected" || state === "ended" || state === "initializing";
    const log = this.#log.getChild("feed");
    const text = "the feed is {state}: {detail}";
    if (isGood) log.info(text, { state, detail });
    else log.warning(text, { state, detail });
  }

  /** Logs what is new since the last look. */
  look(): void {
    this.#lookAtWorkers();
    this.#lookAtWarnings();
    const growing = new Set<string>();
    for (const entry of this.#engine.errorEntries()) {
      const key = `${entry.thread} ${entry.fingerprint}`;
      const before = this.#counts.get(key);
      if (before === entry.count) continue;
      this.#counts.set(key, entry.count);
      growing.add(key);
      if (before === undefined) this.#tell(entry, "first seen");
      else if (entry.code.endsWith("_BREAKER_OPEN") && !this.#growing.has(key)) {
        this.#tell(entry, "again");
      }
    }
    this.#growing = growing;
  }

  #lookAtWorkers(): void {
    const log = this.#log.getChild("worker");
    for (const { name, state, restarts } of this.#engine.status().workers) {
      if (restarts > (this.#restarts.get(name) ?? 0)) {
        log.warning("{worker} was replaced", { worker: name, state, restarts });
      }
      this.#restarts.set(name, restarts);
    }
  }

  #lookAtWarnings(): void {
    const { warnings } = this.#engine.status();
    for (const warning of warnings) {
      if (!this.#warnings.has(warning))
        this.#log.getChild("engine").warning("{warning}", { warning });
    }
    this.#warnings = new Set(warnings);
  }

  #tell({ code, thread, message, sample, count, fingerprint }: Entry, when: string): void {
    const { stage, remedy, isTerminal } = errorInfo(code);
    const properties = { code, thread, stage, detail: message, count, when, fingerprint, remedy };
    const cut = sample.slice(0, SAMPLE_MAX);
    const text = "{code} in {thread}, {when}: {detail} — {remedy}";
    const log = this.#log.getChild("errors");
    if (isTerminal) log.error(text, { ...properties, sample: cut });
    else log.warning(text, { ...properties, sample: cut });
  }
}
