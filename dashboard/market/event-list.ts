/**
 * One of the six lists: newest on top, at most 100 rows.
 *
 * Rows wait until `draw` is called, so that a burst is spread over pictures. Only as many rows are
 * elements as can be seen, until somebody scrolls or moves into the list: painting 600 rows takes longer
 * than a picture. Row elements are used again: a page that is open for hours makes no garbage. While
 * somebody reads (the list has the focus, or the page is paused) new rows wait and are counted.
 */
import { addCell, make, setText, table } from "../elements.ts";
import { type Column, EventRow, type Listed } from "./event-row.ts";

const ROWS_MAX = 100;
/** As in market.css. */
const ROW_PX = 21;
/** Shares of the width, as the columns have theirs. */
const TICKER_WEIGHT = 19;
const AGE_WEIGHT = 11;

export class EventList<T extends Listed> {
  readonly #columns: readonly Column<T>[];
  readonly #now: () => number;
  readonly #body: HTMLTableSectionElement;
  readonly #count: HTMLElement;
  readonly #waitingCount: HTMLElement;
  readonly #scroll: HTMLElement;
  /** Newest first; those in #rows are the first of #items. */
  #items: T[] = [];
  #rows: EventRow<T>[] = [];
  /** Rows that fit, and one more; all rows while somebody reads further down. */
  #rowsSeen = 14;
  #rowsMax = 14;
  /** Stands for the rows that are no elements. */
  readonly #spacer: HTMLTableRowElement = make("tr", { class: "spacer", "aria-hidden": "true" });
  /** Oldest first. */
  #waiting: T[] = [];
  readonly #ids: Set<string> = new Set();
  #isEmptyShown = false;
  isPaused = false;

