/**
 * Massive's dialect (formerly Polygon), US stocks: frames of JSON arrays to records. Ingest thread.
 *
 * | ev | becomes |
 * |---|---|
 * | T | a tick; size is `ds` (text with fractions) when it is there, else `s` |
 * | A, AM | a second or minute bar |
 * | FMV | a fair market value; its time is in nanoseconds, all others are in milliseconds |
 * | status | control_message, and a call of `onStatus` |
 * | Q, LULD, NOI | unsupported_kind |
 * | anything else | KIND_UNKNOWN |
 *
 * A broken element is refused, counted and sampled; the others of its frame go on.
 *
 * Frames of nothing but plain trades, most of a feed, are scanned in place; all others become objects in
 * JSON.parse. Which way a frame went shows in nothing but time.
 */
import type { EpochUs, SymbolId } from "#codec";
import { Calendar, STATUS_REGULAR, TIME_END_EPOCH_US, TIME_MIN_EPOCH_US } from "#engine/detect";
import { FILTER_CONTROL_MESSAGE, FILTER_UNSUPPORTED_KIND } from "#engine/telemetry";
import type { ErrorCode } from "#schemas";
import { type FrameIntake, missingFields, REFUSED, sampleOf } from "../feed/frame-intake.ts";
import { decimalOf } from "../normalise/decimal.ts";
import type { Normaliser } from "../normalise/normaliser.ts";
import { valueText } from "../normalise/record-problem.ts";
import { DayStats } from "./day-stats.ts";
import { areEligible, isEligible } from "./massive-conditions.ts";
import { TickerIds } from "./ticker-ids.ts";
import { TradeScanner } from "./trade-scanner.ts";

const TRADE_KEYS = ["ev", "sym", "p", "s", "t"] as const;
const BAR_KEYS = ["ev", "sym", "v", "o", "c", "h", "l", "s", "e"] as const;
const FMV_KEYS = ["ev", "sym", "fmv", "t"] as const;
const US_PER_MS = 1000;
const NS_PER_US = 1000;
const NO_CONDITIONS: readonly unknown[] = [];

/** An element of a frame; every field may be anything. */
type Message = Record<string, unknown>;

export class MassiveDecoder {
  /** Called for each status message, after it was counted. */
  onStatus: (status: string, message: string) => void = ignoreStatus;
  readonly #frames: FrameIntake;
  readonly #normaliser: Normaliser;
  readonly #calendar: Calendar = new Calendar("us-equities");
  readonly #stats: DayStats = new DayStats(this.#calendar);
  readonly #tickers: TickerIds = new TickerIds();
  readonly #scanner: TradeScanner | undefined;

  /** `isScanning`: false sends every frame through JSON.parse, to compare. */
  constructor(frames: FrameIntake, normaliser: Normaliser, isScanning: boolean = true) {
    this.#frames = frames;
    this.#normaliser = normaliser;
    this.#scanner = isScanning ? new TradeScanner() : undefined;
    normaliser.feedTimeUnit = "ms";
  }

  /**
   * Takes one frame as the socket gave it and publishes its records. `normaliser.receivedEpochUs`
   * is set by the caller. Returns how many of its messages were market data, accepted or not. @hot
   */
  frame(data: unknown): number {
    const text = this.#frames.admit(data);
    if (text === REFUSED) return 0;
    const scanner = this.#scanner;
    if (scanner !== undefined) {
      const trades = scanner.scan(text);
      if (trades > 0) return this.#scanned(scanner, trades);
    }
    const value = this.#frames.parseText(text);
    if (value === REFUSED) return 0;
    let dataMessages = 0;
    if (Array.isArray(value)) {
      this.#frames.leave(value.length);
      for (let i = 0; i < value.length; i++) dataMessages += this.#message(value[i]);
    } else if (typeof value === "object" && value !== null && "ev" in value) {
      this.#frames.leave(1);
      dataMessages = this.#message(value);
    } else {
      this.#frames.refuseShape(value, "an array of objects with ev");
    }
    this.#normaliser.flush();
    return dataMessages;
  }

