/**
 * HTML in which text cannot become markup: the tagged template escapes every value that is not Markup
 * already, so that a forgotten call of an escape function cannot exist. Values stand between tags or in
 * double-quoted attributes, never in scripts or styles.
 */
import { withEntities } from "../../inspect/entities.ts"; // not the door: it needs the pipeline to load

/** HTML that is safe as it is. Only `html` makes it, and `trusted` for our own constants. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: text and numbers are escaped, lists are joined, null is nothing. */
export type Content = Markup | string | number | null | readonly Content[];

/** HTML with every value escaped. */
export function html(parts: TemplateStringsArray, ...values: Content[]): Markup {
  let text = parts[0]!;
  for (const [index, value] of values.entries()) text += rendered(value) + parts[index + 1]!;
  return new Markup(text);
}

function rendered(value: Content): string {
  if (value === null) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return value.map(rendered).join("");
}

/** Control characters have no form in HTML; a reader shall see that something stood there. */
function escaped(text: string): string {
  return withEntities(text).replace(/[^\P{Cc}\n\t]/gu, "\uFFFD");
}
