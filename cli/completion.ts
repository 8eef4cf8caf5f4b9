/** `bun run completion bash|zsh|fish`: a script that completes every command, for that shell to source. */
import { Argument, Command, CommanderError } from "commander";
import { usageText } from "#flags";
import { bashScript } from "./completion/bash.ts";
import { commandTrees } from "./completion/command-tree.ts";
import { fishScript } from "./completion/fish.ts";
import { zshScript } from "./completion/zsh.ts";

const EXIT_USAGE = 64;
const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

const program = new Command("completion")
  .description("Prints a completion script for `bun run engine` and all other commands")
  .addArgument(new Argument("<shell>", "shell to complete for").choices(Object.keys(SCRIPTS)))
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(usageText(text)),
  })
  .addHelpText(
    "after",
    `
Examples:
  source <(bun run --silent completion bash)
  source <(bun run --silent completion zsh)
  bun run --silent completion fish | source`,
  )
  .action(async (shell: keyof typeof SCRIPTS) => {
    process.stdout.write(SCRIPTS[shell](await commandTrees()));
  });

try {
  await program.parseAsync(Bun.argv.slice(2), { from: "user" });
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
}
