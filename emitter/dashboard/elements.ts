/** Elements by id and cells of tables. Text goes in as text, never as HTML. */

/** The element of the page with this id; its absence is a defect of the page. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`Invariant: the page has an element #${id}`);
  return element;
}

/** Sets the text of an element if it differs. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Adds a cell to a row. */
export function addCell(row: HTMLTableRowElement, text: string, className: string = ""): void {
  const cell = row.insertCell();
  cell.textContent = text;
  if (className !== "") cell.className = className;
}

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A count with thousands separators. */
export function countText(count: number): string {
  return whole.format(count);
}

/** A price with as many decimals as it needs: two from 1 on, four below. */
export function priceText(price: number): string {
  return price.toFixed(price < 1 ? 4 : 2);
}

/** A number with its sign. */
export function signed(value: number, decimals: number): string {
  return `${value > 0 ? "+" : ""}${value.toFixed(decimals)}`;
}
