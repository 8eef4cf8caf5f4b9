/** A row of an event list: elements that are made once and show one event after another. */
import { addCell, make, setText } from "../elements.ts";
import { shortAgeText } from "../format.ts";
import { eventEpochSeconds } from "../live.ts";
import { hashOf } from "../route.ts";

/** Market time for which a row is new; most rows of a snapshot are older. */
const FRESH_SECONDS = 5;
/** Looks at its age for which a row keeps the mark of a new one. */
const FRESH_LOOKS = 2;

/** A column: its heading, and the text and class of a cell. */
export interface Column<T> {
  readonly heading: string;
  /** The heading in full, for a pointer and a screen reader. */
  readonly title?: string;
  readonly className?: string;
  /** Share of the table's width; the ticker and the age have theirs in event-list.ts. */
  readonly weight: number;
  readonly text: (item: T) => string;
}

/** What every list needs of its items. */
export interface Listed {
  readonly event_id: string;
  readonly ticker: string;
  readonly reversal: boolean | string;
}

export class EventRow<T extends Listed> {
  readonly element: HTMLTableRowElement = make("tr");
  readonly #columns: readonly Column<T>[];
  // One stop for the keyboard per list, not one per row: arrows move inside.
  readonly #link: HTMLAnchorElement = make("a", { tabindex: "-1" });
  readonly #cells: readonly HTMLTableCellElement[];
  readonly #age: HTMLTableCellElement;
  /** Of the event that it shows. */
  #epochSeconds = 0;
  /** Looks at the age since the row was marked as new. */
  #looks: number = FRESH_LOOKS;

  /** The ticker, `columns`, and the age. */
  constructor(columns: readonly Column<T>[]) {
    this.#columns = columns;
    addCell(this.element, this.#link, "text ticker");
    this.#cells = columns.map(({ className }) => addCell(this.element, "", className));
    this.#age = addCell(this.element, "", "quiet");
  }

  get hasFocus(): boolean {
    return this.#link === document.activeElement;
  }

  focus(): void {
    this.#link.focus();
  }

  /** Shows `item`. `now`: the market's time, epoch seconds. */
  show(item: T, now: number): void {
    this.#link.href = hashOf("symbol", item.ticker);
    this.#link.title = item.ticker;
    setText(this.#link, item.reversal === false ? item.ticker : `${item.ticker} ↺`);
    for (const [i, cell] of this.#cells.entries()) {
      const column = this.#columns[i];
      if (column !== undefined) setText(cell, column.text(item));
    }
    this.#epochSeconds = eventEpochSeconds(item);
    setText(this.#age, shortAgeText(now - this.#epochSeconds));
    this.element.dataset.at = String(this.#epochSeconds);
  }

  /** As `show`, and marks the row when the event has only just come. */
  showOnTop(item: T, now: number): void {
    this.show(item, now);
    this.element.className = now - this.#epochSeconds < FRESH_SECONDS ? "fresh" : "";
    this.#looks = 0;
  }

  /** Says how old the event is. `now`: the market's time, epoch seconds. */
  drawAge(now: number): void {
    setText(this.#age, shortAgeText(now - this.#epochSeconds));
    this.#looks += 1;
    // Not an animation: hundreds of them cost every picture something.
    if (this.#looks === FRESH_LOOKS) this.element.className = "";
  }
}
