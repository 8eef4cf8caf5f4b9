/**
 * Everything one thread keeps about itself in shared memory, and where it lies:
 *
 *   thread block = ledger | error log | traces | a latency histogram per stage | board of routes
 *
 * One buffer holds a block per thread: main, ingest, detectors. The owner writes, everybody reads, and
 * a successor of a dead thread continues in the same block.
 */
import { ERROR_LOG_BYTES, ErrorLog } from "./error-log.ts";
import { HISTOGRAM_BYTES, Histogram } from "./histogram.ts";
import { LEDGER_BLOCK_BYTES, ThreadLedger } from "./ledger.ts";
import { ROUTE_BOARD_BYTES, RouteBoard } from "./route-board.ts";
import { STAGES } from "./stages.ts";
import { TRACE_RING_BYTES, TraceRing } from "./trace-ring.ts";

const ERRORS_AT = LEDGER_BLOCK_BYTES;
const TRACES_AT = ERRORS_AT + ERROR_LOG_BYTES;
const HISTOGRAMS_AT = TRACES_AT + TRACE_RING_BYTES;
const ROUTES_AT = HISTOGRAMS_AT + STAGES.length * HISTOGRAM_BYTES;
const BLOCK_BYTES = Math.ceil((ROUTES_AT + ROUTE_BOARD_BYTES) / 128) * 128;

/** The main thread's block; ingest and detector 0..n-1 follow. */
export const THREAD_MAIN = 0;
export const THREAD_INGEST = 1;
export const THREAD_DETECTOR_FIRST = 2;

/** Bytes of the telemetry of `threads` threads. */
export function telemetryBytes(threads: number): number {
  return threads * BLOCK_BYTES;
}

/** A thread's name, as shown to people: main, ingest, detector-0. */
export function threadName(thread: number): string {
  if (thread === THREAD_MAIN) return "main";
  if (thread === THREAD_INGEST) return "ingest";
  return `detector-${thread - THREAD_DETECTOR_FIRST}`;
}

export class ThreadTelemetry {
  readonly thread: number;
  readonly ledger: ThreadLedger;
  readonly errors: ErrorLog;
  readonly traces: TraceRing;
  /** Latency from receipt to the end of the stage, by stage. */
  readonly latencies: readonly Histogram[];
  /** Detector threads: what each record kind meets. */
  readonly routes: RouteBoard;

  get name(): string {
    return threadName(this.thread);
  }

  constructor(buffer: ArrayBufferLike, thread: number) {
    const at = thread * BLOCK_BYTES;
    this.thread = thread;
    this.ledger = new ThreadLedger(buffer, at);
    this.errors = new ErrorLog(buffer, at + ERRORS_AT);
    this.traces = new TraceRing(buffer, at + TRACES_AT);
    this.latencies = STAGES.map((_, stage) => {
      return new Histogram(buffer, at + HISTOGRAMS_AT + stage * HISTOGRAM_BYTES);
    });
    this.routes = new RouteBoard(buffer, at + ROUTES_AT);
  }

  /** A block of its own, for parts that run outside an engine. */
  static detached(): ThreadTelemetry {
    return new ThreadTelemetry(new ArrayBuffer(BLOCK_BYTES), 0);
  }
}
