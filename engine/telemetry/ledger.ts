/**
 * The ledger: nothing is lost without a name.
 *
 * Each thread owns one block of counters in shared memory and is its only writer; any thread reads.
 * A block is a row per stage of Float64 counters, which stay exact to 2^53:
 *
 *   [ in | out | produced | filtered x16 | dropped x16 | errored x96 ]
 *
 * `in` counts what entered the stage, `out` what left it well, `produced` what it handed to the next
 * stage in the next stage's unit (a frame becomes messages, a record becomes events).
 *
 * Invariant, per stage, once drained: in = out + sum(filtered) + sum(dropped) + sum(errored).
 * Plain stores: an aligned 8-byte store does not tear on the machines Bun runs on, each word has one
 * writer, and readers accept a value that is a few nanoseconds old.
 */
import { ERROR_CODES } from "#schemas";
import { DROP_REASONS, FILTER_REASONS, STAGES } from "./stages.ts";

const FILTERED_MAX = 16;
const DROPPED_MAX = 16;
const ERRORED_MAX = 96;
const IN = 0;
const OUT = 1;
const PRODUCED = 2;
const FILTERED = 3;
const DROPPED = FILTERED + FILTERED_MAX;
const ERRORED = DROPPED + DROPPED_MAX;
const ROW_F64 = 136; // 3 + 16 + 16 + 96 = 131, up to a multiple of 64 bytes
if (ERRORED + ERRORED_MAX > ROW_F64) throw new Error("Invariant: a ledger row holds its counters");
if (FILTER_REASONS.length > FILTERED_MAX) throw new Error("Invariant: filter reasons fit the row");
if (DROP_REASONS.length > DROPPED_MAX) throw new Error("Invariant: drop reasons fit the row");
if (ERROR_CODES.length > ERRORED_MAX) throw new Error("Invariant: error codes fit the row");

/** Bytes of one thread's block of counters. */
export const LEDGER_BLOCK_BYTES: number = STAGES.length * ROW_F64 * 8;

/**
 * The counters of one thread. Writer: the owning thread.
 * @hot no allocation, no throw, about 1 ns a count.
 */
export class ThreadLedger {
  readonly #f64: Float64Array;

  /** Views the block at `byteOffset` of `buffer`; continues with the counts that are there. */
  constructor(buffer: ArrayBufferLike, byteOffset: number) {
    this.#f64 = new Float64Array(buffer, byteOffset, LEDGER_BLOCK_BYTES / 8);
  }

  /** A private ledger, for parts that run outside an engine. */
  static detached(): ThreadLedger {
    return new ThreadLedger(new ArrayBuffer(LEDGER_BLOCK_BYTES), 0);
  }

  enter(stage: number, count: number): void {
    this.#f64[stage * ROW_F64 + IN]! += count;
  }

  leave(stage: number, count: number): void {
    this.#f64[stage * ROW_F64 + OUT]! += count;
  }

  produce(stage: number, count: number): void {
    this.#f64[stage * ROW_F64 + PRODUCED]! += count;
  }

  filter(stage: number, reason: number, count: number): void {
    this.#f64[stage * ROW_F64 + FILTERED + reason]! += count;
  }

  drop(stage: number, reason: number, count: number): void {
    this.#f64[stage * ROW_F64 + DROPPED + reason]! += count;
  }

  /** `codeId`: errorCodeId of #schemas. */
  error(stage: number, codeId: number, count: number): void {
    this.#f64[stage * ROW_F64 + ERRORED + codeId]! += count;
  }

  /** What entered the stage so far. @hot */
  entered(stage: number): number {
    return this.#f64[stage * ROW_F64 + IN]!;
  }

  /** One stage's counters as this moment shows them. */
  row(stage: number): LedgerRow {
    return readRow(this.#f64, stage * ROW_F64);
  }
}

/** One stage's counters; names without a count are left out. */
export interface LedgerRow {
  in: number;
  out: number;
  produced: number;
  filtered: Record<string, number>;
  dropped: Record<string, number>;
  errored: Record<string, number>;
}

function readNamed(
  f64: Float64Array,
  at: number,
  names: readonly string[],
): Record<string, number> {
  const named: Record<string, number> = {};
  for (let i = 0; i < names.length; i++) {
    const count = f64[at + i]!;
    if (count !== 0) named[names[i]!] = count;
  }
  return named;
}

function readRow(f64: Float64Array, at: number): LedgerRow {
  // Leavings first, entries last: a record that moves meanwhile is then in flight, never negative.
  const errored = readNamed(f64, at + ERRORED, ERROR_CODES);
  const dropped = readNamed(f64, at + DROPPED, DROP_REASONS);
  const filtered = readNamed(f64, at + FILTERED, FILTER_REASONS);
  const produced = f64[at + PRODUCED]!;
  const out = f64[at + OUT]!;
  return { in: f64[at + IN]!, out, produced, filtered, dropped, errored };
}

/** Adds `from` to `into`, name by name. */
export function addRow(into: LedgerRow, from: LedgerRow): void {
  into.in += from.in;
  into.out += from.out;
  into.produced += from.produced;
  for (const part of ["filtered", "dropped", "errored"] as const) {
    for (const [name, count] of Object.entries(from[part])) {
      into[part][name] = (into[part][name] ?? 0) + count;
    }
  }
}

/** A row without counts. */
export function emptyRow(): LedgerRow {
  return { in: 0, out: 0, produced: 0, filtered: {}, dropped: {}, errored: {} };
}

/** in - out - filtered - dropped - errored: what is in flight, or, once drained, lost (0 when healthy). */
export function unaccounted(row: LedgerRow): number {
  const sum = (part: Record<string, number>) => Object.values(part).reduce((a, b) => a + b, 0);
  return row.in - row.out - sum(row.filtered) - sum(row.dropped) - sum(row.errored);
}
