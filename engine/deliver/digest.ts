/**
 * A digest over events, in order, so that two runs can be compared by one word.
 *
 * Covers what an event says: kind, symbol text, record, times of the venue, numbers. Leaves out what
 * belongs to one run only: this engine's clock, trace ids, symbol ids, and the position within the
 * record, which a session event of another worker may shift (the order itself is in the digest).
 */
import {
  EVENT_BYTES,
  EVENT_DETECTED_EPOCH_US_F64,
  EVENT_ORDINAL_U8,
  EVENT_RECEIVED_EPOCH_US_F64,
  EVENT_SYMBOL_ID_U32,
  EVENT_TRACE_ID_U32,
  privateSlots,
  type Slot,
  type SlotView,
  type SymbolId,
  type SymbolTable,
} from "#codec";

export class EventDigest {
  readonly #symbols: SymbolTable;
  readonly #hasher: Bun.CryptoHasher = new Bun.CryptoHasher("sha256");
  readonly #scratch: SlotView = privateSlots(1, EVENT_BYTES);
  #count = 0;

  constructor(symbols: SymbolTable) {
    this.#symbols = symbols;
  }

  /** Events so far. */
  get count(): number {
    return this.#count;
  }

  add(view: SlotView, slot: Slot): void {
    const { u8, u32, f64 } = this.#scratch;
    const at = slot * EVENT_BYTES;
    u8.set(view.u8.subarray(at, at + EVENT_BYTES));
    const symbol = this.#symbols.symbolOf(u32[EVENT_SYMBOL_ID_U32]! as SymbolId);
    u8[EVENT_ORDINAL_U8] = 0;
    u32[EVENT_SYMBOL_ID_U32] = 0;
    u32[EVENT_TRACE_ID_U32] = 0;
    f64[EVENT_RECEIVED_EPOCH_US_F64] = 0;
    f64[EVENT_DETECTED_EPOCH_US_F64] = 0;
    this.#hasher.update(u8);
    this.#hasher.update(`${symbol}\n`);
    this.#count += 1;
  }

  /** `sha256:<hex>` of everything added so far. */
  value(): string {
    return `sha256:${this.#hasher.copy().digest("hex")}`;
  }
}