  /** Adds the list to `parent`. `now`: the market's time, epoch seconds. */
  constructor(
    parent: Element,
    title: string,
    side: "up" | "down",
    columns: readonly Column<T>[],
    now: () => number,
  ) {
    this.#columns = columns;
    this.#now = now;
    this.#count = make("span", { class: "count" });
    this.#waitingCount = make("span", { class: "waiting" });
    const heading = make("h3", { class: side }, title);
    const headings = [
      { text: "ticker", isText: true },
      ...columns.map(({ heading, className }) => ({ text: heading, isText: className === "text" })),
      { text: "age" },
    ];
    const parts = table(title, headings);
    this.#body = parts.body;
    for (const [i, { title: full }] of columns.entries()) {
      if (full !== undefined) parts.table.tHead?.rows[0]?.cells[i + 1]?.setAttribute("title", full);
    }
    this.#setWidths(parts.table);
    this.#scroll = make(
      "div",
      {
        class: "scroll",
        tabindex: "0",
        role: "group",
        "aria-label": `${title}: arrow keys move, Enter opens`,
      },
      parts.table,
    );
    addCell(this.#spacer, "");
    this.#scroll.addEventListener("keydown", (event) => this.#onKey(event));
    this.#scroll.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    const head = make("div", { class: "list-head" }, heading, this.#waitingCount, this.#count);
    new ResizeObserver(() => this.#onResize()).observe(this.#scroll);
    parent.append(
      make("section", { class: "panel list", "aria-label": title }, head, this.#scroll),
    );
    this.clear();
  }

  /** Fixed widths: a table that measures its cells would be laid out anew for every row. */
  #setWidths(element: HTMLTableElement): void {
    const weights = [TICKER_WEIGHT, ...this.#columns.map(({ weight }) => weight), AGE_WEIGHT];
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (const [i, weight] of weights.entries()) {
      const cell = element.tHead?.rows[0]?.cells[i];
      if (cell !== undefined) cell.style.width = `${(100 * weight) / sum}%`;
    }
  }

  /** True when `draw` would change something. */
  get hasWaiting(): boolean {
    return this.#waiting.length > 0 && !this.#isHeld;
  }

  get #isHeld(): boolean {
    return this.isPaused || this.#scroll.contains(document.activeElement);
  }

  /** Takes items, oldest first as a frame has them; returns how many were new. */
  add(items: readonly T[]): number {
    let fresh = 0;
    for (const item of items.slice(-ROWS_MAX)) {
      if (this.#ids.has(item.event_id)) continue;
      this.#ids.add(item.event_id);
      this.#waiting.push(item);
      fresh += 1;
    }
    // What would be pushed out before anybody sees it.
    for (const item of this.#waiting.splice(0, this.#waiting.length - ROWS_MAX)) {
      this.#ids.delete(item.event_id);
    }
    return fresh;
  }

  /** Puts the oldest waiting rows on top, about `max`; returns how many were drawn. */
  draw(max: number): number {
    const isHeld = this.#isHeld;
    // More than can be seen: those that the newest would push out of sight at once are not drawn.
    const unseen = isHeld ? [] : this.#waiting.splice(0, this.#waiting.length - this.#rowsMax);
    for (const item of unseen) this.#keep(item);
    const count = unseen.length > 0 ? this.#rowsMax : max;
    const items = isHeld ? [] : this.#waiting.splice(0, count);
    if (items.length > 0 && this.#isEmptyShown) this.#body.replaceChildren();
    if (items.length > 0) this.#isEmptyShown = false;
    for (const item of items) this.#putOnTop(item);
    if (items.length > 0) this.#fit();
    setText(this.#count, String(this.#items.length));
    const held = isHeld ? this.#waiting.length : 0;
    setText(this.#waitingCount, held === 0 ? "" : `${held} new, held`);
    return items.length;
  }

  /** Says how old each row is. */
  drawAges(): void {
    const now = this.#now();
    for (const row of this.#rows) row.drawAge(now);
  }

  /** Marks a time that this page has not seen. */
  markGap(text: string): void {
    if (this.#items.length === 0) return;
    const row = make("tr", { class: "gap" });
    addCell(row, text).colSpan = this.#columns.length + 2;
    for (const old of this.#body.querySelectorAll("tr.gap")) old.remove();
    this.#body.prepend(row);
  }

  clear(): void {
    this.#items = [];
    this.#rows = [];
    this.#waiting = [];
    this.#ids.clear();
    const row = make("tr", { class: "empty" });
    addCell(row, "nothing yet").colSpan = this.#columns.length + 2;
    this.#body.replaceChildren(row);
    this.#isEmptyShown = true;
    setText(this.#count, "0");
    setText(this.#waitingCount, "");
  }

  #keep(item: T): void {
    this.#items.unshift(item);
    const gone = this.#items.length > ROWS_MAX ? this.#items.pop() : undefined;
    if (gone !== undefined) this.#ids.delete(gone.event_id);
  }

  #putOnTop(item: T): void {
    this.#keep(item);
    const row = this.#rows.length < this.#rowsMax ? new EventRow(this.#columns) : this.#rows.pop();
    if (row === undefined) return;
    row.showOnTop(item, this.#now());
    this.#body.prepend(row.element);
    this.#rows.unshift(row);
  }

  /** Makes elements of as many rows as shall be, and gives the others their room. */
  #fit(): void {
    const now = this.#now();
    for (const row of this.#rows.splice(this.#rowsMax)) row.element.remove();
    for (const item of this.#items.slice(this.#rows.length, this.#rowsMax)) {
      const row = new EventRow(this.#columns);
      row.show(item, now);
      this.#body.append(row.element);
      this.#rows.push(row);
    }
    const missing = this.#items.length - this.#rows.length;
    const cell = this.#spacer.cells[0];
    if (cell !== undefined) cell.style.height = `${missing * ROW_PX}px`;
    if (missing === 0) this.#spacer.remove();
    else if (this.#body.lastElementChild !== this.#spacer) this.#body.append(this.#spacer);
    // A mark of a gap with nothing older below it has nothing to separate.
    for (const gap of this.#body.querySelectorAll("tr.gap:last-child, tr.gap:has(+ .spacer)"))
      gap.remove();
  }

  /** Whoever looks further down gets all rows; back on top, the list is light again. */
  #onScroll(): void {
    const rowsMax = this.#scroll.scrollTop > 0 ? ROWS_MAX : this.#rowsSeen;
    if (rowsMax === this.#rowsMax || this.#scroll.contains(document.activeElement)) return;
    this.#rowsMax = rowsMax;
    this.#fit();
  }

  /** A higher window shows more rows. */
  #onResize(): void {
    // Hidden with its view: what was seen before is seen again.
    if (this.#scroll.clientHeight === 0) return;
    this.#rowsSeen = Math.min(ROWS_MAX, Math.ceil(this.#scroll.clientHeight / ROW_PX) + 1);
    if (this.#rowsMax === ROWS_MAX) return;
    this.#rowsMax = this.#rowsSeen;
    if (this.#items.length > 0) this.#fit();
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#rowsMax < ROWS_MAX) {
      this.#rowsMax = ROWS_MAX;
      this.#fit();
    }
    const at = this.#rows.findIndex(({ hasFocus }) => hasFocus);
    const last = this.#rows.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (event.key === "Escape") this.#scroll.focus();
    else if (to === undefined || last < 0) return;
    else this.#rows[to]?.focus();
    event.preventDefault();
  }
}
