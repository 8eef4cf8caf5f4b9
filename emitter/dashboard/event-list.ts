/** One of the six lists: newest on top, at most 100 rows. */
import { addCell } from "./elements.ts";

const ROWS_MAX = 100;

/** A column: its heading, and the text and class of a cell. */
export interface Column<T> {
  heading: string;
  className?: string;
  text: (item: T) => string;
}

interface Keyed {
  event_id: string;
}

export class EventList<T extends Keyed> {
  readonly #columns: readonly Column<T>[];
  readonly #body: HTMLTableSectionElement;
  readonly #count: HTMLElement;
  /** Rows by event_id, oldest first: an event that is sent again changes nothing. */
  readonly #rows: Map<string, HTMLTableRowElement> = new Map();

  /** Adds the list to `parent`. */
  constructor(
    parent: HTMLElement,
    title: string,
    side: "up" | "down",
    columns: readonly Column<T>[],
  ) {
    this.#columns = columns;
    const section = document.createElement("section");
    section.className = "panel list";
    const head = document.createElement("div");
    head.className = "list-head";
    const heading = document.createElement("h2");
    heading.textContent = title;
    heading.className = side;
    this.#count = document.createElement("span");
    head.append(heading, this.#count);
    const scroll = document.createElement("div");
    scroll.className = "scroll";
    const table = document.createElement("table");
    table.setAttribute("aria-label", title);
    const headings = table.createTHead().insertRow();
    for (const column of columns) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = column.heading;
      if (column.className?.includes("text")) cell.className = "text";
      headings.append(cell);
    }
    this.#body = table.createTBody();
    scroll.append(table);
    section.append(head, scroll);
    parent.append(section);
    this.clear();
  }

  /** Adds items, oldest first as a frame has them. */
  add(items: readonly T[]): void {
    const fresh = items.slice(-ROWS_MAX).filter((item) => !this.#rows.has(item.event_id));
    if (fresh.length === 0) return;
    if (this.#rows.size === 0) this.#body.replaceChildren();
    for (const item of fresh) this.#insert(item);
    for (const [id, row] of this.#rows) {
      if (this.#rows.size <= ROWS_MAX) break;
      row.remove();
      this.#rows.delete(id);
    }
    this.#count.textContent = String(this.#rows.size);
  }

  clear(): void {
    this.#rows.clear();
    this.#count.textContent = "0";
    const row = document.createElement("tr");
    row.className = "empty";
    addCell(row, "nothing yet");
    row.cells[0]?.setAttribute("colspan", String(this.#columns.length));
    this.#body.replaceChildren(row);
  }

  #insert(item: T): void {
    const row = this.#body.insertRow(0);
    row.className = "fresh";
    for (const column of this.#columns) addCell(row, column.text(item), column.className);
    this.#rows.set(item.event_id, row);
  }
}
