/**
 * The engine: memory, threads, and what the edge sees of them. Main thread.
 *
 * Life: start() -> running -> stop() (sources end, detectors drain, the last events are collected)
 * -> ended. A source that ends by itself (a tape) is reported through onSourceEnded; whether the engine
 * then stops is its owner's matter.
 */
import {
  EVENT_BYTES,
  EVENT_F64,
  EVENT_KIND_U8,
  EVENT_RECORD_SEQ_F64,
  EVENT_SESSION,
  EVENT_TRACE_ID_U32,
  EVENT_U32,
  type SlotView,
  SymbolTable,
} from "#codec";
import type { EngineConfig } from "#schemas";
import { TickscopeError } from "#schemas";
import {
  Control,
  type ErrorEntry,
  type ErrorLog,
  nowEpochUs,
  PHASE_DRAINING,
  PHASE_STOPPING,
  STAGE_DETECT,
  STAGE_EVENT_RING,
  THREAD_DETECTOR_FIRST,
  THREAD_INGEST,
  THREAD_MAIN,
  type ThreadLedger,
  ThreadTelemetry,
  threadName,
} from "#telemetry";
import { Collector } from "./collector.ts";
import { DecisionWatch } from "./decision-watch.ts";
import { ActivityWheel, Calendar, SymbolStates } from "./detectors/index.ts";
import { ledgerSnapshot } from "./ledger-view.ts";
import { RunningMarketClock } from "./market-clock.ts";
import { createMemory, type EngineMemory } from "./memory.ts";
import { EventQueue } from "./queue/index.ts";
import { RecentMean } from "./recent-mean.ts";
import { FLUSH_RECORDS } from "./record-sink.ts";
import { Remedies } from "./remedies.ts";
import { openRing, RingObserver, ringLag } from "./ring/index.ts";
import { calendarName, speedOf } from "./source-factory.ts";
import { Supervisor } from "./supervisor.ts";
import type { DetectorStart, IngestStart, WorkerReport } from "./threads/messages.ts";
import { SyntheticFeedThread } from "./threads/synthetic-feed-thread.ts";
import type {
  EngineStatus,
  EngineView,
  LedgerSnapshot,
  MarketClock,
  SymbolSnapshot,
  TickWindows,
} from "./view.ts";

/** How often event rings are emptied between emissions. */
const COLLECT_EVERY_MS = 5;

/** What the owner of an engine wants to hear. */
export interface EngineListeners {
  /** Every event in order, before it is queued. Not called for session events. */
  onEvent?: (view: SlotView, slot: number) => void;
  /** The source has ended by itself; `problem` is null when it ended well. */
  onSourceEnded: (problem: TickscopeError | null) => void;
  /** The feed is in another state, or says more of the one it is in. */
  onFeed?: (state: EngineStatus["feed"], detail: string) => void;
  /** The edge should emit now: the queue is filling faster than the cadence empties it. */
  onPressure?: () => void;
}

export class Engine implements EngineView {
  readonly config: EngineConfig;
  readonly symbols: SymbolTable;
  readonly queue: EventQueue;
  readonly telemetry: ThreadTelemetry;
  readonly ledger: ThreadLedger;
  readonly errors: ErrorLog;
  /** Watches symbols, and knows what was decided about their records. */
  readonly decisions: DecisionWatch;
  /** What can be mended while the engine runs. */
  readonly remedies: Remedies;
  readonly #memory: EngineMemory;
  readonly #control: Control;
  readonly #threads: ThreadTelemetry[];
  readonly #collector: Collector;
  readonly #supervisor: Supervisor;
  readonly #states: SymbolStates;
  readonly #wheels: ActivityWheel[];
  readonly #clock: RunningMarketClock;
  readonly #listeners: EngineListeners;
  readonly #recentResponse: RecentMean = new RecentMean();
  #synthetic: SyntheticFeedThread | undefined;
  #collecting: Timer | undefined;
  #feed: { state: EngineStatus["feed"]; detail: string; provider: EngineStatus["provider"] };
  #diagnosis: EngineStatus["diagnosis"] = null;
  #recordingProblem: string | null = null;
  #sourceProblem: TickscopeError | null = null;
  #stopping: Promise<void> | undefined;

