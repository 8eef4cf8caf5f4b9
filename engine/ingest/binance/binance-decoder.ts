/**
 * Binance's dialect, spot and USD-margined futures: raw frames and combined ones ({stream, data})
 * to records. Ingest thread. Decimals are text here; a bare number or anything else in their place
 * is refused, since it would mean that the format changed.
 *
 * | message | becomes |
 * |---|---|
 * | aggTrade | a tick; feed_seq = `a`, which is contiguous per symbol: gaps are counted exactly |
 * | trade | a tick; feed_seq = `t`; duplicate when the symbol's aggTrade is taken too (below) |
 * | kline 1m or 1s, closed | a minute or second bar |
 * | kline, still open | unfinished_bar |
 * | kline of another interval, bookTicker, depth, tickers, mark prices | unsupported_kind |
 * | reply to a request, serverShutdown | control_message |
 * | anything else | KIND_UNKNOWN |
 *
 * aggTrade and trade report the same executions: with both subscribed for a symbol, only aggTrade
 * counts.
 */
import type { EpochUs } from "#codec";
import {
  type ErrorLog,
  FILTER_CONTROL_MESSAGE,
  FILTER_DUPLICATE,
  FILTER_UNFINISHED_BAR,
  FILTER_UNSUPPORTED_KIND,
} from "#engine/telemetry";
import { type FrameIntake, missingFields, REFUSED, sampleOf } from "../feed/frame-intake.ts";
import { decimalOf } from "../normalise/decimal.ts";
import type { Normaliser } from "../normalise/normaliser.ts";
import { valueText } from "../normalise/record-problem.ts";
import { SequenceGaps } from "./sequence-gaps.ts";

const AGG_TRADE_KEYS = ["e", "s", "a", "p", "q", "T"] as const;
const TRADE_KEYS = ["e", "s", "t", "p", "q", "T"] as const;
const KLINE_KEYS = ["t", "T", "s", "i", "o", "c", "h", "l", "v", "x"] as const;
const US_PER_MS = 1000;

/** Types that exist and that this engine does not use. */
const UNSUPPORTED: ReadonlySet<unknown> = new Set([
  "bookTicker",
  "depthUpdate",
  "24hrTicker",
  "24hrMiniTicker",
  "1hTicker",
  "4hTicker",
  "1dTicker",
  "avgPrice",
  "markPriceUpdate",
  "forceOrder",
  "continuous_kline",
  "indexPriceUpdate",
]);

type Message = Record<string, unknown>;

export class BinanceDecoder {
  /** Called for each reply to a request; `error` is "" for a good one. */
  onReply: (id: unknown, error: string) => void = ignore;
  /** Called when the server says that it will close the connection. */
  onShutdown: () => void = ignore;
  readonly gaps: SequenceGaps;
  readonly #frames: FrameIntake;
  readonly #normaliser: Normaliser;
  /** Symbols whose aggTrade is subscribed. */
  readonly #aggregated: ReadonlySet<string>;

  /** `aggregated`: symbols as the feed writes them (upper case) whose aggTrade is subscribed. */
  constructor(
    frames: FrameIntake,
    normaliser: Normaliser,
    errors: ErrorLog,
    aggregated: ReadonlySet<string>,
  ) {
    this.#frames = frames;
    this.#normaliser = normaliser;
    this.#aggregated = aggregated;
    this.gaps = new SequenceGaps(errors);
    normaliser.feedTimeUnit = "ms";
  }

  /**
   * Takes one frame as the socket gave it and publishes its records. `normaliser.receivedEpochUs`
   * is set by the caller. Returns how many of its messages were market data, accepted or not. @hot
   */
  frame(data: unknown): number {
    const value = this.#frames.parse(data);
    if (value === REFUSED) return 0;
    let dataMessages = 0;
    const inner = unwrapped(value);
    if (Array.isArray(inner)) {
      // Streams of all symbols (!ticker@arr and its kind) put an array into one frame.
      this.#frames.leave(inner.length);
      for (const message of inner) dataMessages += this.#message(message);
    } else if (typeof inner === "object" && inner !== null) {
      this.#frames.leave(1);
      dataMessages = this.#message(inner);
    } else {
      this.#frames.refuseShape(value, "an object of the Binance dialect");
    }
    this.#normaliser.flush();
    return dataMessages;
  }

