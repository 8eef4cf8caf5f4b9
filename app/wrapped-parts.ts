/** A titled list on as many lines of a terminal as it takes. */

const COLUMNS = 80;

/** `title` and `parts` with commas between, in lines of 80 columns; further lines stand below the parts. */
export function wrappedParts(title: string, parts: readonly string[]): string[] {
  const indent = " ".repeat(title.length);
  const lines: string[] = [];
  let line = title;
  for (const part of parts) {
    const isFirst = line === title || line === indent;
    if (!isFirst && line.length + part.length + 2 > COLUMNS) {
      lines.push(`${line},`);
      line = indent + part;
    } else {
      line += isFirst ? part : `, ${part}`;
    }
  }
  return [...lines, line];
}
