/** The newest rows of each list, for clients that come late or ask again. Main thread. */
import { type FrameRow, LISTS } from "./frame-row.ts";

export class RowHistory {
  readonly rowsMax: number;
  readonly #lists: FrameRow[][] = Array.from({ length: LISTS }, () => []);

  /** `rowsMax`: rows per list. */
  constructor(rowsMax: number) {
    this.rowsMax = rowsMax;
  }

  add(row: FrameRow): void {
    const list = this.#lists[row.list]!;
    list.push(row);
    if (list.length > this.rowsMax) list.shift();
  }

  clear(lists: readonly number[]): void {
    for (const list of lists) this.#lists[list]!.length = 0;
  }

  /** All rows, list by list, oldest to newest. */
  rows(): FrameRow[] {
    return this.#lists.flat();
  }
}