  /** Publishes what the scanner holds. @hot */
  #scanned(scanner: TradeScanner, trades: number): number {
    this.#frames.leave(trades);
    for (let i = 0; i < trades; i++) this.#scannedTrade(scanner, i);
    this.#normaliser.flush();
    return trades;
  }

  /** As #trade, for a row of the scanner's batch. @hot no allocation for a symbol that is known. */
  #scannedTrade(scanner: TradeScanner, row: number): void {
    const { batch } = scanner;
    const exchangeEpochUs = Math.round(batch.epochMs[row]! * US_PER_MS) as EpochUs;
    const isPlausible = exchangeEpochUs >= TIME_MIN_EPOCH_US && exchangeEpochUs < TIME_END_EPOCH_US;
    const id = this.#scannedId(scanner, row);
    const stats = this.#stats;
    const bits = batch.conditions[row]!;
    let isEligible = true;
    if (isPlausible) {
      stats.lookUp(id as SymbolId, exchangeEpochUs);
      if (bits !== 0) {
        this.#calendar.locate(exchangeEpochUs);
        isEligible = areEligible(bits, this.#calendar.marketStatus === STATUS_REGULAR);
      }
    }
    const p = batch.price[row]!;
    const s = batch.size[row]!;
    const q = batch.feedSeq[row]!;
    const { dayVwap, officialOpen } = stats;
    const normaliser = this.#normaliser;
    if (id > 0) {
      normaliser.knownTick(
        id as SymbolId,
        p,
        s,
        exchangeEpochUs,
        q,
        isEligible,
        dayVwap,
        officialOpen,
      );
    } else {
      const sym = scanner.symbolText(row);
      normaliser.tick(sym, p, s, exchangeEpochUs, q, isEligible, dayVwap, officialOpen);
    }
  }

  /** The id of a scanned symbol; 0 when it has none yet. @hot */
  #scannedId(scanner: TradeScanner, row: number): number {
    const { batch } = scanner;
    const high = batch.symbolHigh[row]!;
    const low = batch.symbolLow[row]!;
    const known = this.#tickers.idOf(high, low);
    if (known > 0) return known;
    const id = this.#normaliser.knownId(scanner.symbolText(row));
    if (id > 0 && low !== 0) this.#tickers.learn(high, low, id);
    return id;
  }

  /** Returns 1 for market data, 0 for control messages and what is no message at all. */
  #message(value: unknown): number {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      const said = `an element of a frame is ${valueText(value)}, not an object`;
      this.#normaliser.rejected("FRAME_SHAPE", said, sampleOf(value));
      return 0;
    }
    const message = value as Message;
    switch (message.ev) {
      case "T":
        this.#trade(message);
        return 1;
      case "A":
        this.#bar(message, false);
        return 1;
      case "AM":
        this.#bar(message, true);
        return 1;
      case "FMV":
        this.#fmv(message);
        return 1;
      case "status":
        this.#normaliser.filtered(FILTER_CONTROL_MESSAGE);
        this.onStatus(textOf(message.status), textOf(message.message));
        return 0;
      case "Q":
      case "LULD":
      case "NOI":
        this.#normaliser.filtered(FILTER_UNSUPPORTED_KIND);
        return 1;
      default:
        this.#unknown(message);
        return 0;
    }
  }

  #trade(message: Message): void {
    const { sym, p, ds, t, q, c } = message;
    const size = ds === undefined ? message.s : sizeOf(ds);
    if (sym === undefined || p === undefined || size === undefined || t === undefined) {
      this.#missing(message, "T", TRADE_KEYS);
      return;
    }
    if (typeof t !== "number") {
      this.#wrongTime(message, "t", t);
      return;
    }
    const conditions = c === undefined || c === null ? NO_CONDITIONS : c;
    if (!Array.isArray(conditions)) {
      const said = `c=${valueText(c)} is not an array of condition ids`;
      this.#normaliser.rejectedRecord("FRAME_SHAPE", said, sampleOf(message));
      return;
    }
    const exchangeEpochUs = Math.round(t * US_PER_MS) as EpochUs;
    const stats = this.#stats;
    // The calendar knows plausible times only; the normaliser refuses the others.
    const isPlausible = exchangeEpochUs >= TIME_MIN_EPOCH_US && exchangeEpochUs < TIME_END_EPOCH_US;
    if (isPlausible) stats.lookUp(this.#normaliser.knownId(sym), exchangeEpochUs);
    this.#normaliser.tick(
      sym,
      p,
      size,
      exchangeEpochUs,
      typeof q === "number" ? q : -1,
      conditions.length === 0 || !isPlausible || this.#isEligible(conditions, exchangeEpochUs),
      stats.dayVwap,
      stats.officialOpen,
    );
  }

  #isEligible(conditions: readonly unknown[], exchangeEpochUs: EpochUs): boolean {
    this.#calendar.locate(exchangeEpochUs);
    return isEligible(conditions, this.#calendar.marketStatus === STATUS_REGULAR);
  }

  #bar(message: Message, isMinute: boolean): void {
    const { sym, o, h, l, c, v, s, e } = message;
    if (sym === undefined || o === undefined || h === undefined || l === undefined) {
      this.#missing(message, isMinute ? "AM" : "A", BAR_KEYS);
      return;
    }
    if (c === undefined || v === undefined || s === undefined || e === undefined) {
      this.#missing(message, isMinute ? "AM" : "A", BAR_KEYS);
      return;
    }
    if (typeof s !== "number" || typeof e !== "number") {
      this.#wrongTime(message, typeof s === "number" ? "e" : "s", typeof s === "number" ? e : s);
      return;
    }
    const startEpochUs = Math.round(s * US_PER_MS) as EpochUs;
    const endEpochUs = Math.round(e * US_PER_MS) as EpochUs;
    const dayVwap = priceOf(message.a);
    const open = priceOf(message.op);
    const isIn = this.#normaliser.bar(
      sym,
      o,
      h,
      l,
      c,
      v,
      startEpochUs,
      endEpochUs,
      isMinute,
      priceOf(message.vw),
      dayVwap,
      open,
    );
    if (isIn) this.#stats.learn(this.#normaliser.knownId(sym), dayVwap, open, endEpochUs);
  }

  #fmv(message: Message): void {
    const { sym, fmv, t } = message;
    if (sym === undefined || fmv === undefined || t === undefined) {
      this.#missing(message, "FMV", FMV_KEYS);
      return;
    }
    if (typeof t !== "number") {
      this.#wrongTime(message, "t", t);
      return;
    }
    this.#normaliser.feedTimeUnit = "ns";
    this.#normaliser.fmv(sym, fmv, Math.round(t / NS_PER_US) as EpochUs);
    this.#normaliser.feedTimeUnit = "ms";
  }

  #missing(message: Message, kind: string, expected: readonly string[]): void {
    const said = missingFields(message, kind, expected);
    this.#normaliser.rejectedRecord("FIELD_MISSING", said, sampleOf(message));
  }

  #wrongTime(message: Message, field: string, value: unknown): void {
    const hint = typeof value === "string" ? "; the dialect sends numbers, not ISO times" : "";
    const said = `${field}=${valueText(value)} is not a number${hint}`;
    this.#normaliser.rejectedRecord("TIME_INVALID", said, sampleOf(message));
  }

  #unknown(message: Message): void {
    const hasType = message.ev !== undefined;
    const code: ErrorCode = hasType ? "KIND_UNKNOWN" : "FIELD_MISSING";
    const said = hasType
      ? `ev=${valueText(message.ev)} is not one of: T, A, AM, FMV, Q, LULD, NOI, status`
      : missingFields(message, "a message", ["ev"]);
    this.#normaliser.rejected(code, said, sampleOf(message));
  }
}

/** `ds` as a number; what is no decimal stays as it is and is refused with its value. */
function sizeOf(ds: unknown): unknown {
  if (typeof ds !== "string") return ds;
  const size = decimalOf(ds);
  return Number.isNaN(size) ? ds : size;
}

function priceOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function ignoreStatus(): void {
  // Without a client nobody waits for acknowledgements.
}
