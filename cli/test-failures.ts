/** What `bun test` said of the tests that failed, cut out of everything else that it said. */

/** Longest text of one failure; an error that prints a whole report is cut in its middle. */
const LINES_MAX = 60;

/** A line at which the text of another test ends: a result, or the name of a test file. */
const RESULT = /^(\((pass|fail|skip|todo)\)|✗) /;
/** A test that failed, or a file whose process ended while it ran. */
const FAILED = /^(\(fail\)|✗) /;
const FILE = /^\S+\.test\.ts:$/;
/** What follows repeats the results by name alone. */
const SUMMARY = /^\d+ tests? failed:$/;

/** A text for each failed test, or file that crashed: its file, what was printed since the test before it, its result. */
export function failureTexts(output: string): string[] {
  const found: string[] = [];
  let file = "";
  let lines: string[] = [];
  for (const line of output.split("\n")) {
    if (SUMMARY.test(line)) break;
    if (FILE.test(line)) file = line;
    else lines.push(line);
    if (FAILED.test(line)) found.push([file, ...shortened(lines)].join("\n"));
    if (FILE.test(line) || RESULT.test(line)) lines = [];
  }
  return found;
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= LINES_MAX) return [...lines];
  const half = LINES_MAX / 2;
  const left = `… ${lines.length - LINES_MAX} lines left out …`;
  return [...lines.slice(0, half), left, ...lines.slice(-half)];
}
