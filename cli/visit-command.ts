/**
 * What `top`, `tap` and `explain` share as commands: the address, `--json`, one line per error, and the
 * exit codes 0 done, 1 answered with no, 2 cannot reach the engine, 64 usage.
 */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { usageText } from "#flags";
import { TickscopeError } from "#schemas";
import { EngineRefusal } from "./engine-client.ts";

/** The engine answered, and the answer is an error. */
const EXIT_REFUSED = 1;
const EXIT_CANNOT = 2;
const EXIT_USAGE = 64;
const DEFAULT_URL = "http://localhost:5000";

/** Flags of every visiting command. */
export interface VisitFlags {
  attach: string;
  json?: true;
}

/** A command with the shared flags; the caller adds its own, and an action that returns an exit code. */
export function visitCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--attach <url>", "address of the running engine", httpUrl, DEFAULT_URL)
    .option("--json", "print JSON on standard output, and nothing else")
    .allowExcessArguments(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureHelp({ helpWidth: 80 })
    .configureOutput({ outputError: (text, write) => write(usageText(text)) });
}

/** Runs a command to its end; returns the exit code. */
export async function runVisit(
  argv: string[],
  define: (finish: (code: Promise<number>) => void) => Command,
): Promise<number> {
  let code: Promise<number> = Promise.resolve(0);
  const command = define((run) => {
    code = run;
  });
  try {
    await command.parseAsync(argv, { from: "user" });
    return await code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    if (error instanceof EngineRefusal) {
      process.stderr.write(`${error.oneLine}\n`);
      // 4xx about what was asked is the caller's to mend.
      return error.status === 400 ? EXIT_USAGE : EXIT_REFUSED;
    }
    if (!(error instanceof TickscopeError)) throw error;
    process.stderr.write(`${error.oneLine}\n`);
    return EXIT_CANNOT;
  }
}

function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return text;
  throw new InvalidArgumentError(`It must be an address such as ${DEFAULT_URL}.`);
}
