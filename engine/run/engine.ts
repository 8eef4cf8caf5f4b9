/**
 * The engine: memory, threads, and what the edge sees of them. Main thread.
 *
 * Life: start() -> running -> stop() (sources end, detectors drain, the last events are collected)
 * -> ended. A source that ends by itself (a tape) is reported through onSourceEnded; whether the engine
 * then stops is its owner's matter.
 */
import {
  type EpochUs,
  EVENT_BYTES,
  EVENT_F64,
  EVENT_KIND_U8,
  EVENT_RECORD_SEQ_F64,
  EVENT_SESSION,
  EVENT_TRACE_ID_U32,
  EVENT_U32,
  type Slot,
  type SlotView,
  SymbolTable,
} from "#codec";
import { ActivityWheel, Calendar, SymbolStates } from "#engine/detect";
import { FLUSH_RECORDS } from "#engine/ingest";
import { openRing, RingObserver, ringLag } from "#engine/ring";
import {
  Control,
  type ErrorEntry,
  type ErrorLog,
  nowEpochUs,
  PHASE_DRAINING,
  PHASE_STOPPING,
  STAGE_EVENT_RING,
  THREAD_DETECTOR_FIRST,
  THREAD_MAIN,
  type ThreadLedger,
  ThreadTelemetry,
  threadName,
} from "#engine/telemetry";
import type { EngineConfig } from "#schemas";
import { TickscopeError } from "#schemas";
import { Collector } from "../deliver/collector.ts";
import { Doorbell } from "../deliver/doorbell.ts";
import { EventQueue } from "../deliver/event-queue.ts";
import { DecisionWatch } from "../view/decision-watch.ts";
import { ledgerSnapshot } from "../view/ledger-view.ts";
import { RunningMarketClock } from "../view/market-clock.ts";
import { StatusBoard } from "../view/status-board.ts";
import { SymbolBook } from "../view/symbol-book.ts";
import type {
  EngineStatus,
  EngineView,
  LedgerSnapshot,
  MarketClock,
  SymbolSnapshot,
  TickWindows,
} from "../view/view.ts";
import { EngineThreads } from "./engine-threads.ts";
import { createMemory, type EngineMemory } from "./memory.ts";
import type { Remedies } from "./remedies.ts";
import { calendarName, speedOf } from "./source-factory.ts";
import type { WorkerReport } from "./threads/messages.ts";

/** How often event rings are emptied between emissions. */
const COLLECT_EVERY_MS = 5;

