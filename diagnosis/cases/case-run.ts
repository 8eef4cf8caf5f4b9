/** Runs the cases of one module. */
import { type Cases, type Subject, subjectName } from "#schemas";
import { type Answer, canonical } from "./answer.ts";
import { type CaseRun, SLOW_CPU_MS } from "./case-report.ts";

/** What is done with an answer as soon as it is there. */
export type OnAnswer = (answer: Answer, subject: Subject) => void;

/** Runs `cases`; whatever they throw is part of the outcome. */
export async function runCases(
  name: string,
  cases: Cases,
  onAnswer: OnAnswer = () => undefined,
): Promise<CaseRun> {
  const answers: Answer[] = [];
  let thrown: CaseRun["thrown"] = null;
  let slowest: CaseRun["slowest"] = null;
  let lastCpuMs = cpuMs();
  try {
    await cases((subject, fact, value, ...known) => {
      const functionName = subjectName(subject);
      const nowCpuMs = cpuMs();
      const ms = nowCpuMs - lastCpuMs;
      lastCpuMs = nowCpuMs;
      if (ms > (slowest?.cpuMs ?? 0)) slowest = { functionName, fact, cpuMs: ms };
      // The rest would take as long, and the verdict is clear.
      if (ms >= SLOW_CPU_MS) throw new Error(`${functionName}: ${Math.round(ms)} ms of work`);
      const answer: Answer = { functionName, fact, text: canonical(value) };
      if (known.length > 0) answer.expected = canonical(known[0]);
      if ((answer.expected ?? answer.text) !== answer.text) answer.site = siteOf(new Error(), 1);
      answers.push(answer);
      onAnswer(answer, subject);
    });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    thrown = { message, stack: stack ?? "" };
  }
  return { name, answers, thrown, isHung: false, slowest };
}

/** Where an answer was asked for, `path:line:column`: so many calls above the place of the error. */
export function siteOf({ stack }: Error, calls: number): string {
  const frames = (stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  return /\(?((?:file:\/\/)?\/[^()]+:\d+:\d+)\)?$/.exec(frames[calls] ?? "")?.[1] ?? "";
}

/** Work of this process so far: time that a busy machine takes from it does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
