/** Completion for fish: `bun run NAME …` in this repository. */
import type { CommandNode } from "./command-tree.ts";
import { quoted, withPaths } from "./shell-tables.ts";

export function fishScript(trees: readonly CommandNode[]): string {
  const names = trees.map(({ name, description }) => {
    const line = `complete -c bun -f -n __tickscope_top -a ${quoted(name)}`;
    return `${line} -d ${quoted(description)}`;
  });
  const lines = [...names, ...withPaths(trees).flatMap(({ path, node }) => linesOf(path, node))];
  return `# Tickscope, completion for fish. To use it: bun run --silent completion fish | source
${FUNCTION}${lines.join("\n")}\n`;
}

/**
 * \`__tickscope_at PATH\` is true when the command line has the words of a path, in their order and behind
 * \`bun run\`; \`__tickscope_top\` when nothing stands behind \`bun run\` yet.
 */
const FUNCTION = `function __tickscope_here
    grep -q '"name": "tickscope"' package.json 2>/dev/null
end
function __tickscope_top
    set -l words (commandline -opc)
    test "$words" = "bun run"; and __tickscope_here
end
function __tickscope_at
    set -l words (commandline -opc)
    __tickscope_here; or return 1
    test "$words[1] $words[2]" = "bun run"; or return 1
    set -l names (string match -v -- '-*' $words[3..-1])
    test "$names[1..$(count $argv)]" = "$argv"
end
`;

function linesOf(path: string, { commands, arguments: args, options }: CommandNode): string[] {
  // What stands behind the name of a group is its own only until one of its commands is named.
  const below = commands.map(({ name }) => `; and not __tickscope_at ${path} ${name}`);
  const line = `complete -c bun -n ${quoted(`__tickscope_at ${path}${below.join("")}`)}`;
  const takesFiles = args.some(({ isPath }) => isPath);
  const choices = args.flatMap((argument) => argument.choices);
  return [
    ...(takesFiles ? [] : [`${line} -f`]),
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
