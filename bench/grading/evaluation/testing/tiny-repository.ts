/** A repository of three files with a diagnosis of ten lines, for tests of the evaluation as a whole. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const FILES: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module" }\n',
  "cli/engine.ts": `import { add } from "../engine/adder.ts";
import { limit } from "../engine/deliver/event-queue/limit.ts";
console.log(limit(add(1, 2)));
`,
  "engine/adder.ts": `export function add(a: number, b: number): number {
  const sum = a + b;
  return sum;
}
`,
  "engine/adder.test.ts": `import { expect, test } from "bun:test";
import { add } from "./adder.ts";
test("adds", () => expect(add(2, 3)).toBe(5));
`,
  "engine/deliver/event-queue/limit.ts": `export function limit(value: number): number {
  return value > 100 ? 100 : value;
}
`,
  "engine/deliver/event-queue/limit.test.ts": `import { expect, test } from "bun:test";
import { limit } from "./limit.ts";
test("limits", () => expect([limit(7), limit(100), limit(101)]).toEqual([7, 100, 100]));
`,
};

/** Asks both functions for known answers; notes each run in a file, so that a test can count them. */
const diagnoseSource = (runsPath: string): string => `import { appendFileSync } from "node:fs";
import { add } from "../engine/adder.ts";
import { limit } from "../engine/deliver/event-queue/limit.ts";
appendFileSync(${JSON.stringify(runsPath)}, Bun.argv.slice(2).join(" ") + "\\n");
const isSame = (ask: () => unknown, answer: number) => { try { return ask() === answer; } catch { return false; } };
const breakPoints = [];
if (!isSame(() => add(2, 3), 5)) breakPoints.push({ stage: "source", file: "engine/adder.ts", line: 1 });
if (!isSame(() => limit(7) + limit(101), 107)) breakPoints.push({ stage: "queue", file: "engine/deliver/event-queue/limit.ts", line: 1 });
console.log(JSON.stringify({ verdict: breakPoints.length > 0 ? "broken" : "healthy", breakPoints }));
process.exit(breakPoints.length > 0 ? 1 : 0);
`;

export class TinyRepository {
  readonly #folder: string = mkdtempSync(join(realpathSync(tmpdir()), "evaluated-"));
  readonly root: string = join(this.#folder, "repository");
  /** A line of arguments for each run of the diagnosis. */
  readonly runsPath: string = join(this.#folder, "runs.txt");
  readonly logPath: string = join(this.#folder, "log", "cases.jsonl");

  constructor() {
    for (const [file, text] of Object.entries(FILES)) this.write(file, text);
    this.write("cli/diagnose.ts", diagnoseSource(this.runsPath));
  }

  write(file: string, text: string): void {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  async runs(): Promise<string[]> {
    const runs = Bun.file(this.runsPath);
    return (await runs.exists()) ? (await runs.text()).trimEnd().split("\n") : [];
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
