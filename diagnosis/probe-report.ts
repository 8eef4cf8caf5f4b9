/** What one probe said, for the diagnosis. */
import type { Answer } from "./answer.ts";

/** How a probe ended. */
export interface ProbeRun {
  name: string;
  answers: Answer[];
  /** Set when it threw: message and stack. */
  thrown: { message: string; stack: string } | null;
  /** True when it gave no sign of life for too long and was ended. */
  isHung: boolean;
  /** The answer that took most work, milliseconds of CPU; null when there was none, or nobody measured. */
  slowest: { functionName: string; fact: string; cpuMs: number } | null;
}

/** An answer takes milliseconds; work of this length is a loop that should not be there. */
export const SLOW_CPU_MS = 2_000;

/** Known answers by probe. */
export type KnownAnswers = Record<string, Answer[]>;

/** The first way in which a probe differs from what is known of it. */
export interface Deviation {
  probe: string;
  /** Function that gave the first different answer; "" when it cannot be told. */
  functionName: string;
  fact: string;
  expected: string;
  actual: string;
  stack: string;
}

/** undefined when the probe said what it always says. */
export function deviationOf(run: ProbeRun, known: readonly Answer[]): Deviation | undefined {
  const slow = tooSlow(run);
  if (slow !== undefined) return slow;
  for (let i = 0; i < known.length; i++) {
    const { functionName, fact, text } = known[i]!;
    const said = run.answers[i];
    if (said === undefined) return endedEarly(run, known[i]!);
    const isSame = said.functionName === functionName && said.fact === fact;
    if (isSame && said.text === text) continue;
    const actual = isSame ? said.text : `${said.functionName} ${said.fact}: ${said.text}`;
    return { probe: run.name, functionName, fact, expected: text, actual, stack: "" };
  }
  if (run.answers.length > known.length) {
    const { functionName, fact, text } = run.answers[known.length]!;
    const expected = "no further answer";
    return { probe: run.name, functionName, fact, expected, actual: text, stack: "" };
  }
  return run.thrown === null && !run.isHung ? undefined : endedEarly(run, undefined);
}

/** The right answer, far too late. */
function tooSlow({ name, slowest }: ProbeRun): Deviation | undefined {
  if (slowest === null || slowest.cpuMs < SLOW_CPU_MS) return undefined;
  const { functionName, fact, cpuMs } = slowest;
  const expected = `an answer within ${SLOW_CPU_MS} ms of work`;
  const actual = `the answer after ${Math.round(cpuMs)} ms of work`;
  return { probe: name, functionName, fact, expected, actual, stack: "" };
}

function endedEarly(run: ProbeRun, missing: Answer | undefined): Deviation {
  const { thrown, isHung, name } = run;
  const actual = isHung ? "no answer: it never returned" : (thrown?.message ?? "no answer");
  return {
    probe: name,
    functionName: missing?.functionName ?? "",
    fact: missing?.fact ?? "",
    expected: missing?.text ?? "an end",
    actual,
    stack: thrown?.stack ?? "",
  };
}
