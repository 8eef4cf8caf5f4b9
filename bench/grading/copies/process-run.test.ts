import { expect, test } from "bun:test";
import { tmpdir } from "node:os";
import { GroupProcess, killAll, runToEnd } from "./process-run.ts";

const cwd = tmpdir();
const script = (text: string): string[] => [process.execPath, "-e", text];

/** Gone, or a zombie that only waits to be counted. */
function isDead(pid: number): boolean {
  const { stdout } = Bun.spawnSync(["ps", "-o", "stat=", "-p", String(pid)]);
  return /^\s*(Z|$)/.test(stdout.toString());
}

async function untilDead(pid: number): Promise<void> {
  while (!isDead(pid)) await Bun.sleep(5);
}

test("output, exit code and a clean environment", async () => {
  process.env.TICKSCOPE_TEST_ONLY = "1";
  const text = "console.log(process.env.TICKSCOPE_TEST_ONLY, process.env.GIVEN); process.exit(3)";
  const ended = await runToEnd(script(text), {
    cwd,
    timeoutMs: 10_000,
    environment: { GIVEN: "x" },
  });
  delete process.env.TICKSCOPE_TEST_ONLY;
  expect(ended).toMatchObject({ exitCode: 3, stdout: "undefined x\n", isTimedOut: false });
});

test("the limit ends the process and all that it started", async () => {
  const text =
    'const child = Bun.spawn(["sleep", "60"]); console.log(child.pid); setInterval(() => 0, 1000);';
  const ended = await runToEnd(script(text), { cwd, timeoutMs: 1_000 });
  expect(ended).toMatchObject({ isTimedOut: true, exitCode: 137 });
  await untilDead(Number(ended.stdout));
});

test("what a process leaves running when it ends is ended too", async () => {
  const text =
    'console.log(Bun.spawn(["sleep", "60"], { stdio: ["ignore", "ignore", "ignore"] }).pid); process.exit(0);';
  const ended = await runToEnd(script(text), { cwd, timeoutMs: 10_000 });
  expect(ended.exitCode).toBe(0);
  await untilDead(Number(ended.stdout));
});

test("an interrupted evaluation leaves no process", async () => {
  const child = new GroupProcess(["sleep", "60"], { cwd, timeoutMs: 60_000 });
  killAll();
  expect(await child.ended).toMatchObject({ exitCode: 137, isTimedOut: false });
});
