/** The commands as trees, as their own definitions in commander say. */
import { join } from "node:path";
import { finishedProcess } from "#app";
import { CONFIG_KEYS } from "#schemas";
import packageFile from "../../package.json" with { type: "json" };

/** Names of `bun run NAME` that are commands for people. */
const NAMES = "engine diagnose bench tape explain tap top page-load completion".split(" ");
const ROOT = join(import.meta.dir, "../..");

/** An option by its long flag. */
export interface OptionNode {
  flag: string;
  description: string;
  takesValue: boolean;
  /** Words that the value may be; empty = not known. */
  choices: string[];
  /** The value is a file or a folder. */
  isPath: boolean;
}

/** A positional argument. */
export interface ArgumentNode {
  choices: string[];
  isPath: boolean;
}

export interface CommandNode {
  name: string;
  description: string;
  options: OptionNode[];
  arguments: ArgumentNode[];
  commands: CommandNode[];
}

/** The trees of all commands that this checkout has. Throws when one cannot be loaded. */
export async function commandTrees(): Promise<CommandNode[]> {
  const scripts: Record<string, string> = packageFile.scripts;
  const entries = NAMES.flatMap((name) => {
    const file = scripts[name]?.match(/bun (\S+\.ts)$/)?.[1];
    return file === undefined ? [] : [{ name, file }];
  });
  const trees = await Promise.all(entries.map(({ name, file }) => treeOf(name, file)));
  return trees.map((tree) => (tree.name === "engine" ? withConfigChoices(tree) : tree));
}

/** Loads the command in a process of its own, which prints its tree instead of running. */
async function treeOf(name: string, file: string): Promise<CommandNode> {
  const preload = join(import.meta.dir, "print-tree.ts");
  const command = [process.execPath, "--preload", preload, join(ROOT, file)];
  const { exitCode, stdout, stderr } = await finishedProcess(command, { cwd: ROOT });
  if (exitCode !== 0) throw new Error(`${file} printed no commands: ${stderr.trim()}`);
  return { ...(JSON.parse(stdout) as CommandNode), name };
}

/** The engine's flags come from the config's schema, which knows what most of them may be. */
function withConfigChoices(tree: CommandNode): CommandNode {
  const options = tree.options.map((option) => {
    const key = CONFIG_KEYS.find(({ flag }) => flag === option.flag);
    if (key === undefined) return option;
    return { ...option, choices: [...key.choices], isPath: key.path.endsWith("Path") };
  });
  return { ...tree, options };
}
