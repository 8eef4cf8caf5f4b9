/**
 * What a detector sees of the record in work: its numbers, its moment and its symbol's row. One
 * instance per channel, reused for every record: read it during the call, keep nothing of it.
 */
import { Decisions } from "#engine/telemetry";
import {
  AT_BAR_SIZES,
  AT_BAR_SIZES_KNOWN,
  AT_BASE_PRICE,
  AT_SIZES,
  AT_SIZES_KNOWN,
} from "./symbol-row.ts";
import type { SymbolStates } from "./symbol-states.ts";

/** Sizes above 0 that make an average; fewer are no average. */
const SIZES_MIN = 5;

export class RecordContext {
  /** Rows of all symbols; this record's begins at `row`. Plug-ins: read only. */
  readonly state: Float64Array;
  /** Where the gates decide about this record. */
  readonly decisions: Decisions;
  row = 0;
  symbolId = 0;
  /** 0-based index of the input record. */
  recordSeq = 0;
  /** The record's own time, epoch microseconds of the venue; bars: their end. */
  epochUs = 0;
  /** This engine's clock when the record arrived, epoch microseconds. */
  receivedEpochUs = 0;
  /** 0 = not sampled. */
  traceId = 0;
  /** PERIOD_ constant. */
  period = 0;
  /** STATUS_ constant. */
  marketStatus = 0;
  /** Days since 1970-01-01 in the calendar's zone. */
  sessionDate = 0;
  /** Price of the tick; bars: close. */
  price = 0;
  /** Size of the tick; bars: volume. */
  size = 0;
  /** VWAP of the session including this record; NaN = unknown. */
  vwap: number = Number.NaN;
  /** Bars only; ticks leave them as they are. */
  open = 0;
  high = 0;
  low = 0;
  startEpochUs = 0;
  /** True for a bar: rel_volume then compares with bars. */
  isBar = false;
  /** True when this record re-based its symbol. */
  isRebase = false;

  constructor(states: SymbolStates, decisions: Decisions = new Decisions()) {
    this.state = states.f64;
    this.decisions = decisions;
  }

  /**
   * This record's size against the mean of the last 20 sizes above 0, its own included; 0 while fewer
   * than 5 are known or the size is 0. Computed on demand: only events ask.
   */
  relVolume(): number {
    const { state, row, isBar, size } = this;
    const known = state[row + (isBar ? AT_BAR_SIZES_KNOWN : AT_SIZES_KNOWN)];
    if (size === 0 || known < SIZES_MIN) return 0;
    const first = row + (isBar ? AT_BAR_SIZES : AT_SIZES);
    let sum = 0;
    for (let i = 0; i < known; i++) sum += state[first + i];
    return size / (sum / known);
  }

  /** `price` against the session's base price, percent. */
  percentChange(price: number): number {
    const base = this.state[this.row + AT_BASE_PRICE];
    return (100 * (price - base)) / base;
  }
}
