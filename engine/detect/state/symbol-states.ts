/**
 * The rows of all symbols in one piece of shared memory, so that a replaced worker continues with what
 * its predecessor knew. Row i belongs to symbol id i; row 0 is never used.
 *
 * Detectors read and write the elements in place (symbol-row.ts has the offsets); any thread may
 * `inspect`: each number is then as some recent record left it.
 */
import { SIDE_DOWN, SIDE_UP, type SymbolId } from "#codec";
import { MARKET_STATUSES } from "../calendar/calendar.ts";
import * as row from "./symbol-row.ts";

const ROW_BYTES = row.SYMBOL_ROW_F64 * 8;
const DAY_MS = 86_400_000;

/** Bytes of shared memory for the symbols 1..symbolsMax. Fresh memory is a fresh market. */
export function symbolStateBytes(symbolsMax: number): number {
  return (symbolsMax + 1) * ROW_BYTES;
}

/** Everything known about a symbol, for people; null = unknown. Prices in quote currency. */
export interface SymbolInspection {
  lastPrice: number | null;
  lastTickEpochSeconds: number | null;
  /** `YYYY-MM-DD` in the calendar's zone. */
  sessionDate: string | null;
  marketStatus: string | null;
  basePrice: number | null;
  sessionHigh: number | null;
  sessionLow: number | null;
  /** Own VWAP of the session, from its ticks; the feed's own is not kept. */
  vwap: number | null;
  sessionVolume: number;
  counts: { high: number; low: number; trendUp: number; trendDown: number };
  trend: { direction: string | null; ageSeconds: number | null; peakScore: number | null };
  surge: {
    direction: string | null;
    atEpochSeconds: number | null;
    countUp: number;
    countDown: number;
    today: number;
  };
  fmv: { value: number | null; deviationPercent: number | null; alerts: number };
}

export class SymbolStates {
  /** All rows; element `symbolId * SYMBOL_ROW_F64 + AT_…`. */
  readonly f64: Float64Array;
  /** Largest symbol id that has a row. */
  readonly symbolsMax: number;

  constructor(buffer: ArrayBufferLike) {
    this.f64 = new Float64Array(buffer);
    this.symbolsMax = this.f64.length / row.SYMBOL_ROW_F64 - 1;
    if (!Number.isInteger(this.symbolsMax) || this.symbolsMax < 1) {
      throw new Error(`Invariant: states are whole rows, bytes=${buffer.byteLength}`);
    }
  }

  /** First element of a symbol's row. @hot */
  rowOf(symbolId: SymbolId): number {
    return symbolId * row.SYMBOL_ROW_F64;
  }

  /** Price times size of the symbol's ticks this session, in quote currency. Any thread. */
  turnoverOf(symbolId: SymbolId): number {
    return this.f64[this.rowOf(symbolId) + row.AT_SUM_PRICE_SIZE];
  }

  /** What is known about a symbol; null when nothing is. Any thread. */
  inspect(symbolId: SymbolId): SymbolInspection | null {
    if (!(symbolId >= 1 && symbolId <= this.symbolsMax)) return null;
    const start = this.rowOf(symbolId);
    const at = (offset: number): number => this.f64[start + offset];
    const known = (offset: number): number | null => at(offset) || null;
    const sessionKey = at(row.AT_SESSION_KEY);
    if (sessionKey === 0 && at(row.AT_FMV) === 0) return null;
    const hasSession = sessionKey !== 0;
    const hasRun = at(row.AT_TREND_RUN_SIDE) !== 0;
    const date = new Date(Math.floor(sessionKey / 4) * DAY_MS).toISOString().slice(0, 10);
    return {
      lastPrice: known(row.AT_LAST_PRICE),
      lastTickEpochSeconds: secondsOf(at(row.AT_NEWEST_TICK_EPOCH_US)),
      sessionDate: hasSession ? date : null,
      marketStatus: hasSession ? MARKET_STATUSES[sessionKey % 4] : null,
      basePrice: known(row.AT_BASE_PRICE),
      sessionHigh: known(row.AT_SESSION_HIGH),
      sessionLow: known(row.AT_SESSION_LOW),
      vwap: at(row.AT_SUM_SIZE) > 0 ? at(row.AT_SUM_PRICE_SIZE) / at(row.AT_SUM_SIZE) : null,
      sessionVolume: at(row.AT_SUM_SIZE),
      counts: {
        high: at(row.AT_HIGH_COUNT),
        low: at(row.AT_LOW_COUNT),
        trendUp: at(row.AT_TREND_COUNT_UP),
        trendDown: at(row.AT_TREND_COUNT_DOWN),
      },
      trend: {
        direction: directionOf(at(row.AT_TREND_DIRECTION)),
        ageSeconds: hasRun
          ? (at(row.AT_TREND_EPOCH_US) - at(row.AT_TREND_RUN_EPOCH_US)) / 1e6
          : null,
        peakScore: hasRun ? at(row.AT_TREND_RUN_PEAK) : null,
      },
      surge: {
        direction: directionOf(at(row.AT_SURGE_SIDE)),
        atEpochSeconds: secondsOf(at(row.AT_SURGE_EPOCH_US)),
        countUp: at(row.AT_SURGE_COUNT_UP),
        countDown: at(row.AT_SURGE_COUNT_DOWN),
        today: at(row.AT_SURGE_DAILY),
      },
      fmv: {
        value: known(row.AT_FMV),
        deviationPercent: at(row.AT_FMV) > 0 ? at(row.AT_FMV_DEVIATION) : null,
        alerts: at(row.AT_VALUATION_ALERTS),
      },
    };
  }
}

function secondsOf(epochUs: number): number | null {
  return epochUs > 0 ? epochUs / 1e6 : null;
}

function directionOf(side: number): string | null {
  if (side === SIDE_UP) return "up";
  return side === SIDE_DOWN ? "down" : null;
}
