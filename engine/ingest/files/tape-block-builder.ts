/** Collects imported records into blocks, as a tape has them: slots and a list of symbols. */
import {
  BLOCK_RECORDS,
  NO_SYMBOL,
  privateSlots,
  RECORD_BYTES,
  type Slot,
  type SlotView,
  SYMBOL_UNITS_MAX,
  type SymbolId,
  type TapeBlock,
} from "#codec";

export class TapeBlockBuilder {
  #view: SlotView = privateSlots(BLOCK_RECORDS, RECORD_BYTES);
  readonly #symbols: string[] = [""];
  readonly #ids: Map<string, SymbolId> = new Map();
  #records = 0;

  /** The slots of the block at work; another view after take(). */
  get view(): SlotView {
    return this.#view;
  }

  /** Records in the block so far. */
  get records(): number {
    return this.#records;
  }

  /** The slot to write next; commit when it is written. */
  get nextSlot(): Slot {
    return this.#records as Slot;
  }

  get isFull(): boolean {
    return this.#records === BLOCK_RECORDS;
  }

  /** The id of a symbol's text; 0 when it is invalid (empty or too long). */
  symbolId(text: string): SymbolId {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    if (text.length === 0 || text.length > SYMBOL_UNITS_MAX) return NO_SYMBOL;
    const id = (this.#symbols.push(text) - 1) as SymbolId;
    this.#ids.set(text, id);
    return id;
  }

  /** The slot `nextSlot` is written. */
  commit(): void {
    this.#records += 1;
  }

  /** The records so far as a block; the next one starts empty, in memory of its own. */
  take(): TapeBlock {
    const block = { view: this.#view, records: this.#records, symbols: this.#symbols };
    this.#view = privateSlots(BLOCK_RECORDS, RECORD_BYTES);
    this.#records = 0;
    return block;
  }
}
