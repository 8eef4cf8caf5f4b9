/**
 * Long answers over several lines, for a reader. Line ends and spaces before them are all that is
 * added, so that the lines, trimmed and put together, are the answer again.
 */

const COLUMNS = 100;
const SHORT_CHARS = 24;
/** A text is divided where one of its own lines ends, else after a comma, else anywhere. */
const TEXT_CHARS = 90;
const CONTINUED = "\\";

/** The lines of a canonical answer; those after the first are indented by `indent` spaces. */
export function answerLines(text: string, indent: number): string[] {
  if (indent + text.length <= COLUMNS) return [text];
  if (text.startsWith('"')) return dividedText(text);
  const open = text[0]!;
  if (open !== "[" && open !== "{") return [text];
  const items = itemsOf(text.slice(1, -1));
  const lines: string[] = [];
  let isShortBefore = false;
  for (const [i, item] of items.entries()) {
    const comma = i < items.length - 1 ? "," : "";
    const [key, value] = open === "{" ? keyAndValue(item) : ["", item];
    const inner = answerLines(value, indent + 2 + key.length + comma.length);
    inner[0] = key + inner[0];
    inner[inner.length - 1] += comma;
    // Short items stand side by side, as many as a line holds.
    const isShort = inner.length === 1 && inner[0].length <= SHORT_CHARS;
    const before = lines.at(-1) ?? "";
    const fits = indent + before.length + inner[0].length <= COLUMNS;
    if (isShort && isShortBefore && fits) lines[lines.length - 1] = before + inner[0];
    else lines.push(...inner.map((line) => `  ${line}`));
    isShortBefore = isShort;
  }
  return [open, ...lines, text.at(-1)!];
}

/** The answer that the lines are of. */
export function answerOfLines(lines: readonly string[]): string {
  return lines.map((line) => line.trimStart().replace(/\\$/, "")).join("");
}

/** What stands between the commas of a list or an object. */
function itemsOf(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') at = endOfText(text, at);
    else if (char === "[" || char === "{") depth++;
    else if (char === "]" || char === "}") depth--;
    else if (char === "," && depth === 0) {
      items.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (text !== "") items.push(text.slice(from));
  return items;
}

function keyAndValue(item: string): [key: string, value: string] {
  const end = endOfText(item, 0) + 2;
  return [item.slice(0, end), item.slice(end)];
}

/** Index of the quote that ends the text beginning at `from`. */
function endOfText(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}

/** A long text in pieces; the end of a line says that it goes on. */
function dividedText(text: string): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > TEXT_CHARS) {
    const at = divideAt(rest);
    if (at === undefined) break;
    lines.push(rest.slice(0, at) + CONTINUED);
    rest = rest.slice(at);
  }
  return [...lines, rest];
}

/** Where to divide: behind an escape, not within one, and before no space, which would be lost. */
function divideAt(text: string): number | undefined {
  let comma: number | undefined;
  let last: number | undefined;
  for (let at = 0; at < text.length - 1; ) {
    const length = text[at] === "\\" ? (text[at + 1] === "u" ? 6 : 2) : 1;
    const piece = text.slice(at, at + length);
    at += length;
    if (text[at] === " " || at >= text.length - 1) continue;
    if (piece === "\\n" && at > 2) return at;
    if (piece === ",") comma = at;
    last = at;
    if (at >= TEXT_CHARS) return comma ?? last;
  }
  return undefined;
}
