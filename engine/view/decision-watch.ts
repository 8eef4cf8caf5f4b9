/**
 * Which symbols are watched, and what is known of them: the main thread's side of all decision logs.
 *
 * Watching is a lease: who asks again keeps it, who does not lets it end by itself, and then detector workers
 * are as fast as before. A worker watches at most WATCHED_MAX symbols; one more takes the place of the
 * one that was asked for longest ago.
 */
import type { SymbolId } from "#codec";
import { type Decision, DecisionReader, WATCHED_MAX } from "#engine/telemetry";

/** How long a symbol stays watched after it was asked for. */
export const WATCH_MS = 120_000;

interface Lease {
  symbolId: SymbolId;
  sinceEpochMs: number;
  untilLocalMs: number;
}

/** What is known of a watched symbol. */
export interface WatchedSymbol {
  /** Since when it is watched without a break, this engine's clock. */
  sinceEpochMs: number;
  /** Kept decisions, oldest first. */
  decisions: Decision[];
  /** Decisions about any symbol of its worker that are no longer kept. */
  shed: number;
}

export class DecisionWatch {
  readonly #readers: readonly DecisionReader[];
  /** Per worker, the lease that ends first in front. */
  readonly #leases: Lease[][];
  readonly #localMs: () => number;
  #timer: Timer | undefined;

  constructor(
    buffers: readonly SharedArrayBuffer[],
    localMs: () => number = () => performance.now(),
  ) {
    this.#readers = buffers.map((buffer) => new DecisionReader(buffer));
    this.#leases = buffers.map(() => []);
    this.#localMs = localMs;
  }

  /** Symbols that are watched now. */
  get count(): number {
    return this.#leases.reduce((sum, leases) => sum + leases.length, 0);
  }

  /** Watches a symbol for WATCH_MS from now on, and tells what is known of it. */
  watch(symbolId: SymbolId): WatchedSymbol {
    const worker = symbolId % this.#readers.length;
    const leases = this.#leases[worker]!;
    const untilLocalMs = this.#localMs() + WATCH_MS;
    const at = leases.findIndex((lease) => lease.symbolId === symbolId);
    const [known] = at < 0 ? [] : leases.splice(at, 1);
    const lease = { symbolId, untilLocalMs, sinceEpochMs: known?.sinceEpochMs ?? Date.now() };
    leases.push(lease);
    if (known === undefined) {
      if (leases.length > WATCHED_MAX) leases.shift();
      this.#tell(worker);
    }
    this.#schedule();
    return { sinceEpochMs: lease.sinceEpochMs, ...this.#readers[worker]!.read(symbolId) };
  }

  /** Ends what is over; returns how many symbols are still watched. */
  expire(): number {
    const nowLocalMs = this.#localMs();
    for (const [worker, leases] of this.#leases.entries()) {
      const before = leases.length;
      while (leases[0] !== undefined && leases[0].untilLocalMs <= nowLocalMs) leases.shift();
      if (leases.length !== before) this.#tell(worker);
    }
    return this.count;
  }

  /** Nobody watches any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [worker, leases] of this.#leases.entries()) {
      leases.length = 0;
      this.#tell(worker);
    }
  }

  #tell(worker: number): void {
    this.#readers[worker]!.watch(this.#leases[worker]!.map(({ symbolId }) => symbolId));
  }

  /** A single timer, and none while nothing is watched. */
  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.expire() > 0) this.#schedule();
    }, WATCH_MS);
    this.#timer.unref();
  }
}
