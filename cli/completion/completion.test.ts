import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finishedProcess } from "../../app/finished-process.ts";
import { type CommandNode, commandTrees } from "./command-tree.ts";
import { fishScript } from "./fish.ts";
import { zshScript } from "./zsh.ts";

const ROOT = join(import.meta.dir, "../..");
const MAIN = join(ROOT, "cli/completion.ts");
const folder = mkdtempSync(join(tmpdir(), "tickscope-completion-"));
const script = join(folder, "completion.bash");
let trees: CommandNode[];

const run = (command: string[], cwd: string = ROOT) => finishedProcess(command, { cwd });

/** What bash offers behind `line`; the cursor is at its end. */
async function offered(line: string, cwd: string = ROOT, before: string = ""): Promise<string[]> {
  const program = [
    before,
    `source ${script}`,
    `COMP_WORDS=(${line.endsWith(" ") ? `${line}''` : line})`,
    `COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))`,
    "_tickscope_complete bun",
    `printf "%s\\n" "\${COMPREPLY[@]}"`,
  ].join("\n");
  const { stdout, stderr } = await run(["bash", "--norc", "-c", program], cwd);
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

beforeAll(async () => {
  const { stdout, exitCode } = await run([process.execPath, MAIN, "bash"]);
  expect(exitCode).toBe(0);
  await Bun.write(script, stdout);
  trees = await commandTrees();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** An interactive shell on a terminal, at its prompt: what is typed, and what it has shown since forget(). */
async function onTerminal(command: string[]) {
  let shown = "";
  const child = Bun.spawn(command, {
    cwd: ROOT,
    env: { ...process.env, PS1: "ready> ", TERM: "dumb" },
    terminal: {
      cols: 200,
      rows: 24,
      data: (_, bytes) => {
        shown += new TextDecoder().decode(bytes);
      },
    },
  });
  const until = async (text: string) => {
    while (!shown.includes(text)) await Bun.sleep(10);
  };
  await until("ready> ");
  return {
    type: (text: string) => void child.terminal?.write(text),
    until,
    forget: () => {
      shown = "";
    },
    end: async () => {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

describe("in bash", () => {
  const cases: [line: string, offers: string[]][] = [
    ["bun run engine --over", ["--overrun"]],
    ["bun run engine --overrun ", ["gate", "drop-oldest"]],
    ["bun run engine --log-format j", ["json"]],
    ["bun run engine --port ", []],
    ["bun run tape ", ["import", "info", "verify", "help", "--help"]],
    ["bun run tape info --j", ["--json"]],
    ["bun run tape import --calendar c", ["continuous"]],
    ["bun run diagnose eval", ["evaluate"]],
    ["bun run tap queu", ["queue"]],
    ["bun run top --on", ["--once"]],
    ["bun run completion ", ["bash", "zsh", "fish", "--help"]],
    ["bun run tape info READ", ["README.md"]],
    ["bun run engine --config pack", ["package.json"]],
    ["bun run diag", ["diagnose"]],
    ["bun run nothing --", []],
    ["bun add --", []],
  ];
  test.each(cases)("%s", async (line, offers) => {
    expect(await offered(line)).toEqual(offers);
  });

  test("leaves other places, and other words, to the completion that was there", async () => {
    expect(await offered("bun run engine --over", folder)).toEqual([]);
    const before = "_before() { COMPREPLY=(was-here); }\ncomplete -F _before bun";
    expect(await offered("bun run engine --over", folder, before)).toEqual(["was-here"]);
    expect(await offered("bun add ", ROOT, before)).toEqual(["was-here"]);
    expect(await offered("bun run engine --over", ROOT, before)).toEqual(["--overrun"]);
  });

  test("completes on a terminal, at the Tab key", async () => {
    const bash = await onTerminal(["bash", "--norc", "-i"]);
    bash.type(`source ${script}; echo sour""ced\n`);
    await bash.until("sourced\r\n");
    bash.type("bun run engine --print-c\t");
    await bash.until("--print-config");
    await bash.end();
  });
});

test("every command is there, with the flags of its own help", async () => {
  const names = trees.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["engine", "diagnose", "bench", "tape", "tap", "top"]),
  );
  const { stdout } = await run([process.execPath, "cli/engine.ts", "--help"]);
  const flags = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag!);
  expect(flags.length).toBeGreaterThan(20);
  expect(trees.find(({ name }) => name === "engine")!.options.map(({ flag }) => flag)).toEqual(
    flags,
  );
});

/** The test of a shell; one that is not installed is skipped, and its title says why. */
function shellTest(shell: string, title: string, run: () => Promise<void>): void {
  const isThere = Bun.which(shell) !== null;
  const why = isThere ? "" : ` (skipped: there is no ${shell} on this machine)`;
  test.skipIf(!isThere)(`${shell}: ${title}${why}`, run, 60_000);
}

shellTest("fish", "offers commands, flags, values and files, and nothing elsewhere", async () => {
  const path = join(folder, "completion.fish");
  await Bun.write(path, fishScript(trees));
  const offers = async (line: string, cwd: string = ROOT) => {
    const program = `source ${path}; complete -C ${JSON.stringify(line)}`;
    const { stdout, stderr } = await run(["fish", "--no-config", "-c", program], cwd);
    expect(stderr).toBe("");
    return stdout.split("\n").flatMap((text) => (text === "" ? [] : [text.split("\t")[0]!]));
  };
  expect(await offers("bun run diag")).toEqual(["diagnose"]);
  expect(await offers("bun run engine --over")).toEqual(["--overrun"]);
  expect((await offers("bun run engine --overrun ")).sort()).toEqual(["drop-oldest", "gate"]);
  expect(await offers("bun run engine --port ")).toEqual([]);
  expect((await offers("bun run tape ")).sort()).toEqual(["help", "import", "info", "verify"]);
  expect(await offers("bun run tape info READ")).toEqual(["README.md"]);
  expect(await offers("bun run engine --config pack")).toEqual(["package.json"]);
  expect(await offers("bun run diagnose --duration 3 --se")).toEqual(["--seed"]);
  expect(await offers("bun run engine --over", folder)).toEqual([]);
});

shellTest("zsh", "completes at the Tab key", async () => {
  const path = join(folder, "completion.zsh");
  await Bun.write(path, zshScript(trees));
  const zsh = await onTerminal(["zsh", "-f", "-i"]);
  zsh.type(`autoload -Uz compinit && compinit -u -D && source ${path}\n`);
  const cases: [typed: string, completed: string][] = [
    ["bun run diag", "bun run diagnose "],
    ["bun run engine --print-c", "--print-config "],
    ["bun run engine --overrun dr", "drop-oldest "],
    ["bun run engine --log-format ", "json  text"],
    ["bun run tape imp", "bun run tape import "],
    ["bun run tape info READ", "ME.md "],
    ["bun run completion f", "bun run completion fish "],
  ];
  for (const [i, [typed, completed]] of cases.entries()) {
    // A line of its own says that the shell is ready for the next one.
    zsh.type(`echo at""${i}\n`);
    await zsh.until(`at${i}\r\n`);
    zsh.type(`${typed}\t`);
    await zsh.until(completed);
    zsh.type("\x15");
    zsh.forget();
  }
  await zsh.end();
});

test("an unknown shell is refused", async () => {
  const { stderr, exitCode } = await run([process.execPath, MAIN, "tcsh"]);
  expect(stderr).toStartWith("USAGE: ");
  expect(stderr).toContain("bash, zsh, fish");
  expect(exitCode).toBe(64);
});
