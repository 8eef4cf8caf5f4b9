import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { evaluateCommand } from "../evaluate.ts";

/** What the command line makes of `args`, without running anything. */
function parsed(args: string[]): Record<string, unknown> {
  const command = evaluateCommand().configureOutput({ writeErr: () => undefined });
  const program = new Command("diagnose").addCommand(command.action(() => undefined));
  program.parse(["evaluate", ...args], { from: "user" });
  return command.opts();
}

test("defaults and flags", () => {
  expect(parsed([])).toMatchObject({ cases: 150, pairs: 20, healthy: 20, seed: 1, jobs: 2 });
  expect(parsed(["--cases", "7", "--only-stage", "ring", "--with-suspects"])).toMatchObject({
    cases: 7,
    onlyStage: "ring",
    withSuspects: true,
  });
});

test.each([
  ["--cases", "many"],
  ["--cases", "-1"],
  ["--jobs", "0"],
  ["--cases", "1.5"],
  ["--casse", "1"],
])("%s %s is refused", (flag, value) => {
  expect(() => parsed([flag, value])).toThrow(CommanderError);
});

test("an interrupt ends it with 130, and leaves no copy", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tickscope-evaluate-"));
  try {
    const text = `const { evaluateCommand } = await import(${JSON.stringify(join(import.meta.dir, "../evaluate.ts"))});
      await evaluateCommand().parseAsync(${JSON.stringify(["--cases", "1", "--log", join(folder, "log/cases.jsonl"), "--out", folder])}, { from: "user" });`;
    const child = Bun.spawn([process.execPath, "-e", text], {
      cwd: join(import.meta.dir, "../.."),
      stdout: "ignore",
      stderr: "ignore",
      env: { ...process.env, TMPDIR: folder },
    });
    const copies = () => readdirSync(folder).filter((name) => name.startsWith("tickscope-"));
    while (copies().length < 2) await Bun.sleep(5);
    child.kill("SIGINT");
    expect(await child.exited).toBe(130);
    expect(copies()).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 30_000);
