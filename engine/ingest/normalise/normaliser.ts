/**
 * The border of the engine: whatever a feed sends becomes a valid record in the ring, or a count
 * with a name. Ingest thread.
 *
 * Every call of tick, knownTick, bar, fmv, encoded, filtered, rejected and rejectedRecord enters
 * STAGE_NORMALISE once and leaves it once. Every data record, accepted or rejected, takes the next
 * record_seq, so that the n-th record of a tape keeps its number whatever becomes of the others;
 * messages that are no record (acknowledgements, quotes) take none.
 *
 * Fields come one by one and not as an object, because these calls are hot: a feed makes up to a million
 * of them a second, and an object each would be garbage. Code that writes records rarely (imports,
 * fixtures) has objects: writeTick and writeBar of #codec.
 */
import {
  BAR_CLOSE_F64,
  BAR_DAY_VWAP_F64,
  BAR_HIGH_F64,
  BAR_LOW_F64,
  BAR_OFFICIAL_OPEN_F64,
  BAR_OPEN_F64,
  BAR_START_EPOCH_US_F64,
  BAR_VOLUME_F64,
  BAR_WINDOW_VWAP_F64,
  type EpochUs,
  FLAG_ELIGIBLE,
  FLAG_MINUTE_BAR,
  FMV_FMV_F64,
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
  NO_FEED_SEQ,
  NO_SYMBOL,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  type Slot,
  type SlotView,
  type SymbolId,
  TICK_DAY_VWAP_F64,
  TICK_OFFICIAL_OPEN_F64,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { barProblem, tickProblem } from "#engine/detect";
import { type ErrorCode, isCleanTicker } from "#schemas";
import { encodedMessage, encodedProblem } from "./encoded-problem.ts";
import { codeOf, type NormaliserOptions, RecordIntake } from "./record-intake.ts";
import type { TimeUnit } from "./record-problem.ts";

export class Normaliser {
  readonly #intake: RecordIntake;

  constructor(options: NormaliserOptions) {
    this.#intake = new RecordIntake(options);
  }

  /**
   * When the bytes in work arrived, epoch microseconds of this engine's clock. Set once per frame.
   */
  set receivedEpochUs(epochUs: EpochUs) {
    this.#intake.receivedEpochUs = epochUs;
  }

  get receivedEpochUs(): EpochUs {
    return this.#intake.receivedEpochUs;
  }

  /** Unit of the feed's times: refusals then name the value that the feed sent. Default "us". */
  set feedTimeUnit(unit: TimeUnit) {
    this.#intake.feedTimeUnit = unit;
  }

  /**
   * record_seq of the newest record, rejected ones included; firstRecordSeq - 1 before the first.
   */
  get currentRecordSeq(): number {
    return this.#intake.nextSeq - 1;
  }

  /**
   * A trade. `exchangeEpochUs`: the venue's time. `feedSeq`: the feed's sequence of the symbol, -1
   * for none. `dayVwap`, `officialOpen`: anything but a finite number above 0 means unknown.
   * Returns whether the record went into the ring. @hot no allocation, no throw for a valid tick.
   */
  tick(
    symbol: unknown,
    price: unknown,
    size: unknown,
    exchangeEpochUs: EpochUs,
    feedSeq: number,
    isEligible: boolean,
    dayVwap: number,
    officialOpen: number,
  ): boolean {
    const intake = this.#intake;
    const seq = intake.enterRecord();
    if (typeof price !== "number") {
      return intake.refuseType("PRICE_NOT_NUMBER", "price", price, symbol);
    }
    if (typeof size !== "number") return intake.refuseType("SIZE_NOT_NUMBER", "size", size, symbol);
    const problem = tickProblem(price, size, exchangeEpochUs);
    if (problem !== 0) {
      return intake.refuseTick(problem, "price", price, size, exchangeEpochUs, symbol);
    }
    const id = this.#idOf(symbol);
    if (id <= 0) return intake.refuseSymbol(id, symbol);
    const flags = isEligible ? FLAG_ELIGIBLE : 0;
    return this.#put(seq, id, price, size, exchangeEpochUs, feedSeq, flags, dayVwap, officialOpen);
  }

  /**
   * As `tick`, for a symbol whose id the table gave and numbers that are numbers. @hot as `tick`.
   */
  knownTick(
    symbolId: SymbolId,
    price: number,
    size: number,
    exchangeEpochUs: EpochUs,
    feedSeq: number,
    isEligible: boolean,
    dayVwap: number,
    officialOpen: number,
  ): boolean {
    const intake = this.#intake;
    const seq = intake.enterRecord();
    const problem = tickProblem(price, size, exchangeEpochUs);
    if (problem !== 0) {
      const symbol = intake.symbols.symbolOf(symbolId);
      return intake.refuseTick(problem, "price", price, size, exchangeEpochUs, symbol);
    }
    const flags = isEligible ? FLAG_ELIGIBLE : 0;
    return this.#put(
      seq,
      symbolId,
      price,
      size,
      exchangeEpochUs,
      feedSeq,
      flags,
      dayVwap,
      officialOpen,
    );
  }

  /** Writes a valid trade. Returns whether it went into the ring. @hot */
  #put(
    seq: number,
    symbolId: SymbolId,
    price: number,
    size: number,
    exchangeEpochUs: EpochUs,
    feedSeq: number,
    flags: number,
    dayVwap: number,
    officialOpen: number,
  ): boolean {
    const intake = this.#intake;
    const slot = intake.claim(KIND_TICK, flags, symbolId, seq);
    if (slot < 0) return false;
    const { f64 } = intake.sink.view;
    const at = slot * RECORD_F64;
    f64[at + RECORD_EXCHANGE_EPOCH_US_F64] = exchangeEpochUs;
    f64[at + RECORD_FEED_SEQ_F64] = knownSeq(feedSeq);
    f64[at + TICK_PRICE_F64] = price;
    f64[at + TICK_SIZE_F64] = size;
    f64[at + TICK_DAY_VWAP_F64] = knownPrice(dayVwap);
    f64[at + TICK_OFFICIAL_OPEN_F64] = knownPrice(officialOpen);
    clearReserved(f64, at + TICK_OFFICIAL_OPEN_F64 + 1, at + RECORD_F64);
    return intake.commit();
  }

  /**
   * An aggregate over [startEpochUs, endEpochUs). `isMinute`: a minute bar, else a second bar.
   * VWAPs and open as for `tick`. Returns whether the record went into the ring. @hot as `tick`.
   */
  bar(
    symbol: unknown,
    open: unknown,
    high: unknown,
    low: unknown,
    close: unknown,
    volume: unknown,
    startEpochUs: EpochUs,
    endEpochUs: EpochUs,
    isMinute: boolean,
    windowVwap: number,
    dayVwap: number,
    officialOpen: number,
  ): boolean {
    const intake = this.#intake;
    const seq = intake.enterRecord();
    if (typeof open !== "number")
      return intake.refuseType("PRICE_NOT_NUMBER", "open", open, symbol);
    if (typeof high !== "number")
      return intake.refuseType("PRICE_NOT_NUMBER", "high", high, symbol);
    if (typeof low !== "number") return intake.refuseType("PRICE_NOT_NUMBER", "low", low, symbol);
    if (typeof close !== "number") {
      return intake.refuseType("PRICE_NOT_NUMBER", "close", close, symbol);
    }
    if (typeof volume !== "number") {
      return intake.refuseType("SIZE_NOT_NUMBER", "volume", volume, symbol);
    }
    const problem = barProblem(open, high, low, close, volume, startEpochUs, endEpochUs);
    if (problem !== 0) {
      const bar = { open, high, low, close, volume, start: startEpochUs, end: endEpochUs };
      return intake.refuseBar(problem, bar, symbol);
    }
    const id = this.#idOf(symbol);
    if (id <= 0) return intake.refuseSymbol(id, symbol);
    const slot = intake.claim(KIND_BAR, isMinute ? FLAG_MINUTE_BAR : 0, id, seq);
    if (slot < 0) return false;
    const { f64 } = intake.sink.view;
    const at = slot * RECORD_F64;
    f64[at + RECORD_EXCHANGE_EPOCH_US_F64] = endEpochUs;
    f64[at + RECORD_FEED_SEQ_F64] = NO_FEED_SEQ;
    f64[at + BAR_OPEN_F64] = open;
    f64[at + BAR_HIGH_F64] = high;
    f64[at + BAR_LOW_F64] = low;
    f64[at + BAR_CLOSE_F64] = close;
    f64[at + BAR_VOLUME_F64] = volume;
    f64[at + BAR_START_EPOCH_US_F64] = startEpochUs;
    f64[at + BAR_WINDOW_VWAP_F64] = knownPrice(windowVwap);
    f64[at + BAR_DAY_VWAP_F64] = knownPrice(dayVwap);
    f64[at + BAR_OFFICIAL_OPEN_F64] = knownPrice(officialOpen);
    clearReserved(f64, at + BAR_OFFICIAL_OPEN_F64 + 1, at + RECORD_F64);
    return intake.commit();
  }

  /** A fair market value. Returns whether the record went into the ring. @hot as `tick`. */
  fmv(symbol: unknown, fmv: unknown, exchangeEpochUs: EpochUs): boolean {
    const intake = this.#intake;
    const seq = intake.enterRecord();
    if (typeof fmv !== "number") return intake.refuseType("PRICE_NOT_NUMBER", "fmv", fmv, symbol);
    const problem = tickProblem(fmv, 0, exchangeEpochUs);
    if (problem !== 0) return intake.refuseTick(problem, "fmv", fmv, 0, exchangeEpochUs, symbol);
    const id = this.#idOf(symbol);
    if (id <= 0) return intake.refuseSymbol(id, symbol);
    const slot = intake.claim(KIND_FMV, 0, id, seq);
    if (slot < 0) return false;
    const { f64 } = intake.sink.view;
    const at = slot * RECORD_F64;
    f64[at + RECORD_EXCHANGE_EPOCH_US_F64] = exchangeEpochUs;
    f64[at + RECORD_FEED_SEQ_F64] = NO_FEED_SEQ;
    f64[at + FMV_FMV_F64] = fmv;
    clearReserved(f64, at + FMV_FMV_F64 + 1, at + RECORD_F64);
    return intake.commit();
  }

  /**
   * A record that is a slot already (a tape, a plug-in's own kind): checked, copied, and given this
   * engine's symbol id, received time, source and trace id. `recordSeq` is kept.
   * `symbolId`: from internSymbol, which has 0 for an invalid symbol and -1 for a full table.
   * Returns whether the record went into the ring. @hot as `tick`.
   */
  encoded(view: SlotView, slot: Slot, symbolId: SymbolId, recordSeq: number): boolean {
    const intake = this.#intake;
    intake.enter();
    intake.nextSeq = recordSeq + 1;
    if (symbolId <= 0) return intake.refuseSymbol(symbolId, undefined);
    const problem = encodedProblem(view, slot);
    if (problem !== 0) {
      const code = codeOf(problem);
      const symbol = intake.symbols.symbolOf(symbolId);
      return intake.refuse(code, encodedMessage(code, view, slot), `"${symbol}" #${recordSeq}`);
    }
    const kind = view.u8[slot * RECORD_BYTES + RECORD_KIND_U8]!;
    const flags = view.u8[slot * RECORD_BYTES + RECORD_FLAGS_U8]!;
    const to = intake.claim(kind, flags, symbolId, recordSeq);
    if (to < 0) return false;
    const { f64 } = intake.sink.view;
    const from = slot * RECORD_F64;
    const at = to * RECORD_F64;
    f64[at + RECORD_EXCHANGE_EPOCH_US_F64] = view.f64[from + RECORD_EXCHANGE_EPOCH_US_F64]!;
    f64[at + RECORD_FEED_SEQ_F64] = view.f64[from + RECORD_FEED_SEQ_F64]!;
    for (let i = TICK_PRICE_F64; i < RECORD_F64; i++) f64[at + i] = view.f64[from + i]!;
    return intake.commit();
  }

  /** The id of a symbol's text; 0 when it is invalid, -1 when the table is full. @hot */
  internSymbol(text: string): SymbolId {
    const { symbols } = this.#intake;
    const known = symbols.idOf(text);
    if (known > 0) return known;
    // The page that exists inserts tickers as HTML; markup must not become a symbol. Asked once a symbol.
    return isCleanTicker(text) ? symbols.intern(text) : NO_SYMBOL;
  }

  /** The id of a symbol's text, 0 when it has none; interns nothing. @hot */
  knownId(symbol: unknown): SymbolId {
    return typeof symbol === "string" ? this.#intake.symbols.idOf(symbol) : NO_SYMBOL;
  }

  /** A message that is no record, left out on purpose; `reason` is a FILTER_ constant. @hot */
  filtered(reason: number): void {
    this.#intake.enter();
    this.#intake.filter(reason);
  }

  /** A message that is no record of a known kind. `sample`: the message, cut. */
  rejected(code: ErrorCode, message: string, sample: string): void {
    this.#intake.enter();
    this.#intake.refuse(code, message, sample);
  }

  /** A data record that the decoder could not even take apart; takes a record_seq. */
  rejectedRecord(code: ErrorCode, message: string, sample: string): void {
    this.#intake.enterRecord();
    this.#intake.refuse(code, message, sample);
  }

  /** Makes everything accepted so far visible to the readers. Once per frame or batch. */
  flush(): void {
    this.#intake.sink.flush();
  }

  /**
   * As internSymbol, for whatever a feed has in its symbol field. Asked last, so that a record with
   * other faults does not take a place in the table. @hot
   */
  #idOf(symbol: unknown): SymbolId {
    return typeof symbol === "string" ? this.internSymbol(symbol) : NO_SYMBOL;
  }
}

/** A price that a feed may leave out: 0 = unknown. @hot */
function knownPrice(price: number): number {
  return price > 0 && price < Number.POSITIVE_INFINITY ? price : 0;
}

/**
 * A sequence that a feed may leave out. An infinite one would make all later ones duplicates. @hot
 */
function knownSeq(feedSeq: number): number {
  return feedSeq >= 0 && feedSeq <= Number.MAX_SAFE_INTEGER ? feedSeq : NO_FEED_SEQ;
}

/** A reused slot holds an older record; a recorded tape must not depend on which. @hot */
function clearReserved(f64: Float64Array, from: number, end: number): void {
  for (let i = from; i < end; i++) f64[i] = 0;
}
