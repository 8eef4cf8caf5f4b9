/** Making and changing elements. Text goes in as text, never as markup. */

/** The element of the page with this id; its absence is a defect of the page. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`Invariant: the page has an element #${id}`);
  return element;
}

/** A new element with attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Sets the text of an element if it differs. */
export function setText(element: Node, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets or, with null, takes away an attribute if that changes something. */
export function setAttribute(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Shows or hides an element. */
export function setShown(element: HTMLElement, isShown: boolean): void {
  if (element.hidden === isShown) element.hidden = !isShown;
}

/** A button that does something. */
export function button(
  text: string,
  onClick: () => void,
  className: string = "",
): HTMLButtonElement {
  const element = make("button", { type: "button" }, text);
  if (className !== "") element.className = className;
  element.addEventListener("click", onClick);
  return element;
}

/** A column of a table made by `table`. */
export interface Heading {
  text: string;
  /** Text columns stand left, numbers right. */
  isText?: boolean;
}

/** A table with headings and no rows, and its body. */
export function table(
  label: string,
  headings: readonly Heading[],
): { table: HTMLTableElement; body: HTMLTableSectionElement } {
  const element = make("table", { "aria-label": label });
  const row = element.createTHead().insertRow();
  for (const { text, isText } of headings) {
    row.append(
      make("th", isText === true ? { scope: "col", class: "text" } : { scope: "col" }, text),
    );
  }
  return { table: element, body: element.createTBody() };
}

/** Adds a cell to a row. */
export function addCell(
  row: HTMLTableRowElement,
  content: string | Node,
  className: string = "",
): HTMLTableCellElement {
  const cell = row.insertCell();
  cell.append(content);
  if (className !== "") cell.className = className;
  return cell;
}

/** A list of names and values. */
export function facts(pairs: readonly (readonly [string, string | Node])[]): HTMLDListElement {
  const list = make("dl", { class: "facts" });
  for (const [name, value] of pairs) {
    list.append(make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  }
  return list;
}
