/** What bash and zsh ask: tables as functions, in words that both understand. */
import type { CommandNode, OptionNode } from "./command-tree.ts";

/** A word in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Every command below `nodes` with its path, such as `tape import`. */
export function withPaths(
  nodes: readonly CommandNode[],
  above: string = "",
): { path: string; node: CommandNode }[] {
  return nodes.flatMap((node) => {
    const path = above === "" ? node.name : `${above} ${node.name}`;
    return [{ path, node }, ...withPaths(node.commands, path)];
  });
}

/** What a value is: words to choose from, `@file`, or nothing that is known. */
function wordsOf({ choices, isPath }: Pick<OptionNode, "choices" | "isPath">): string {
  return isPath ? "@file" : choices.join(" ");
}

/**
 * `_tickscope_names` prints the commands; `_tickscope_is PATH` says whether there is such a command; `_tickscope_words PATH` prints what may
 * follow it; `_tickscope_value PATH FLAG` prints what the flag takes, and fails when it takes nothing.
 */
export function shellTables(trees: readonly CommandNode[]): string {
  const all = withPaths(trees);
  const words = all.map(({ path, node }) => {
    const names = [
      ...node.commands.map(({ name }) => name),
      ...node.arguments.map(wordsOf),
      ...node.options.map(({ flag }) => flag),
    ];
    return `    ${quoted(path)}) echo ${quoted(names.filter((name) => name !== "").join(" "))} ;;`;
  });
  const values = all.flatMap(({ path, node }) => {
    const taking = node.options.filter(({ takesValue }) => takesValue);
    return taking.map((option) => {
      return `    ${quoted(`${path} ${option.flag}`)}) echo ${quoted(wordsOf(option))} ;;`;
    });
  });
  return [
    "_tickscope_is() {",
    `  case "$1" in ${all.map(({ path }) => quoted(path)).join("|")}) return 0 ;; esac`,
    "  return 1",
    "}",
    "_tickscope_names() {",
    `  echo ${quoted(trees.map(({ name }) => name).join(" "))}`,
    "}",
    "_tickscope_words() {",
    '  case "$1" in',
    ...words,
    "  esac",
    "}",
    "_tickscope_value() {",
    '  case "$1 $2" in',
    ...values,
    "    *) return 1 ;;",
    "  esac",
    "}",
    "_tickscope_here() {",
    `  grep -q '"name": "tickscope"' package.json 2>/dev/null`,
    "}",
    "",
  ].join("\n");
}
