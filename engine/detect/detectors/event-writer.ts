/**
 * Writes events into the slots of a sink. One per detector worker, shared by its channels.
 *
 * An event is opened (its header is filled, the rest zero), completed by its detector, and closed.
 * Invariant: at most one event is open; `begin` of the next record abandons one that a throwing
 * detector left open, and the sink gives its slot again.
 */
import {
  type EpochUs,
  EVENT_BYTES,
  EVENT_COUNT_DOWN_U32,
  EVENT_COUNT_UP_U32,
  EVENT_DETECTED_EPOCH_US_F64,
  EVENT_DIRECTION_U8,
  EVENT_EVENT_EPOCH_US_F64,
  EVENT_F64,
  EVENT_HASH_U32,
  EVENT_KIND_U8,
  EVENT_ORDINAL_U8,
  EVENT_PERCENT_CHANGE_F64,
  EVENT_PRICE_F64,
  EVENT_RECEIVED_EPOCH_US_F64,
  EVENT_RECORD_EPOCH_US_F64,
  EVENT_RECORD_SEQ_F64,
  EVENT_REL_VOLUME_F64,
  EVENT_REVERSAL_U8,
  EVENT_SYMBOL_ID_U32,
  EVENT_TRACE_ID_U32,
  EVENT_U32,
  EVENT_VOLUME_F64,
  EVENT_VWAP_DIVERGENCE_F64,
  EVENT_VWAP_F64,
  type Slot,
  type SlotView,
  type SymbolId,
  type SymbolTable,
} from "#codec";
import type { RecordContext } from "../state/record-context.ts";
import { eventHash, textHash } from "./event-hash.ts";

/** Where events go; the detector worker's thread. */
export interface EventSink {
  readonly view: SlotView;
  /**
   * The slot (index into `view`) for the next event; waits while there is no room. Gives the same slot
   * again when the last one was not committed.
   */
  claim(): Slot;
  /** The claimed slot is written. */
  commit(): void;
}

const ORDINAL_MAX = 255;

export class EventWriter {
  readonly f64: Float64Array;
  readonly u32: Uint32Array;
  readonly u8: Uint8Array;
  /** This engine's clock for the events to come, epoch microseconds; set once per batch. */
  detectedEpochUs: EpochUs = 0 as EpochUs;
  readonly #sink: EventSink;
  readonly #symbols: SymbolTable;
  readonly #symbolHashes: Uint32Array;
  #events = 0;
  /** Bit `kind * 3 + side`: the record has such an event already. */
  #seen = 0;

  constructor(sink: EventSink, symbols: SymbolTable) {
    this.#sink = sink;
    this.#symbols = symbols;
    this.#symbolHashes = new Uint32Array(symbols.symbolsMax + 1);
    this.f64 = sink.view.f64;
    this.u32 = sink.view.u32;
    this.u8 = sink.view.u8;
  }

  /** Events that the current record made so far. */
  get events(): number {
    return this.#events;
  }

  /** A new record begins. @hot */
  begin(): void {
    this.#events = 0;
    this.#seen = 0;
  }

  /**
   * Opens an event of the record in work and returns its slot. Filled: identity, times, price, VWAP and
   * its divergence; volume and rel_volume as the record has them; percent_change against the session's
   * base price. Left 0: reversal, counts and the numbers of the kind.
   * `kind`, `side`: EVENT_ and SIDE_ constants; `eventEpochUs`: when it happened, venue time.
   */
  open(
    context: RecordContext,
    kind: number,
    side: number,
    eventEpochUs: number,
    price: number,
  ): number {
    const slot = this.#sink.claim();
    const { f64, u32, u8 } = this;
    const f = slot * EVENT_F64;
    const u = slot * EVENT_U32;
    const b = slot * EVENT_BYTES;
    f64.fill(0, f, f + EVENT_F64);
    u8[b + EVENT_KIND_U8] = kind;
    u8[b + EVENT_DIRECTION_U8] = side;
    u8[b + EVENT_ORDINAL_U8] = Math.min(this.#events, ORDINAL_MAX);
    u32[u + EVENT_SYMBOL_ID_U32] = context.symbolId;
    f64[f + EVENT_RECORD_SEQ_F64] = context.recordSeq;
    f64[f + EVENT_EVENT_EPOCH_US_F64] = eventEpochUs;
    f64[f + EVENT_RECORD_EPOCH_US_F64] = context.epochUs;
    f64[f + EVENT_RECEIVED_EPOCH_US_F64] = context.receivedEpochUs;
    f64[f + EVENT_DETECTED_EPOCH_US_F64] = this.detectedEpochUs;
    u32[u + EVENT_TRACE_ID_U32] = context.traceId;
    u32[u + EVENT_HASH_U32] = this.#hash(context, kind, side, eventEpochUs);
    const { vwap } = context;
    f64[f + EVENT_PRICE_F64] = price;
    f64[f + EVENT_PERCENT_CHANGE_F64] = context.percentChange(price);
    f64[f + EVENT_VWAP_F64] = vwap;
    f64[f + EVENT_VWAP_DIVERGENCE_F64] = vwap > 0 ? (100 * (price - vwap)) / vwap : 0;
    f64[f + EVENT_VOLUME_F64] = context.size;
    f64[f + EVENT_REL_VOLUME_F64] = context.relVolume();
    return slot;
  }

  /** Sets the counts of both sides, this event included. */
  setCounts(slot: number, up: number, down: number): void {
    this.u32[slot * EVENT_U32 + EVENT_COUNT_UP_U32] = up;
    this.u32[slot * EVENT_U32 + EVENT_COUNT_DOWN_U32] = down;
  }

  /** Sets `reversal`: high/low 0 or 1; trend and surge 0 or a REVERSAL_ constant. */
  setReversal(slot: number, reversal: number): void {
    this.u8[slot * EVENT_BYTES + EVENT_REVERSAL_U8] = reversal;
  }

  /** Hands the open event to the sink. */
  close(): void {
    this.#sink.commit();
    this.#events += 1;
  }

  #hash(context: RecordContext, kind: number, side: number, eventEpochUs: number): number {
    const { symbolId, recordSeq } = context;
    let symbolHash = this.#symbolHashes[symbolId];
    if (symbolHash === 0) {
      symbolHash = textHash(this.#symbols.symbolOf(symbolId as SymbolId));
      this.#symbolHashes[symbolId] = symbolHash;
    }
    // A plug-in may repeat what a built-in detector said of the same record; ids still must differ.
    const bit = 1 << (kind * 3 + side);
    const repeat = (this.#seen & bit) !== 0 ? this.#events : 0;
    this.#seen |= bit;
    return eventHash(symbolHash, kind, side, eventEpochUs, recordSeq, repeat);
  }
}
