/** Completion for fish: `bun run NAME …` in this repository. */
import type { CommandNode } from "./command-tree.ts";
import { quoted, withPaths } from "./shell-tables.ts";

export function fishScript(trees: readonly CommandNode[]): string {
  const lines = withPaths(trees).flatMap(({ path, node }) => linesOf(path, node));
  return `# Tickscope, completion for fish. To use it: bun run --silent completion fish | source
${FUNCTION}${lines.join("\n")}\n`;
}

/** True when the command line has the words of a path, in their order and behind \`bun run\`. */
const FUNCTION = `function __tickscope_at
    set -l words (commandline -opc)
    grep -q '"name": "tickscope"' package.json 2>/dev/null; or return 1
    test "$words[1] $words[2]" = "bun run"; or return 1
    set -l names (string match -v -- '-*' $words[3..-1])
    test "$names[1..$(count $argv)]" = "$argv"
end
`;

function linesOf(path: string, { commands, arguments: args, options }: CommandNode): string[] {
  const line = `complete -c bun -n ${quoted(`__tickscope_at ${path}`)}`;
  const choices = args.flatMap((argument) => argument.choices);
  return [
    ...commands.map(
      ({ name, description }) => `${line} -a ${quoted(name)} -d ${quoted(description)}`,
    ),
    ...(choices.length > 0 ? [`${line} -x -a ${quoted(choices.join(" "))}`] : []),
    ...options.map(({ flag, description, takesValue, choices: words, isPath }) => {
      const value = !takesValue ? "" : isPath ? " -r -F" : ` -x -a ${quoted(words.join(" "))}`;
      return `${line} -l ${flag.replace(/^--/, "")} -d ${quoted(description)}${value}`;
    }),
  ];
}
