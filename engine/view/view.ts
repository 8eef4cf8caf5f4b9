/** What the edge sees of the engine: the seam between engine and emitter. Main thread. */
import type { EpochUs, SymbolTable } from "#codec";
import type { FeedState } from "#engine/ingest";
import type {
  ErrorEntry,
  ErrorLog,
  LedgerRow,
  Stage,
  ThreadLedger,
  ThreadTelemetry,
} from "#engine/telemetry";
import type { EventQueue } from "../deliver/event-queue.ts";

/** market_status of schemas/contract/JSON.md. */
export type MarketStatus = "PRE" | "REGULAR" | "AFTER" | "CLOSED";

/** The market as its newest records show it, not as the wall clock does. */
export interface MarketClock {
  /** Venue time now: the newest record's time, carried on at the speed of the source. */
  epochUs: EpochUs;
  marketStatus: MarketStatus;
  /** `OPENING` and `CLOSING` are the first and last 15 and 30 minutes; see detectors, sessions. */
  period: "PREMARKET" | "OPENING" | "MIDDAY" | "CLOSING" | "AFTERHOURS" | "CLOSED";
  /** Microseconds of venue time until the regular session ends; NaN outside REGULAR. */
  untilCloseUs: number;
}

/** Accepted ticks in sliding windows of market time. */
export interface TickWindows {
  ticks10s: number;
  ticks30s: number;
  ticks60s: number;
  ticks300s: number;
}

/** The feed and the threads behind it. */
export interface EngineStatus {
  feed: FeedState;
  feedDetail: string;
  source: string;
  provider: "Test" | "Production";
  /** Mean time from receipt to detection of recent ticks, milliseconds. */
  avgResponseMs: number;
  workers: { name: string; state: string; heartbeatAgeMs: number; restarts: number }[];
  /** A user's own modules that take part, by role. */
  plugins: { role: string; name: string; module: string }[];
  /** What the last diagnosis of the running engine found; null before one. */
  diagnosis: { verdict: string; reasons: string[]; epochMs: number } | null;
  /** Reasons for a status other than healthy, in words; empty when healthy. */
  warnings: string[];
}

/** One stage in the ledger, over all threads. */
export interface LedgerStage extends LedgerRow {
  stage: Stage;
  /** Between entry and exit of the stage now. */
  inFlight: number;
  /** in - out - filtered - dropped - errored - inFlight; 0 or something is lost or made up. */
  residual: number;
}

/** One edge: what a stage handed on against what the next one took. */
export interface LedgerEdge {
  from: Stage;
  to: Stage;
  produced: number;
  taken: number;
  /** Below 0 when the next stage counts records that this one has not signed off yet. */
  inFlight: number;
  residual: number;
}

/** The whole ledger. */
export interface LedgerSnapshot {
  epochMs: number;
  /** True when nothing is in flight: the residual then is exact to the record. */
  isDrained: boolean;
  stages: LedgerStage[];
  edges: LedgerEdge[];
  /** Sum of the absolute residuals of stages and edges. */
  residual: number;
}

/** Everything known about one symbol, for /api/symbols/:symbol. Numbers that are unknown are null. */
export type SymbolSnapshot = Record<string, unknown> & { symbol: string };

export interface EngineView {
  readonly symbols: SymbolTable;
  /** Events in flow order; the edge pulls when it emits. */
  readonly queue: EventQueue;
  /** What the main thread keeps about itself: queue, frame, send, client. */
  readonly telemetry: ThreadTelemetry;
  /** False while histograms and traces are switched off. */
  readonly isTelemetryOn: boolean;
  /** Of `telemetry`. */
  readonly ledger: ThreadLedger;
  readonly errors: ErrorLog;
  /** Moves what detector workers published into the queue. Cheap when there is nothing. */
  collect(): void;
  marketClock(): MarketClock;
  tickWindows(): TickWindows;
  status(): EngineStatus;
  ledgerSnapshot(): LedgerSnapshot;
  errorEntries(): (ErrorEntry & { thread: string })[];
  /** Errors that found no room in a thread's log: counted, not described. */
  errorsShed(): number;
  /** undefined when the symbol was never seen. */
  symbolSnapshot(symbol: string): SymbolSnapshot | undefined;
  /** Switches sampled traces and histograms of all threads; the ledger stays on. */
  setTelemetry(on: boolean): void;
}
