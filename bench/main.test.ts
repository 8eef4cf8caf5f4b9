/** What the command says of wrong words, without measuring anything. */
import { expect, test } from "bun:test";
import { join } from "node:path";

function bench(...args: string[]): { exitCode: number; said: string } {
  const command = [process.execPath, join(import.meta.dir, "main.ts"), ...args];
  const { exitCode, stdout, stderr } = Bun.spawnSync(command);
  return { exitCode, said: stdout.toString() + stderr.toString() };
}

test("the options of a command are its own, wherever the program has the same", () => {
  for (const args of [["gate", "main"], ["against", "HEAD"], []]) {
    const { exitCode, said } = bench(...args, "--suite", "rings");
    expect(said).toContain('USAGE: no suite is named "rings": use one of ');
    expect(exitCode).toBe(64);
  }
});

test("a ref that is none, a label without a file and a stranger's option are refused", () => {
  expect(bench("against", "no-such-branch")).toEqual({
    exitCode: 64,
    said: 'USAGE: "no-such-branch" is not a commit of this repository: name a branch, a tag or a commit.\n',
  });
  expect(bench("against", "--all")).toMatchObject({ exitCode: 64 });
  const missing = bench("compare", "main", "no-such-label");
  expect(missing.exitCode).toBe(64);
  expect(missing.said).toContain('no baseline "no-such-label"');
});
