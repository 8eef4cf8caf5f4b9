/** How a command says that it was called wrongly. */

/** What commander says about a wrong call, as one line. */
export function usageText(text: string): string {
  const line = text
    .trim()
    .replace(/^error: /, "")
    .replaceAll("\n", " ");
  return `USAGE: ${line}${line.endsWith(".") ? "" : "."} See --help.\n`;
}
