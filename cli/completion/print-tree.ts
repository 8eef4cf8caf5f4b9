/**
 * Loaded before a command (`bun --preload`): the command prints its tree as JSON at the moment when it
 * would read its arguments, and ends. So the definition that runs is the one that completes.
 */
import { type Argument, Command, type Option } from "commander";
import type { ArgumentNode, CommandNode, OptionNode } from "./command-tree.ts";

const PATH = /path|folder|file|^in$|^out$/;

function nodeOf(command: Command): CommandNode {
  const help = command.createHelp();
  return {
    name: command.name(),
    description: command.description(),
    options: help.visibleOptions(command).flatMap(optionOf),
    arguments: command.registeredArguments.map(argumentOf),
    commands: help.visibleCommands(command).map(nodeOf),
  };
}

function optionOf({
  long,
  flags,
  description,
  required,
  optional,
  argChoices,
}: Option): OptionNode[] {
  if (long === undefined || long === null) return [];
  const valueName = flags.match(/[<[]([^.>\]]+)/)?.[1] ?? "";
  const takesValue = required || optional;
  const choices = argChoices ?? [];
  return [{ flag: long, description, takesValue, choices, isPath: PATH.test(valueName) }];
}

function argumentOf(argument: Argument): ArgumentNode {
  return { choices: argument.argChoices ?? [], isPath: PATH.test(argument.name()) };
}

function print(this: Command): never {
  process.stdout.write(JSON.stringify(nodeOf(this)));
  process.exit(0);
}

Command.prototype.parse = print;
Command.prototype.parseAsync = print;