  constructor(config: EngineConfig, listeners: EngineListeners) {
    this.config = config;
    this.#listeners = listeners;
    this.#memory = createMemory(config);
    this.#control = new Control(this.#memory.control);
    this.#control.isTelemetryOn = config.telemetry.enabled;
    const threads = THREAD_DETECTOR_FIRST + config.workers;
    this.#threads = Array.from({ length: threads }, (_, thread) => {
      return new ThreadTelemetry(this.#memory.telemetry, thread);
    });
    const main = this.#threads[THREAD_MAIN]!;
    this.telemetry = main;
    this.ledger = main.ledger;
    this.errors = main.errors;
    this.decisions = new DecisionWatch(this.#memory.decisions);
    this.symbols = new SymbolTable(this.#memory.symbols);
    this.queue = new EventQueue(this.ledger, config.queue);
    this.#collector = new Collector(this.#memory.eventRings, this.#control, this.ledger);
    this.#states = new SymbolStates(this.#memory.symbolStates);
    this.#wheels = this.#memory.activity.map((buffer) => new ActivityWheel(buffer));
    this.#clock = new RunningMarketClock(new Calendar(calendarName(config)), speedOf(config));
    this.#feed = { state: "initializing", detail: "", provider: "Test" };
    this.#supervisor = new Supervisor(this.#control, this.errors, config.workerStallMs, (error) => {
      this.#sourceEnded(error);
    });
    this.remedies = new Remedies({
      restartIngest: () => this.#supervisor.restart(THREAD_INGEST),
      restartDetectors: () => this.#restartDetectors(),
    });
  }

  async #restartDetectors(): Promise<void> {
    for (let index = 0; index < this.config.workers; index++) {
      await this.#supervisor.restart(THREAD_DETECTOR_FIRST + index);
    }
  }

  /** Starts every thread. Throws a TickscopeError when one does not come up. */
  async start(): Promise<void> {
    const { config } = this;
    const starting: Promise<unknown>[] = [];
    for (let index = 0; index < config.workers; index++) starting.push(this.#startDetector(index));
    if (config.source === "synthetic" && config.synthetic.url === null) {
      this.#synthetic = new SyntheticFeedThread(config, this.errors);
      starting.push(this.#synthetic.start());
    }
    await Promise.all(starting);
    await this.#supervisor.start({
      thread: THREAD_INGEST,
      module: new URL("./threads/ingest-worker.ts", import.meta.url).href,
      // A tape cannot go on in the middle; a feed is reconnected and subscribed again.
      isReplaceable: !/^(tape|csv):/.test(config.source),
      start: (isSuccessor): IngestStart => ({
        memory: this.#memory,
        // A successor must not write over what its predecessor recorded.
        config: this.remedies.ingestConfig(isSuccessor ? { ...config, recordPath: null } : config),
        syntheticUrl: this.#synthetic?.url ?? config.synthetic.url,
      }),
      onReport: (report) => this.#heard(report),
    });
    this.#collecting = setInterval(() => this.collect(), COLLECT_EVERY_MS);
  }

  #startDetector(index: number): Promise<void> {
    return this.#supervisor.start({
      thread: THREAD_DETECTOR_FIRST + index,
      module: new URL("./threads/detector-worker.ts", import.meta.url).href,
      isReplaceable: true,
      start: (): DetectorStart => ({
        memory: this.#memory,
        config: this.config,
        index,
        calendar: calendarName(this.config),
        registersMissing: this.remedies.registersMissing,
      }),
      onReport: () => undefined,
    });
  }

  #heard(report: WorkerReport): void {
    if (report.type === "feed") {
      this.#feed = report;
      this.#listeners.onFeed?.(report.state, report.detail);
    }
    if (report.type === "recording") this.#recordingProblem = report.problem;
    if (report.type === "failed") {
      this.#sourceProblem = new TickscopeError(
        report.code as TickscopeError["code"],
        report.message,
      );
    }
    if (report.type === "ended") this.#sourceEnded(this.#sourceProblem);
  }

  #sourceEnded(problem: TickscopeError | null): void {
    if (problem !== null) {
      this.#feed = { ...this.#feed, state: "error", detail: problem.oneLine };
      this.#listeners.onFeed?.("error", problem.oneLine);
    }
    if (this.#stopping === undefined) this.#listeners.onSourceEnded(problem);
  }

  collect(): void {
    const nowLocalMs = performance.now();
    let hasMet = false;
    this.#collector.collect((view, slot) => {
      if (!this.queue.hasRoomFor(view, slot)) {
        hasMet = true;
        return false;
      }
      if (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8] !== EVENT_SESSION) {
        this.#listeners.onEvent?.(view, slot);
      }
      this.queue.push(view, slot);
      this.#trace(view, slot);
      return true;
    });
    if (hasMet) this.#listeners.onPressure?.();
    const newestEpochUs = Math.max(...this.#wheels.map((wheel) => wheel.newestEpochUs));
    this.#clock.observe(newestEpochUs, nowLocalMs);
  }

  /** An event of a sampled record has come out of its ring. */
  #trace(view: SlotView, slot: number): void {
    const traceId = view.u32[slot * EVENT_U32 + EVENT_TRACE_ID_U32]!;
    if (traceId === 0 || !this.isTelemetryOn) return;
    const recordSeq = view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64]!;
    this.telemetry.traces.write(traceId, STAGE_EVENT_RING, nowEpochUs(), recordSeq);
  }

  /**
   * Ends sources, lets detectors finish, collects what they found. Resolves when everything is in the
   * queue or with the edge; records DRAIN_TIMEOUT when that took longer than drainMsMax.
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#drain();
    return this.#stopping;
  }

  async #drain(): Promise<void> {
    this.#supervisor.expectEnd();
    const deadlineLocalMs = performance.now() + this.config.drainMsMax;
    const isLate = () => performance.now() > deadlineLocalMs;
    this.#control.phase = PHASE_STOPPING;
    await this.#waitFor(() => this.#supervisor.hasEnded(THREAD_INGEST), isLate);
    this.#control.phase = PHASE_DRAINING;
    await this.#waitFor(() => this.#supervisor.isEnded && this.#collector.waiting === 0, isLate);
    clearInterval(this.#collecting);
    this.decisions.stop();
    this.collect();
    this.#synthetic?.stop();
    this.#supervisor.terminate();
    if (isLate()) {
      const message = `the engine did not drain within drainMsMax=${this.config.drainMsMax}`;
      this.errors.record("DRAIN_TIMEOUT", message);
    }
  }

  async #waitFor(isDone: () => boolean, isLate: () => boolean): Promise<void> {
    while (!isDone() && !isLate()) {
      this.collect();
      await Bun.sleep(2);
    }
  }

  marketClock(): MarketClock {
    return this.#clock.read(performance.now());
  }

  tickWindows(): TickWindows {
    const nowEpochUs = this.#clock.epochUs(performance.now());
    const sum = (seconds: number) => {
      return this.#wheels.reduce((total, wheel) => total + wheel.sum(nowEpochUs, seconds), 0);
    };
    return { ticks10s: sum(10), ticks30s: sum(30), ticks60s: sum(60), ticks300s: sum(300) };
  }

  status(): EngineStatus {
    const workers = this.#supervisor.status();
    const warnings = workers
      .filter((worker) => worker.state === "replacing")
      .map((worker) => `${worker.name} is being replaced`);
    if (this.#recordingProblem !== null) warnings.push(this.#recordingProblem);
    if (!this.#clock.isYearCovered) {
      warnings.push("CALENDAR_UNKNOWN_YEAR: only weekends are known to be closed in this year");
    }
    if (this.#diagnosis?.verdict === "degraded") warnings.push(...this.#diagnosis.reasons);
    if (this.#feed.state === "mute") warnings.push(`the feed is mute: ${this.#feed.detail}`);
    return {
      feed: this.#feed.state,
      feedDetail: this.#feed.detail,
      source: this.config.source,
      provider: this.#feed.provider,
      avgResponseMs: this.#avgResponseMs(),
      workers,
      plugins: pluginsOf(this.config),
      diagnosis: this.#diagnosis,
      warnings,
    };
  }

  ledgerSnapshot(): LedgerSnapshot {
    const [main, ingest, ...detectors] = this.#threads.map((thread) => thread.ledger);
    return ledgerSnapshot({
      ledgers: [main!, ...detectors, ingest!],
      copies: this.config.workers,
      isDrained: () => this.#isDrained(),
      inFlightMax: this.config.ringSlots * this.config.workers + this.config.eventRingSlots,
    });
  }

  errorEntries(): (ErrorEntry & { thread: string })[] {
    return this.#threads.flatMap(({ thread, errors }) => {
      return errors.entries().map((entry) => ({ ...entry, thread: threadName(thread) }));
    });
  }

  errorsShed(): number {
    return this.#threads.reduce((sum, { errors }) => sum + errors.shed, 0);
  }

  /** The symbols with the largest turnover this session, at most `max`, the largest first. */
  mostActiveSymbols(max: number): string[] {
    const turnovers: { id: number; turnover: number }[] = [];
    for (let id = 1; id <= this.symbols.count; id++) {
      const turnover = this.#states.turnoverOf(id);
      if (turnover > 0) turnovers.push({ id, turnover });
    }
    turnovers.sort((a, b) => b.turnover - a.turnover || a.id - b.id);
    return turnovers.slice(0, max).map(({ id }) => this.symbols.symbolOf(id));
  }

  symbolSnapshot(symbol: string): SymbolSnapshot | undefined {
    for (let id = 1; id <= this.symbols.count; id++) {
      if (this.symbols.symbolOf(id) === symbol) return { symbol, ...this.#states.inspect(id) };
    }
    return undefined;
  }

  /** What a diagnosis found, until the next one says otherwise; part of the status. */
  setDiagnosis(verdict: string, reasons: string[]): void {
    this.#diagnosis = { verdict, reasons, epochMs: Date.now() };
  }

  /** A copy of the row of symbol `symbolId`, for those who look into it; elements as symbol-row.ts says. */
  symbolRow(symbolId: number): Float64Array {
    return this.#states.f64.slice(this.#states.rowOf(symbolId), this.#states.rowOf(symbolId + 1));
  }

  get isTelemetryOn(): boolean {
    return this.#control.isTelemetryOn;
  }

  setTelemetry(on: boolean): void {
    this.#control.isTelemetryOn = on;
  }

  /** What every thread keeps about itself; read only. */
  get threads(): readonly ThreadTelemetry[] {
    return this.#threads;
  }

  /** Looks at records as they are published, without ever holding or losing one for the engine. */
  observeRecords(): RingObserver {
    return new RingObserver(this.#memory.tickRing, FLUSH_RECORDS);
  }

  #isDrained(): boolean {
    const ring = openRing(this.#memory.tickRing);
    for (let i = 0; i < ring.consumers; i++) if (ringLag(ring, i) !== 0) return false;
    return this.#supervisor.isEnded && this.#collector.waiting === 0 && this.queue.length === 0;
  }

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
