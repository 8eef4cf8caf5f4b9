/**
 * From names and stacks to places in the source: `file:line`, relative to the root of the repository.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Root of the repository. */
export const ROOT: string = join(import.meta.dir, "..");

/** Lines of a function, from 1, both included. */
export interface LineRange {
  first: number;
  last: number;
}

/** A place in the source. */
export interface Place {
  file: string;
  /** From 1; 0 when only the file is known. */
  line: number;
  functionName: string;
}

/** Escapes a name for a pattern; names may begin with #. */
function escaped(name: string): string {
  return name.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}

/** What may stand before the name of a member. */
const MODIFIERS = "(private|protected|public|static|async|readonly|override|abstract|get|set)";

/** Where `name` may be declared: function, method, accessor, field or constant. */
function declarations(name: string): RegExp[] {
  const n = escaped(name);
  return [
    new RegExp(`^(export )?(default )?(async )?function\\*? ${n}[<(]`),
    new RegExp(`^\\s+(${MODIFIERS} )*\\*?${n}[<(]`),
    new RegExp(`^\\s*(export )?(const|let) ${n}\\b`),
    new RegExp(`^\\s+(${MODIFIERS} )*${n}\\b.*=`),
    new RegExp(`^\\s+${n}: `),
    new RegExp(`^(export )?(abstract )?class ${n}\\b`),
  ];
}

/** The lines of `functionName` in `file`; undefined when it is not there. */
export function linesOf(file: string, functionName: string): LineRange | undefined {
  const path = join(ROOT, file);
  if (functionName === "" || !existsSync(path)) return undefined;
  const lines = readFileSync(path, "utf8").split("\n");
  for (const pattern of declarations(functionName)) {
    const at = lines.findIndex((line) => pattern.test(line));
    if (at >= 0) return { first: at + 1, last: endOf(lines, at) + 1 };
  }
  return undefined;
}

/** The declaration ends before the next line that is indented no deeper, its own brackets closed. */
function endOf(lines: readonly string[], at: number): number {
  const indent = lines[at]!.search(/\S/);
  let end = at;
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === "") continue;
    const depth = line.search(/\S/);
    if (depth > indent) end = i;
    else if (depth === indent && /^[\])}>]/.test(line.trim())) end = i;
    else break;
    if (depth === indent && !/[{([,]$/.test(line.trimEnd())) break;
  }
  return end;
}

/** A line is near when it is at most so far away; functions of twice that are near from their middle. */
const NEAR_LINES = 10;

/**
 * The place that stands for a function: its middle; in a long one, the line that says most of what the
 * fact says (facts use the words of the code that they are about).
 */
export function placeOf(file: string, functionName: string, fact = ""): Place {
  const range = linesOf(file, functionName);
  if (range === undefined) return { file, line: 0, functionName };
  const middle = (range.first + range.last) >> 1;
  if (range.last - range.first <= 2 * NEAR_LINES) return { file, functionName, line: middle };
  const said = lineOfFact(file, range, fact) ?? middle;
  // Not nearer to an end than need be: the line that is said stays near, and more of the function is.
  const line = Math.min(Math.max(said, range.first + NEAR_LINES), range.last - NEAR_LINES);
  return { file, functionName, line };
}

/** The line in `range` with the rarest word of `fact`; undefined when none of its words is there. */
function lineOfFact(file: string, { first, last }: LineRange, fact: string): number | undefined {
  const lines = readFileSync(join(ROOT, file), "utf8")
    .split("\n")
    .slice(first - 1, last);
  let best: { line: number; times: number } | undefined;
  for (const word of new Set(fact.match(/[A-Za-z_]\w{3,}/g) ?? [])) {
    const pattern = new RegExp(`\\b${escaped(word)}\\b`);
    const hits = lines.flatMap((text, i) => (pattern.test(text) ? [first + i] : []));
    if (hits.length === 0 || (best !== undefined && hits.length >= best.times)) continue;
    best = { line: hits[0]!, times: hits.length };
  }
  return best?.line;
}

/** Files that belong to the instrument, not to the pipeline. */
const INSTRUMENT =
  /(\.cases\.ts|-(fixture|rig)\.ts|(^|\/)testing\/|\.test\.ts|^diagnosis\/|^node_modules\/|^cli\/)/;

/** Functions that only write down what others found. */
const RECORDING = /^#?(refuse|reject|fail|record|died|missing|wrong|unknown|problem)/;

/** The place that an error of the log is about: the first one that does more than write it down. */
export function placeOfRecord(stack: string): Place | undefined {
  const places = stack.split("\n").flatMap((line) => placeOfStack(line) ?? []);
  return places.find(({ functionName }) => !RECORDING.test(functionName)) ?? places[0];
}

/** The first place of a stack that lies in the pipeline's own source. */
export function placeOfStack(stack: string): Place | undefined {
  for (const line of stack.split("\n")) {
    const match = line.match(
      /^\s*at (?:async )?(?:(.*?) \()?((?:file:\/\/)?\/[^():]+\.[jt]s):(\d+)/,
    );
    if (match === null) continue;
    const file = relative(ROOT, match[2]!.replace(/^file:\/\//, ""));
    if (file.startsWith("..") || INSTRUMENT.test(file)) continue;
    const functionName = (match[1] ?? "").replace(/^new /, "").replace(/^.*\./, "");
    return { file, line: Number(match[3]), functionName };
  }
  return undefined;
}
