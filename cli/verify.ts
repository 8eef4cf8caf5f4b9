/**
 * `bun run verify`: everything that must hold before a change lands, for people and for CI.
 *
 * Runs each step even when an earlier one failed, so that one run shows all there is to mend. What a
 * failed test said stands thousands of lines before the end, so it is said again there. The closing line
 * counts tests and steps: `N passed, N failed`. Exit code 1 when anything failed.
 */
import { failureTexts } from "./test-failures.ts";

interface Step {
  name: string;
  command: string[];
  /** Counts the tests in what the step printed; undefined = the step counts as one. */
  count?: (output: string) => { passed: number; failed: number };
}

/** bun test prints ` 12 pass` and ` 0 fail` at its end. */
function countTests(output: string): { passed: number; failed: number } {
  const last = (pattern: RegExp): number =>
    Number(output.match(pattern)?.at(-1)?.match(/\d+/) ?? 0);
  return { passed: last(/^\s*\d+ pass$/gm), failed: last(/^\s*\d+ fail$/gm) };
}

const bun: string = process.execPath;
const STEPS: Step[] = [
  { name: "format and lint", command: [bun, "x", "biome", "ci", "--error-on-warnings", "."] },
  { name: "types and folder direction", command: [bun, "x", "tsc", "-b"] },
  { name: "unused code and dependencies", command: [bun, "x", "knip"] },
  { name: "generated code", command: [bun, "schemas/generate.ts", "--check"] },
  { name: "tests", command: [bun, "test", "--timeout", "60000"], count: countTests },
];

/** Runs a step; its output goes to the terminal as it comes, and is returned. */
async function run(step: Step): Promise<{ output: string; exitCode: number }> {
  const child = Bun.spawn(step.command, { stdout: "pipe", stderr: "pipe", stdin: "ignore" });
  let output = "";
  const relay = async (from: ReadableStream<Uint8Array>, to: NodeJS.WriteStream) => {
    const decoder = new TextDecoder();
    for await (const bytes of from) {
      to.write(bytes);
      output += decoder.decode(bytes, { stream: true });
    }
  };
  await Promise.all([relay(child.stdout, process.stdout), relay(child.stderr, process.stderr)]);
  return { output, exitCode: await child.exited };
}

let passed = 0;
let failed = 0;
const failures: string[] = [];
const texts: string[] = [];
for (const step of STEPS) {
  console.log(`\n== ${step.name}: ${["bun", ...step.command.slice(1)].join(" ")}`);
  const startedMs = performance.now();
  const { output, exitCode } = await run(step);
  const counted = step.count?.(output) ?? { passed: 0, failed: 0 };
  const isGood = exitCode === 0 && (step.count === undefined || counted.passed > 0);
  passed += counted.passed + (isGood ? 1 : 0);
  failed += counted.failed + (isGood || counted.failed > 0 ? 0 : 1);
  if (!isGood) {
    failures.push(step.name);
    texts.push(...failureTexts(output));
  }
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`== ${step.name}: ${isGood ? "ok" : `FAILED (exit ${exitCode})`} in ${seconds} s`);
}
for (const text of texts) console.log(`\n${text}`);
if (failures.length > 0) console.log(`\nfailed: ${failures.join(", ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