/** What the owner of an engine wants to hear. */
export interface EngineListeners {
  /** Every event in order, before it is queued. Not called for session events. */
  onEvent?: (view: SlotView, slot: Slot) => void;
  /** The source has ended by itself; `problem` is null when it ended well. */
  onSourceEnded: (problem: TickscopeError | null) => void;
  /** The feed is in another state, or says more of the one it is in. */
  onFeed?: (state: EngineStatus["feed"], detail: string) => void;
  /** The edge should emit now: the queue is filling faster than the cadence empties it. */
  onPressure?: () => void;
  /** Events were queued the moment they were found; heard only when cadenceMs is 0. */
  onEventsQueued?: () => void;
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
  /** What detectors know of each symbol. */
  readonly symbolBook: SymbolBook;
  /** What can be mended while the engine runs. */
  readonly remedies: Remedies;
  readonly #memory: EngineMemory;
  readonly #control: Control;
  readonly #threads: ThreadTelemetry[];
  readonly #collector: Collector;
  readonly #doorbell: Doorbell;
  readonly #workers: EngineThreads;
  readonly #status: StatusBoard;
  readonly #wheels: ActivityWheel[];
  readonly #clock: RunningMarketClock;
  readonly #listeners: EngineListeners;
  #collecting: Timer | undefined;
  #sourceProblem: TickscopeError | null = null;
  #stopping: Promise<void> | undefined;
  /** The collection under way has met a full queue. */
  #isQueueFull = false;

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
    this.#doorbell = new Doorbell(this.#memory.doorbell);
    this.symbolBook = new SymbolBook(this.symbols, new SymbolStates(this.#memory.symbolStates));
    this.#wheels = this.#memory.activity.map((buffer) => new ActivityWheel(buffer));
    this.#clock = new RunningMarketClock(new Calendar(calendarName(config)), speedOf(config));
    this.#status = new StatusBoard(config, this.#threads);
    this.#workers = new EngineThreads({
      config,
      memory: this.#memory,
      control: this.#control,
      errors: this.errors,
      onReport: (report) => this.#heard(report),
      onRung: () => this.#answerDoorbell(),
      onFatal: (error) => this.#sourceEnded(error),
    });
    this.remedies = this.#workers.remedies;
  }

  /** Starts every thread. Throws a TickscopeError when one does not come up. */
  async start(): Promise<void> {
    await this.#workers.start();
    // Where events go out at once this is for workers that died before they could ring.
    const collect =
      this.config.cadenceMs === 0 ? () => this.#answerDoorbell() : () => this.collect();
    this.#collecting = setInterval(collect, COLLECT_EVERY_MS);
  }

  #heard(report: WorkerReport): void {
    if (report.type === "feed") {
      this.#status.setFeed(report);
      this.#listeners.onFeed?.(report.state, report.detail);
    }
    if (report.type === "recording") this.#status.setRecordingProblem(report.problem);
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
      this.#status.setFeedProblem(problem.oneLine);
      this.#listeners.onFeed?.("error", problem.oneLine);
    }
    if (this.#stopping === undefined) this.#listeners.onSourceEnded(problem);
  }

  /**
   * A detector has found something, or is further than it was: takes what is due, and arms the bell
   * again.
   */
  #answerDoorbell(): void {
    do {
      this.collect();
      this.#doorbell.arm(this.#collector.waiting > 0);
      // Looked once more after arming: what came in between rang at a silent bell.
    } while (this.collect() > 0);
    if (this.queue.length > 0) this.#listeners.onEventsQueued?.();
  }

  /** As EngineView says; returns how many events were taken. @hot no allocation: 200 times a second. */
  collect(): number {
    const nowLocalMs = performance.now();
    this.#isQueueFull = false;
    const taken = this.#collector.collect(this.#take);
    if (this.#isQueueFull) this.#listeners.onPressure?.();
    let newestEpochUs = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.#wheels.length; i++) {
      newestEpochUs = Math.max(newestEpochUs, this.#wheels[i]!.newestEpochUs);
    }
    this.#clock.observe(newestEpochUs as EpochUs, nowLocalMs);
    return taken;
  }

  /** Queues an event that is due; false when there is no room. @hot */
  readonly #take = (view: SlotView, slot: Slot): boolean => {
    if (!this.queue.hasRoomFor(view, slot)) {
      this.#isQueueFull = true;
      return false;
    }
    if (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8] !== EVENT_SESSION) {
      this.#listeners.onEvent?.(view, slot);
    }
    this.queue.push(view, slot);
    this.#trace(view, slot);
    return true;
  };

  /** An event of a sampled record has come out of its ring. */
  #trace(view: SlotView, slot: Slot): void {
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
    this.#workers.expectEnd();
    const deadlineLocalMs = performance.now() + this.config.drainMsMax;
    const isLate = () => performance.now() > deadlineLocalMs;
    this.#control.phase = PHASE_STOPPING;
    await this.#waitFor(() => this.#workers.hasIngestEnded, isLate);
    this.#control.phase = PHASE_DRAINING;
    await this.#waitFor(() => this.#workers.isEnded && this.#collector.waiting === 0, isLate);
    clearInterval(this.#collecting);
    this.decisions.stop();
    this.collect();
    this.#workers.terminate();
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
    return this.#status.status({
      workers: this.#workers.status(),
      isYearCovered: this.#clock.isYearCovered,
    });
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

  symbolSnapshot(symbol: string): SymbolSnapshot | undefined {
    return this.symbolBook.snapshot(symbol);
  }

  /** What a diagnosis found, until the next one says otherwise; part of the status. */
  setDiagnosis(verdict: string, reasons: string[]): void {
    this.#status.setDiagnosis(verdict, reasons);
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
    return this.#workers.isEnded && this.#collector.waiting === 0 && this.queue.length === 0;
  }
}
