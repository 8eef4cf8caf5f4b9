/** What the cases of one module answered, and how that differs from what is known. */
import type { Answer } from "./answer.ts";
import type { KnownAnswers } from "./known-answers.ts";
import { functionOfAnswer } from "./recorded-order.ts";

/** How the cases of a module ended. */
export interface CaseRun {
  name: string;
  answers: Answer[];
  /** Set when they threw: message and stack. */
  thrown: { message: string; stack: string } | null;
  /** True when they gave no sign of life for too long and were ended. */
  isHung: boolean;
  /** The answer that took most work, milliseconds of CPU; null when there was none or it is unknown. */
  slowest: { functionName: string; fact: string; cpuMs: number } | null;
}

/** An answer takes milliseconds; work of this length is a loop that should not be there. */
export const SLOW_CPU_MS = 2_000;

/** The first way in which the cases of a module differ from what is known of it. */
export interface Deviation {
  /** Name of the cases. */
  name: string;
  /** Function that gave the first different answer; "" when it is unknown. */
  functionName: string;
  fact: string;
  expected: string;
  actual: string;
  stack: string;
}

/** What is known of the cases of a module. */
export interface Known {
  /** Answers that do not stand beside their question; undefined before they are recorded. */
  answers: KnownAnswers | undefined;
  /** Functions in the order in which they answer; "" before they are recorded. */
  order: string;
}

/** An answer and what it should be; undefined: nothing is known of it. */
export interface Comparison {
  answer: Answer;
  expected: string | undefined;
}

/** Each answer beside the known one, and the known ones that no answer was given for. */
export function compareAnswers(
  answers: readonly Answer[],
  known: KnownAnswers,
): { comparisons: Comparison[]; missing: Answer[] } {
  const open = new Map<string, Answer[]>();
  for (const one of known) open.set(keyOf(one), [...(open.get(keyOf(one)) ?? []), one]);
  const comparisons = answers.map((answer): Comparison => {
    if (answer.expected !== undefined) return { answer, expected: answer.expected };
    return { answer, expected: open.get(keyOf(answer))?.shift()?.text };
  });
  const left = new Set([...open.values()].flat());
  return { comparisons, missing: known.filter((one) => left.has(one)) };
}

function keyOf({ functionName, fact }: Answer): string {
  return `${functionName}\n${fact}`;
}

/** undefined when every answer is the known one; what was never recorded cannot deviate. */
export function deviationOf(run: CaseRun, known: Known): Deviation | undefined {
  const slow = tooSlow(run);
  if (slow !== undefined) return slow;
  const { comparisons, missing } = compareAnswers(run.answers, known.answers ?? []);
  const hasRecord = known.answers !== undefined;
  const different = comparisons.find(({ answer, expected }) => {
    return expected === undefined ? hasRecord : expected !== answer.text;
  });
  if (different !== undefined) {
    const { functionName, fact, text } = different.answer;
    const expected = different.expected ?? "no such answer";
    return { name: run.name, functionName, fact, expected, actual: text, stack: "" };
  }
  const isWhole = run.thrown === null && !run.isHung;
  return isWhole && missing.length === 0 ? undefined : endedEarly(run, known, missing[0]);
}

/** The right answer, far too late. */
function tooSlow({ name, slowest }: CaseRun): Deviation | undefined {
  if (slowest === null || slowest.cpuMs < SLOW_CPU_MS) return undefined;
  const { functionName, fact, cpuMs } = slowest;
  const expected = `an answer within ${SLOW_CPU_MS} ms of work`;
  const actual = `the answer after ${Math.round(cpuMs)} ms of work`;
  return { name, functionName, fact, expected, actual, stack: "" };
}

/** The next answer would have been of a function that the recorded order names. */
function endedEarly(run: CaseRun, known: Known, missing: Answer | undefined): Deviation {
  const { thrown, isHung, name, answers } = run;
  const actual = isHung ? "no answer: it never returned" : (thrown?.message ?? "no answer");
  const next = functionOfAnswer(known.order, answers.length) ?? missing?.functionName ?? "";
  const isNext = missing?.functionName === next;
  return {
    name,
    functionName: next,
    fact: isNext ? missing.fact : "",
    expected: isNext ? missing.text : "an answer",
    actual,
    stack: thrown?.stack ?? "",
  };
}
