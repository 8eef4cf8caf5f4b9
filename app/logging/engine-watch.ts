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
/** How often the breakers of a record kind opened on a thread, and how they are. */
interface WatchedRoute {
  thread: string;
  kind: number;
  opened: number;
  routeBreaker: string;
  channelBreaker: string;
}

/** The part of the engine that is looked at. */
export interface WatchedEngine extends Pick<EngineView, "status" | "errorEntries"> {
  routes(): readonly WatchedRoute[];
}

export class EngineWatch {
  readonly #engine: WatchedEngine;
  readonly #log: Logger;
  readonly #counts: Map<string, number> = new Map();
  /** Openings of breakers that were told. */
  readonly #opened: Map<string, number> = new Map();
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
    this.#lookAtBreakers();
    for (const entry of this.#engine.errorEntries()) {
      const key = `${entry.thread} ${entry.fingerprint}`;
      const before = this.#counts.get(key);
      if (before === entry.count) continue;
      this.#counts.set(key, entry.count);
      if (before === undefined) this.#tell(entry);
    }
  }

  #lookAtBreakers(): void {
    for (const { thread, kind, opened, routeBreaker, channelBreaker } of this.#engine.routes()) {
      const key = `${thread} ${kind}`;
      if (opened > (this.#opened.get(key) ?? 0)) {
        const text = "the breaker of record kind {kind} opened on {thread} ({opened} times so far)";
        const properties = { thread, kind, opened, routeBreaker, channelBreaker };
        this.#log.getChild("breaker").warning(text, properties);
      }
      this.#opened.set(key, opened);
    }
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

  #tell({ code, thread, message, sample, count, fingerprint }: Entry): void {
    const { stage, remedy, isTerminal } = errorInfo(code);
    const properties = { code, thread, stage, detail: message, count, fingerprint, remedy };
    const cut = sample.slice(0, SAMPLE_MAX);
    const text = "{code} in {thread}, first seen: {detail} — {remedy}";
    const log = this.#log.getChild("errors");
    if (isTerminal) log.error(text, { ...properties, sample: cut });
    else log.warning(text, { ...properties, sample: cut });
  }
}
