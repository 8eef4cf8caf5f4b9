/**
 * From the bytes of a short symbol to its id, without making its text: up to 8 ASCII characters are
 * two words, and the words are the key. Ingest thread.
 *
 * A copy of what the symbol table said, never a source: what is not here is asked there. Open addressing,
 * at most half full. Ids never change, so nothing is ever taken out.
 */

import type { SymbolId } from "#codec";

/** Longest symbol that two words hold. */
export const TICKER_BYTES_MAX = 8;

const ENTRY_I32 = 4;
const HIGH = 0;
const LOW = 1;
const ID = 2;
const ENTRIES_MIN = 1024;

export class TickerIds {
  #entries: Int32Array = new Int32Array(ENTRIES_MIN * ENTRY_I32);
  #mask: number = ENTRIES_MIN - 1;
  #count = 0;

  /** The id of the symbol whose last four bytes are `low`, those before `high`; 0 = not here. @hot */
  idOf(high: number, low: number): SymbolId {
    const entries = this.#entries;
    for (let i = slotOf(high, low); ; i++) {
      const at = (i & this.#mask) * ENTRY_I32;
      const id = entries[at + ID]! as SymbolId;
      if (id === 0 || (entries[at + LOW] === low && entries[at + HIGH] === high)) return id;
    }
  }

  /** Remembers an id of the symbol table, above 0, of a symbol that is not here. */
  learn(high: number, low: number, id: SymbolId): void {
    if ((this.#count + 1) * 2 > this.#mask + 1) this.#grow();
    this.#put(high, low, id);
    this.#count += 1;
  }

  #put(high: number, low: number, id: number): void {
    const entries = this.#entries;
    let i = slotOf(high, low);
    while (entries[(i & this.#mask) * ENTRY_I32 + ID] !== 0) i++;
    const at = (i & this.#mask) * ENTRY_I32;
    entries[at + HIGH] = high;
    entries[at + LOW] = low;
    entries[at + ID] = id;
  }

  #grow(): void {
    const old = this.#entries;
    this.#entries = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let at = 0; at < old.length; at += ENTRY_I32) {
      if (old[at + ID] !== 0) this.#put(old[at + HIGH]!, old[at + LOW]!, old[at + ID]!);
    }
  }
}

/** Multiplicative hashing; the high bits are the mixed ones. Not negative. @hot */
function slotOf(high: number, low: number): number {
  return Math.imul(low ^ Math.imul(high, 0x85_eb_ca_6b), 0x9e_37_79_b1) >>> 12;
}
