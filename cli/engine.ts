/** `bun run engine`: the engine with its edge, on a terminal. */
import { Command, CommanderError } from "commander";
import { EngineRun } from "#app";
import { loadConfig, preflight } from "#engine";
import { usageText } from "#flags";
import { CONFIG_KEYS, type EngineConfig, TickscopeError } from "#schemas";

/** Exit code for what the caller can mend in the call itself. */
const EXIT_USAGE = 64;
/** Exit code for what the caller can mend outside: a port, a file. */
const EXIT_CANNOT = 2;

/** One flag per config key that has one; texts and defaults come from the config's schema. */
function command(): Command {
  const program = new Command("engine")
    .description("Runs the engine: market data in over WebSocket, frames out on http://HOST:PORT")
    .option("--config <path>", "config file (JSON); see schemas/config/engine-config.schema.json")
    .option("--print-config", "print the effective config and exit")
    .allowExcessArguments(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(usageText(text)) });
  for (const { flag, description, defaultValue } of CONFIG_KEYS) {
    if (flag === null) continue;
    const isSwitch = typeof defaultValue === "boolean";
    const usual = defaultValue === null || isSwitch ? "" : ` (default ${defaultValue})`;
    program.option(isSwitch ? flag : `${flag} <value>`, `${description}${usual}`);
  }
  return program;
}

/** What was given, as text by flag; a switch that was given is "true". */
function flagsOf(program: Command): Record<string, string | undefined> {
  const values = program.opts<Record<string, string | boolean>>();
  return Object.fromEntries(
    program.options.map((option) => {
      const value = values[option.attributeName()];
      return [option.long ?? "", value === undefined ? undefined : String(value)];
    }),
  );
}

function exitCodeOf(error: TickscopeError): number {
  return error.info.category === "usage" && error.info.stage === "config"
    ? EXIT_USAGE
    : EXIT_CANNOT;
}

/** The effective config, or the exit code with which there is nothing more to do. */
async function configOf(argv: string[]): Promise<EngineConfig | number> {
  try {
    const program = command().parse(argv, { from: "user" });
    const { config: file, printConfig } = program.opts<{ config?: string; printConfig?: true }>();
    const flags = flagsOf(program);
    const config = await loadConfig({ file, environment: process.env, flags });
    if (printConfig === true) {
      console.log(JSON.stringify(config, null, 2));
      return 0;
    }
    preflight(config);
    return config;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : EXIT_USAGE;
  }
}

async function main(argv: string[]): Promise<number> {
  try {
    const config = await configOf(argv);
    return typeof config === "number" ? config : await new EngineRun(config).live();
  } catch (error) {
    if (!(error instanceof TickscopeError)) throw error;
    console.error(error.oneLine);
    return exitCodeOf(error);
  }
}

process.exit(await main(Bun.argv.slice(2)));
