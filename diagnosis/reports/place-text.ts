/** A place as people write it. */

/** `file:line`, or only the file when the line is not known. */
export function placeText({ file, line }: { file: string; line: number }): string {
  return line > 0 ? `${file}:${line}` : file || "(no place)";
}
