/**
 * How long a break point takes to fix: an estimate by a stated rule, from the source.
 *
 *     hours = (find + fix) x risk + check, rounded up to quarter hours
 *
 * find: how much has to be read until the line is known. fix: files that change. risk: hot paths and
 * memory that threads share need more care. check: whether something will notice when it comes back.
 * The constants are a convention, not a measurement; what they are good for is order.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf, ROOT } from "./locate.ts";
import type { BreakPoint, Fix } from "./report.ts";

/** Hours to find the line: when it is known, a step per lines to read, when nothing is known. */
const FIND_LINE_H = 0.25;
const FIND_STEP_H = 0.25;
const LINES_PER_STEP = 25;
const FIND_ANYWHERE_H = 4;
/** Hours to change and review one file. */
const MEND_FILE_H = 0.5;
/** Factors on both. */
const RISK_HOT = 1.5;
const RISK_THREADS = 1.5;
/** Hours for a check: to make an existing one see it, to write the first. */
const CHECK_EXTEND_H = 0.5;
const CHECK_WRITE_H = 1;
const QUARTERS = 4;

/** One addend or factor and why. */
interface Part {
  value: number;
  why: string;
}

/** The effort of a break point: hours and the sum that makes them, as text. */
export function effortOf(point: BreakPoint): Fix["effort"] {
  const text = sourceOf(point.file);
  const find = findPart(point, text);
  const mend = mendPart(point);
  const risks = riskParts(text);
  const check = checkPart(point);
  const risk = risks.reduce((product, { value }) => product * value, 1);
  const hours = Math.ceil(((find.value + mend.value) * risk + check.value) * QUARTERS) / QUARTERS;
  const factors = risks.map(({ value, why }) => ` x ${value} (${why})`).join("");
  const sum = `(${inHours(find)} + ${inHours(mend)})${factors} + ${inHours(check)}`;
  return { hours, rule: `${sum} = ${hours} h, rounded up to quarter hours` };
}

/** Cases and tests that stand beside `file`. */
export function checksBeside(file: string): { cases: string | null; test: string | null } {
  const beside = (ending: string): string | null => {
    const path = file.replace(/\.ts$/, ending);
    return path !== file && existsSync(join(ROOT, path)) ? path : null;
  };
  return { cases: beside(".cases.ts"), test: beside(".test.ts") };
}

function sourceOf(file: string): string {
  const path = join(ROOT, file);
  return file !== "" && existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** A stack or a change names the line; else the function has to be read, or the file, or more. */
function findPart(point: BreakPoint, text: string): Part {
  if (text === "") return { value: FIND_ANYWHERE_H, why: "the file is unknown" };
  const isChanged = point.evidence.some(({ kind }) => kind === "change");
  const isThrown = point.category === "exception" || point.category === "start";
  if (point.line > 0 && (isChanged || isThrown)) {
    return { value: FIND_LINE_H, why: "the line is known" };
  }
  const range = linesOf(point.file, point.function);
  const lines = range === undefined ? text.split("\n").length : range.last - range.first + 1;
  const what = range === undefined ? point.file : `${point.function}()`;
  const value = FIND_LINE_H + FIND_STEP_H * Math.ceil(lines / LINES_PER_STEP);
  return { value, why: `${lines} lines of ${what} to read` };
}

/** A sick edge has two sides. */
function mendPart({ edge }: BreakPoint): Part {
  if (edge === null) return { value: MEND_FILE_H, why: "1 file" };
  return { value: 2 * MEND_FILE_H, why: `2 files, one on each side of ${edge}` };
}

function riskParts(text: string): Part[] {
  const parts: Part[] = [];
  if (/@hot\b/.test(text)) parts.push({ value: RISK_HOT, why: "hot path" });
  if (/\b(Atomics|SharedArrayBuffer)\b/.test(text)) {
    parts.push({ value: RISK_THREADS, why: "memory shared by threads" });
  }
  return parts;
}

/** What noticed it once will notice it again; else a test has to learn it or be written. */
function checkPart(point: BreakPoint): Part {
  if (point.evidence.some(({ kind }) => kind === "probe")) {
    return { value: 0, why: "a probe detects it" };
  }
  const { cases, test } = checksBeside(point.file);
  const beside = [cases, test].filter((path) => path !== null);
  if (beside.length === 0) return { value: CHECK_WRITE_H, why: "a test to write" };
  return { value: CHECK_EXTEND_H, why: `${beside.join(" and ")} to extend` };
}

function inHours({ value, why }: Part): string {
  return `${value} h: ${why}`;
}