  #message(value: unknown): number {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      const said = `a message is ${valueText(value)}, not an object`;
      this.#normaliser.rejected("FRAME_SHAPE", said, sampleOf(value));
      return 0;
    }
    const message = value as Message;
    switch (message.e) {
      case "aggTrade":
        this.#trade(message, message.a, AGG_TRADE_KEYS);
        return 1;
      case "trade":
        this.#plainTrade(message);
        return 1;
      case "kline":
        this.#kline(message.k);
        return 1;
      case "serverShutdown":
        this.#normaliser.filtered(FILTER_CONTROL_MESSAGE);
        this.onShutdown();
        return 0;
      case undefined:
        return this.#untyped(message);
      default:
        if (UNSUPPORTED.has(message.e)) {
          this.#normaliser.filtered(FILTER_UNSUPPORTED_KIND);
          return 1;
        }
        this.#unknown(message, `e=${valueText(message.e)} is not an event type of the dialect`);
        return 0;
    }
  }

  /** Replies have an id; spot's bookTicker and partial depth have no type either. */
  #untyped(message: Message): number {
    if ("id" in message || "code" in message) {
      this.#normaliser.filtered(FILTER_CONTROL_MESSAGE);
      this.onReply(message.id, replyError(message));
      return 0;
    }
    const isBook = "u" in message && "b" in message && "a" in message;
    if (isBook || "lastUpdateId" in message) {
      this.#normaliser.filtered(FILTER_UNSUPPORTED_KIND);
      return 1;
    }
    this.#unknown(message, missingFields(message, "a message", ["e"]));
    return 0;
  }

  #plainTrade(message: Message): void {
    if (this.#aggregated.has(message.s as string)) this.#normaliser.filtered(FILTER_DUPLICATE);
    else this.#trade(message, message.t, TRADE_KEYS);
  }

  #trade(message: Message, id: unknown, expected: readonly string[]): void {
    const { s, p, q, T } = message;
    if (s === undefined || p === undefined || q === undefined || T === undefined) {
      this.#missing(message, expected);
      return;
    }
    if (typeof T !== "number") {
      this.#wrongTime(message, "T", T);
      return;
    }
    if (typeof p !== "string" || typeof q !== "string") {
      this.#notDecimal(message, typeof p === "string" ? "q" : "p");
      return;
    }
    const price = decimalOf(p);
    const size = decimalOf(q);
    if (Number.isNaN(price) || Number.isNaN(size)) {
      this.#notDecimal(message, Number.isNaN(price) ? "p" : "q");
      return;
    }
    const feedSeq = typeof id === "number" ? id : -1;
    const exchangeEpochUs = Math.round(T * US_PER_MS) as EpochUs;
    this.#normaliser.tick(s, price, size, exchangeEpochUs, feedSeq, true, 0, 0);
    if (message.e === "aggTrade" && feedSeq >= 0) this.gaps.see(s, feedSeq);
  }

  #kline(value: unknown): void {
    if (typeof value !== "object" || value === null) {
      const said = `k=${valueText(value)} is not a kline`;
      this.#normaliser.rejectedRecord("FRAME_SHAPE", said, sampleOf(value));
      return;
    }
    const k = value as Message;
    for (const key of KLINE_KEYS) {
      if (k[key] !== undefined) continue;
      this.#missing(k, KLINE_KEYS);
      return;
    }
    if (k.i !== "1m" && k.i !== "1s") {
      this.#normaliser.filtered(FILTER_UNSUPPORTED_KIND);
      return;
    }
    if (k.x !== true) {
      this.#normaliser.filtered(FILTER_UNFINISHED_BAR);
      return;
    }
    if (typeof k.t !== "number" || typeof k.T !== "number") {
      this.#wrongTime(k, typeof k.t === "number" ? "T" : "t", typeof k.t === "number" ? k.T : k.t);
      return;
    }
    for (const key of ["o", "h", "l", "c", "v"]) {
      const text = k[key];
      if (typeof text === "string" && !Number.isNaN(decimalOf(text))) continue;
      this.#notDecimal(k, key);
      return;
    }
    this.#bar(k, k.t, k.T);
  }

  /** `endMs` is the last millisecond of the window, as the dialect counts. */
  #bar(k: Message, startMs: number, endMs: number): void {
    const volume = decimalOf(k.v as string);
    const quoteVolume = typeof k.q === "string" ? decimalOf(k.q) : Number.NaN;
    this.#normaliser.bar(
      k.s,
      decimalOf(k.o as string),
      decimalOf(k.h as string),
      decimalOf(k.l as string),
      decimalOf(k.c as string),
      volume,
      Math.round(startMs * US_PER_MS) as EpochUs,
      Math.round((endMs + 1) * US_PER_MS) as EpochUs,
      k.i === "1m",
      quoteVolume / volume, // not a number without volume: unknown
      0,
      0,
    );
  }

  #missing(message: Message, expected: readonly string[]): void {
    const said = missingFields(message, String(message.e ?? "kline"), expected);
    this.#normaliser.rejectedRecord("FIELD_MISSING", said, sampleOf(message));
  }

  #wrongTime(message: Message, field: string, value: unknown): void {
    const said = `${field}=${valueText(value)} is not a number of milliseconds`;
    this.#normaliser.rejectedRecord("TIME_INVALID", said, sampleOf(message));
  }

  #notDecimal(message: Message, field: string): void {
    const code = field === "q" || field === "v" ? "SIZE_NOT_NUMBER" : "PRICE_NOT_NUMBER";
    const was = `${field}=${valueText(message[field])}`;
    const said = `${was} is not a decimal as text; this dialect sends "0.0010"`;
    this.#normaliser.rejectedRecord(code, said, sampleOf(message));
  }

  #unknown(message: Message, said: string): void {
    this.#normaliser.rejected("KIND_UNKNOWN", said, sampleOf(message));
  }
}

/** The message of a combined frame, else the frame itself. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return "stream" in value && "data" in value ? value.data : value;
}

function replyError(message: Message): string {
  const error = message.error ?? (message.code === undefined ? undefined : message);
  return error === undefined ? "" : sampleOf(error);
}

function ignore(): void {
  // Without a client nobody waits for replies.
}
