/** A step of `verify` or `check`: a command that must end with exit code 0, and what came of it. */

/** Tests by outcome. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface Step {
  name: string;
  command: string[];
  /** Counts the tests in what the step printed; undefined: the step counts as one test. */
  count?: (output: string) => Counts;
}

export interface StepResult extends Counts {
  name: string;
  isGood: boolean;
  output: string;
  seconds: number;
}

/** The last lines of bun test: ` 12 pass`, ` 1 skip`, ` 0 fail`, … and how many ran. */
const SUMMARY = /((?:^ *\d+ .*\n)+)Ran \d+ tests? across /gm;

/** Counts of the summary; a test may print what looks like one, so the last counts. */
export function countTests(output: string): Counts {
  const summary = [...output.matchAll(SUMMARY)].at(-1)?.[1] ?? "";
  const of = (word: string) => Number(summary.match(new RegExp(`(\\d+) ${word}$`, "m"))?.[1] ?? 0);
  return { passed: of("pass"), failed: of("fail"), skipped: of("skip") };
}

/**
 * Runs a step. `isLive`: its output goes to the terminal as it comes; otherwise in one piece at its end,
 * so that steps can run beside each other.
 */
export async function runStep(
  step: Step,
  isLive: boolean,
  write: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<StepResult> {
  const startedMs = performance.now();
  const head = `\n== ${step.name}: ${["bun", ...step.command.slice(1)].join(" ")}\n`;
  if (isLive) write(head);
  const child = Bun.spawn(step.command, { stdout: "pipe", stderr: "pipe", stdin: "ignore" });
  let output = "";
  const read = async (from: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const bytes of from) {
      const text = decoder.decode(bytes, { stream: true });
      output += text;
      if (isLive) write(text);
    }
  };
  await Promise.all([read(child.stdout), read(child.stderr)]);
  const exitCode = await child.exited;
  const seconds = (performance.now() - startedMs) / 1000;
  const result = { ...judge(step, output, exitCode), name: step.name, output, seconds };
  const word = result.isGood ? "ok" : `FAILED (exit ${exitCode})`;
  const tail = `== ${step.name}: ${word} in ${seconds.toFixed(1)} s\n`;
  write(isLive ? tail : `${head}${output}${tail}`);
  return result;
}

/** A step is good when it exits with 0 and, when it counts tests, one passed. */
function judge(step: Step, output: string, exitCode: number): Counts & { isGood: boolean } {
  const counted = step.count?.(output) ?? { passed: 0, failed: 0, skipped: 0 };
  const isGood = exitCode === 0 && (step.count === undefined || counted.passed > 0);
  return {
    passed: counted.passed + (isGood ? 1 : 0),
    failed: counted.failed + (isGood || counted.failed > 0 ? 0 : 1),
    skipped: counted.skipped,
    isGood,
  };
}
