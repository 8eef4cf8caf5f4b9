/**
 * The diagnosis as a new developer meets it: on this tree, and on copies of it in which one thing was
 * broken. It is told nothing about the edit, and may not look at what changed.
 */
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import type { Report } from "#diagnosis";
import { RunningEngine } from "../../app/engine-process.ts";
import schema from "../../schemas/diagnosis-report.schema.json" with { type: "json" };

const ROOT = join(import.meta.dir, "../..");
const PARTS = [
  "schemas",
  "codec",
  "engine",
  "emitter",
  "dashboard",
  "client",
  "inspect",
  "diagnosis",
  "app",
  "bench",
  "flags",
  "statistics",
  "cli",
  "tapes",
];
const validate = new Ajv({ strict: false }).compile(schema);
const folder = mkdtempSync(join(tmpdir(), "tickscope-diagnose-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function diagnose(
  root: string,
  args: string[],
): Promise<{ report: Report; exitCode: number }> {
  const command = [process.execPath, "cli/diagnose.ts", "--json", "--no-suspects", ...args];
  const child = Bun.spawn(command, { cwd: root, stdout: "pipe", stderr: "inherit" });
  const report: Report = JSON.parse(await new Response(child.stdout).text());
  return { report, exitCode: await child.exited };
}

/** A copy of the repository with one edit. */
function broken(name: string, file: string, from: string, to: string): string {
  const copy = join(folder, name);
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  for (const one of ["package.json", "bunfig.toml", "tsconfig.base.json"]) {
    cpSync(join(ROOT, one), join(copy, one));
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const text = readFileSync(join(copy, file), "utf8");
  expect(text.split(from).length).toBe(2);
  writeFileSync(join(copy, file), text.replace(from, to));
  return copy;
}

describe("on this tree", () => {
  // With an engine of its own: report-files.test.ts.
  test("there is no fault in a running engine, and it goes on", async () => {
    const engine = await RunningEngine.start(["--cadence", "100"]);
    const attached = ["--attach", engine.url, "--duration", "2"];
    const { report, exitCode: verdictCode } = await diagnose(ROOT, attached);
    const { exitCode } = await engine.stop("SIGTERM");
    expect(report.breakPoints).toEqual([]);
    expect([verdictCode, report.verdict]).toEqual([0, "healthy"]);
    expect(validate(report)).toBe(true);
    expect(report.engine).toMatchObject({ mode: "attached", url: engine.url });
    expect(exitCode).toBe(0);
  });
});

describe("in a copy with one edit", () => {
  const cases: [name: string, stage: string, file: string, from: string, to: string][] = [
    ["a threshold", "detect", "engine/detect/detectors/high-low-rules.ts", "0.8", "0.9"],
    [
      "a breaker that never opens",
      "route",
      "engine/detect/router/breaker.ts",
      "this.#isOpen = true;",
      "",
    ],
    [
      "a lap",
      "ring",
      "engine/ring/gated-producer.ts",
      ">= this.#slots) return",
      "> this.#slots) return",
    ],
  ];
  test.each(cases)("%s is found", async (name, stage, file, from, to) => {
    const copy = broken(name.replaceAll(" ", "-"), file, from, to);
    const { report, exitCode } = await diagnose(copy, ["--no-live"]);
    expect(report.breakPoints[0]).toMatchObject({ rank: 1, stage, file });
    const line = readFileSync(join(ROOT, file), "utf8")
      .slice(0, indexOf(file, from))
      .split("\n").length;
    expect(Math.abs(report.breakPoints[0]!.line - line)).toBeLessThanOrEqual(10);
    expect(exitCode).toBe(1);
    expect(validate(report)).toBe(true);
  });

  test("code that cannot be loaded is named with its line", async () => {
    const file = "engine/detect/router/breaker.ts";
    const copy = broken(
      "load",
      file,
      "export class Breaker {",
      'throw new Error("no");\nexport class Breaker {',
    );
    const { report, exitCode } = await diagnose(copy, ["--no-live"]);
    expect(report.breakPoints[0]).toMatchObject({ file, category: "start" });
    expect(exitCode).toBe(1);
  });
});

function indexOf(file: string, text: string): number {
  return readFileSync(join(ROOT, file), "utf8").indexOf(text);
}
