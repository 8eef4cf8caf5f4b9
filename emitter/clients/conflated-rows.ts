/**
 * What a slow client still has to get: the newest row per symbol and list, oldest first. Bounded,
 * so that a client that stops reading costs a known amount of memory.
 *
 * Invariant: size <= rowsMax. Every row that `keep` takes leaves by `forget`, `clear` or as the
 * return value of `keep` of a later row, so the owner can count each one.
 */
import { type FrameRow, LISTS } from "../frames/frame-row.ts";

export class ConflatedRows {
  readonly rowsMax: number;
  /** A Map iterates in order of insertion: a replaced row moves to the end. */
  readonly #rows: Map<number, FrameRow> = new Map();

  constructor(rowsMax: number) {
    this.rowsMax = rowsMax;
  }

  get size(): number {
    return this.#rows.size;
  }

  /**
   * Keeps `row`; returns the row it replaced, or the oldest when there was no room, else undefined.
   */
  keep(row: FrameRow): FrameRow | undefined {
    const key = keyOf(row);
    const replaced = this.#rows.get(key);
    if (replaced !== undefined) this.#rows.delete(key);
    this.#rows.set(key, row);
    if (replaced !== undefined || this.#rows.size <= this.rowsMax) return replaced;
    const [oldest] = this.#rows.values();
    if (oldest === undefined) throw new Error("Invariant: an overfull map has an oldest row");
    this.#rows.delete(keyOf(oldest));
    return oldest;
  }

  /** The oldest rows, at most `max`; they stay until `forget`, so a refused send loses nothing. */
  oldest(max: number): FrameRow[] {
    const rows: FrameRow[] = [];
    for (const row of this.#rows.values()) {
      if (rows.length === max) break;
      rows.push(row);
    }
    return rows;
  }

  /** Takes out rows that `oldest` gave. */
  forget(rows: readonly FrameRow[]): void {
    for (const row of rows) if (this.#rows.get(keyOf(row)) === row) this.#rows.delete(keyOf(row));
  }

  /** Takes out every row of these lists; returns how many. */
  clear(lists: readonly number[]): number {
    const before = this.#rows.size;
    for (const [key, row] of this.#rows) if (lists.includes(row.list)) this.#rows.delete(key);
    return before - this.#rows.size;
  }
}

function keyOf(row: FrameRow): number {
  return row.symbolId * LISTS + row.list;
}
