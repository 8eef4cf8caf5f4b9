/**
 * An engine without threads: the real queue, ledger, error log and symbol table, filled by the test
 * in place of detectors. What the edge reads besides (clock, windows, feed state) the test sets.
 */
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  type EpochUs,
  type SlotView,
  SymbolTableWriter,
  symbolTableBytes,
} from "#codec";
import {
  type EngineStatus,
  type EngineView,
  EventQueue,
  type LedgerEdge,
  type LedgerSnapshot,
  type LedgerStage,
  type MarketClock,
  type SymbolSnapshot,
  type TickWindows,
} from "#engine";
import {
  type ErrorEntry,
  type ErrorLog,
  STAGE_CLIENT,
  STAGE_QUEUE,
  STAGES,
  type ThreadLedger,
  ThreadTelemetry,
  unaccounted,
} from "#engine/telemetry";
import { highLowSlot, surgeSlot, trendSlot } from "./event-slots.ts";

/** 2025-07-29 10:00:00 in New York. */
export const TEN_O_CLOCK_US: EpochUs = asEpochUs(1_753_797_600e6);

const BOUNDS = { p0Max: 64, p1Max: 8192, p2Max: 8192, p3Max: 8192, p4Max: 64 };

export class InProcessView implements EngineView {
  readonly symbols: SymbolTableWriter = new SymbolTableWriter(
    new SharedArrayBuffer(symbolTableBytes(65_536)),
  );
  readonly telemetry: ThreadTelemetry = ThreadTelemetry.detached();
  readonly ledger: ThreadLedger = this.telemetry.ledger;
  readonly errors: ErrorLog = this.telemetry.errors;
  readonly queue: EventQueue = new EventQueue(this.ledger, BOUNDS);
  clock: MarketClock = {
    epochUs: TEN_O_CLOCK_US,
    marketStatus: "REGULAR",
    period: "MIDDAY",
    untilCloseUs: 6 * 3600e6,
  };
  windows: TickWindows = { ticks10s: 21, ticks30s: 60, ticks60s: 119, ticks300s: 600 };
  engineStatus: EngineStatus = {
    feed: "connected",
    feedDetail: "",
    source: "test",
    provider: "Test",
    avgResponseMs: 0.02,
    workers: [{ name: "detector-0", state: "running", heartbeatAgeMs: 3, restarts: 0 }],
    plugins: [],
    diagnosis: null,
    warnings: [],
  };
  isTelemetryOn = true;
  /** Called by collect(), as an engine moves events when the edge asks. */
  onCollect: () => void = () => undefined;
  #recordSeq = 0;

  /** Queues an event that is in slot 0 of `view`. */
  push(view: SlotView): void {
    this.queue.push(view, asSlot(0));
  }

  /** The next index of an input record. */
  nextSeq(): number {
    this.#recordSeq += 1;
    return this.#recordSeq - 1;
  }

  /** What every event of `symbol` needs: its id, a sequence, a time that grows by 1 ms each. */
  parts(symbol: string): { symbolId: number; recordSeq: number; epochUs: number } {
    const recordSeq = this.nextSeq();
    const symbolId = this.symbols.intern(symbol);
    return { symbolId, recordSeq, epochUs: TEN_O_CLOCK_US + recordSeq * 1000 };
  }

  /** One event for each of the six lists; returns how many. */
  pushOneOfEach(symbol: string): number {
    for (const isUp of [true, false]) {
      this.push(highLowSlot({ ...this.parts(symbol), isUp }));
      this.push(trendSlot({ ...this.parts(symbol), isUp }));
      this.push(surgeSlot({ ...this.parts(symbol), isUp }));
    }
    return 6;
  }

  collect(): void {
    this.onCollect();
  }

  marketClock(): MarketClock {
    return this.clock;
  }

  tickWindows(): TickWindows {
    return this.windows;
  }

  status(): EngineStatus {
    return this.engineStatus;
  }

  /**
   * Stages from the queue to the client. Only what is queued may be in flight: the rest is exact.
   */
  ledgerSnapshot(): LedgerSnapshot {
    const stages: LedgerStage[] = [];
    const edges: LedgerEdge[] = [];
    for (let stage = STAGE_QUEUE; stage <= STAGE_CLIENT; stage++) {
      const row = this.ledger.row(stage);
      const inFlight = stage === STAGE_QUEUE ? this.queue.length : 0;
      stages.push({
        stage: STAGES[stage]!,
        ...row,
        inFlight,
        residual: unaccounted(row) - inFlight,
      });
      if (stage === STAGE_CLIENT) break;
      const taken = this.ledger.row(stage + 1).in;
      const between = { from: STAGES[stage]!, to: STAGES[stage + 1]! };
      const { produced } = row;
      edges.push({ ...between, produced, taken, inFlight: 0, residual: produced - taken });
    }
    const residual = [...stages, ...edges].reduce((sum, part) => sum + Math.abs(part.residual), 0);
    return { epochMs: Date.now(), isDrained: this.queue.length === 0, stages, edges, residual };
  }

  errorEntries(): (ErrorEntry & { thread: string })[] {
    return this.errors.entries().map((entry) => ({ ...entry, thread: "main" }));
  }

  errorsShed(): number {
    return this.errors.shed;
  }

  symbolSnapshot(symbol: string): SymbolSnapshot | undefined {
    for (let id = 1; id <= this.symbols.count; id++) {
      if (this.symbols.symbolOf(asSymbolId(id)) === symbol) return { symbol, id };
    }
    return undefined;
  }

  setTelemetry(on: boolean): void {
    this.isTelemetryOn = on;
  }

  /** How often an error code was recorded. */
  errorCount(code: string): number {
    return this.errors
      .entries()
      .filter((entry) => entry.code === code)
      .reduce((sum, entry) => sum + entry.count, 0);
  }
}
