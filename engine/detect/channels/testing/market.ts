/**
 * A market in one thread for tests: real channels on private memory, a record at a time, events kept
 * as copies of their slots. What the border would reject is told apart here, as the border does.
 */
import {
  asSlot,
  BAR_CLOSE_F64,
  BAR_HIGH_F64,
  BAR_LOW_F64,
  BAR_OPEN_F64,
  BAR_START_EPOCH_US_F64,
  BAR_VOLUME_F64,
  EVENT_BYTES,
  EVENT_KIND_U8,
  EVENT_SESSION,
  FLAG_ELIGIBLE,
  FMV_FMV_F64,
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  type Slot,
  type SlotView,
  SymbolTableWriter,
  symbolTableBytes,
  TICK_DAY_VWAP_F64,
  TICK_OFFICIAL_OPEN_F64,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { type Decisions, ErrorLog, ThreadLedger } from "#engine/telemetry";
import { Calendar, type CalendarName } from "../../calendar/calendar.ts";
import { createDetectors } from "../../detectors/built-in.ts";
import type { Detector } from "../../detectors/detector.ts";
import { type EventSink, EventWriter } from "../../detectors/event-writer.ts";
import { ActivityWheelWriter, activityWheelBytes } from "../../state/activity-wheel.ts";
import { SymbolStates, symbolStateBytes } from "../../state/symbol-states.ts";
import type { Channel, ChannelParts } from "../channel.ts";
import { FmvChannel } from "../fmv-channel.ts";
import { OhlcvChannel } from "../ohlcv-channel.ts";
import { TickChannel } from "../tick-channel.ts";
import { barProblem, tickProblem } from "../validity.ts";

const SYMBOLS_MAX = 256;

/** A tick as tests write it; times in epoch microseconds. */
export interface TickInput {
  recordSeq: number;
  symbol: string;
  price: number;
  size: number;
  epochUs: number;
  /** 0 = not given. */
  dayVwap?: number;
  officialOpen?: number;
  isEligible?: boolean;
  /** -1 = none. */
  feedSeq?: number;
}

/** A bar as tests write it. */
export interface BarInput {
  recordSeq: number;
  symbol: string;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  startEpochUs: number;
  endEpochUs: number;
}

/** Keeps copies of committed events; reuses one slot. */
class KeepingSink implements EventSink {
  readonly view: SlotView = privateSlots(1, EVENT_BYTES);
  readonly events: Uint8Array[] = [];

  claim(): Slot {
    return asSlot(0);
  }

  commit(): void {
    this.events.push(this.view.u8.slice());
  }
}

/** Options of a test market; all have the defaults of the engine. */
export interface MarketOptions {
  detectors?: readonly Detector[];
  states?: SymbolStates;
  decisions?: Decisions;
}

export class TestMarket {
  readonly symbols: SymbolTableWriter = new SymbolTableWriter(
    new SharedArrayBuffer(symbolTableBytes(SYMBOLS_MAX)),
  );
  readonly states: SymbolStates;
  readonly ledger: ThreadLedger = ThreadLedger.detached();
  readonly errors: ErrorLog = ErrorLog.detached();
  readonly activity: ActivityWheelWriter = new ActivityWheelWriter(
    new SharedArrayBuffer(activityWheelBytes),
  );
  readonly tick: Channel;
  readonly ohlcv: Channel;
  readonly fmv: Channel;
  readonly record: SlotView = privateSlots(1, RECORD_BYTES);
  /** Records that the border would have rejected. */
  rejected = 0;
  readonly #sink: KeepingSink = new KeepingSink();
  readonly #writer: EventWriter;
  readonly #calendarName: CalendarName;
  readonly #detectors: readonly Detector[];
  readonly #decisions: Decisions | undefined;

  constructor(calendarName: CalendarName, options: MarketOptions = {}) {
    const memory = () => new SharedArrayBuffer(symbolStateBytes(SYMBOLS_MAX));
    this.states = options.states ?? new SymbolStates(memory());
    this.#calendarName = calendarName;
    this.#detectors = options.detectors ?? createDetectors();
    this.#decisions = options.decisions;
    this.#writer = new EventWriter(this.#sink, this.symbols);
    this.tick = new TickChannel(this.parts());
    this.ohlcv = new OhlcvChannel(this.parts());
    this.fmv = new FmvChannel(this.parts());
    for (const channel of [this.tick, this.ohlcv, this.fmv]) channel.start();
  }

  /** What a channel of this market is made of. */
  parts(): ChannelParts {
    return {
      states: this.states,
      calendar: new Calendar(this.#calendarName),
      detectors: this.#detectors,
      events: this.#writer,
      ledger: this.ledger,
      errors: this.errors,
      activity: this.activity,
      symbols: this.symbols,
      ...(this.#decisions === undefined ? {} : { decisions: this.#decisions }),
    };
  }

  /** All events, session events included, as bytes of their slots. */
  get allEvents(): readonly Uint8Array[] {
    return this.#sink.events;
  }

  /** The events of lists: no session events. */
  get events(): Uint8Array[] {
    return this.#sink.events.filter((event) => event[EVENT_KIND_U8] !== EVENT_SESSION);
  }

  /** Feeds a tick; returns the channel's outcome, or undefined when the border rejects it. */
  feedTick(tick: TickInput): number | undefined {
    const symbolId = this.symbols.intern(tick.symbol);
    if (symbolId <= 0 || tickProblem(tick.price, tick.size, tick.epochUs) !== 0) {
      this.rejected += 1;
      return undefined;
    }
    const { f64, u8 } = this.record;
    this.#begin(KIND_TICK, tick.recordSeq, symbolId, tick.epochUs);
    u8[RECORD_FLAGS_U8] = tick.isEligible === false ? 0 : FLAG_ELIGIBLE;
    f64[RECORD_FEED_SEQ_F64] = tick.feedSeq ?? -1;
    f64[TICK_PRICE_F64] = tick.price;
    f64[TICK_SIZE_F64] = tick.size;
    f64[TICK_DAY_VWAP_F64] = tick.dayVwap ?? 0;
    f64[TICK_OFFICIAL_OPEN_F64] = tick.officialOpen ?? 0;
    return this.tick.handle(this.record, asSlot(0));
  }

  /** Feeds a bar; as feedTick. */
  feedBar(bar: BarInput): number | undefined {
    const { open, high, low, close, volume, startEpochUs, endEpochUs } = bar;
    const symbolId = this.symbols.intern(bar.symbol);
    const problem = barProblem(open, high, low, close, volume, startEpochUs, endEpochUs);
    if (symbolId <= 0 || problem !== 0) {
      this.rejected += 1;
      return undefined;
    }
    const { f64 } = this.record;
    this.#begin(KIND_BAR, bar.recordSeq, symbolId, endEpochUs);
    f64[BAR_OPEN_F64] = open;
    f64[BAR_HIGH_F64] = high;
    f64[BAR_LOW_F64] = low;
    f64[BAR_CLOSE_F64] = close;
    f64[BAR_VOLUME_F64] = volume;
    f64[BAR_START_EPOCH_US_F64] = startEpochUs;
    return this.ohlcv.handle(this.record, asSlot(0));
  }

  /** Feeds a fair value. */
  feedFmv(recordSeq: number, symbol: string, fmv: number, epochUs: number): number {
    this.#begin(KIND_FMV, recordSeq, this.symbols.intern(symbol), epochUs);
    this.record.f64[FMV_FMV_F64] = fmv;
    return this.fmv.handle(this.record, asSlot(0));
  }

  #begin(kind: number, recordSeq: number, symbolId: number, epochUs: number): void {
    const { f64, u32, u8 } = this.record;
    f64.fill(0, 0, RECORD_F64);
    u8[RECORD_KIND_U8] = kind;
    f64[RECORD_SEQ_F64] = recordSeq;
    u32[RECORD_SYMBOL_ID_U32] = symbolId;
    f64[RECORD_EXCHANGE_EPOCH_US_F64] = epochUs;
  }
}
