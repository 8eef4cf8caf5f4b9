/**
 * The effective config: defaults, then the config file, then the environment, then flags.
 *
 * Everything is checked against schemas/config/engine-config.schema.json before it counts; a key that nobody
 * knows is refused with the one that was probably meant, because a misspelt key must never silently
 * become a default.
 */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  CONFIG_KEYS,
  type ConfigProblem,
  configValueOf,
  defaultConfig,
  type EngineConfig,
  isJsonTree,
  type JsonTree,
  nearest,
  TickscopeError,
  validateConfig,
} from "#schemas";

/** Where a config comes from. */
export interface ConfigInputs {
  /** Path of a JSON file; undefined = none. */
  file?: string | undefined;
  environment: Record<string, string | undefined>;
  /** Text by flag, such as `--port` -> `5000`. */
  flags: Record<string, string | undefined>;
}

const ENVIRONMENT_PREFIX = "TICKSCOPE_";
/** Names of layers in messages. */
const ENVIRONMENT = "environment";
const FLAGS = "flags";

function setPath(tree: JsonTree, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let at = tree;
  for (const key of keys) {
    if (!isJsonTree(at[key])) at[key] = {};
    at = at[key] as JsonTree;
  }
  at[last] = value;
}

function fromEnvironment(environment: ConfigInputs["environment"]): JsonTree {
  const tree: JsonTree = {};
  const known = new Map(CONFIG_KEYS.map((key) => [key.environment, key]));
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(ENVIRONMENT_PREFIX) || text === undefined) continue;
    const key = known.get(name);
    if (key === undefined) {
      const near = nearest(name, [...known.keys()]);
      const hint = near === undefined ? "" : `; did you mean ${near}?`;
      throw new TickscopeError("CONFIG_UNKNOWN_KEY", `environment variable ${name}${hint}`);
    }
    setPath(tree, key.path, configValueOf(key, text));
  }
  return tree;
}

function fromFlags(flags: ConfigInputs["flags"]): JsonTree {
  const tree: JsonTree = {};
  for (const key of CONFIG_KEYS) {
    const text = key.flag === null ? undefined : flags[key.flag];
    if (text !== undefined) setPath(tree, key.path, configValueOf(key, text));
  }
  return tree;
}

async function fromFile(path: string): Promise<JsonTree> {
  let text: string;
  try {
    text = await Bun.file(path).text();
  } catch (cause) {
    throw new TickscopeError("CONFIG_UNREADABLE", `${path}: ${(cause as Error).message}`, {
      cause,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TickscopeError("CONFIG_NOT_JSON", `${path}: ${(cause as Error).message}`, { cause });
  }
  if (!isJsonTree(value))
    throw new TickscopeError("CONFIG_INVALID", `${path}: must be a JSON object`);
  const { $schema: _forEditors, ...config } = value;
  return absolutePlugins(config, dirname(resolve(path)));
}

/** Paths of plug-ins count from the config file; a worker has no idea where that was. */
function absolutePlugins(config: JsonTree, folder: string): JsonTree {
  if (!isJsonTree(config.plugins)) return config;
  const plugins = Object.entries(config.plugins).map(([role, entries]) => {
    if (typeof entries === "string") return [role, absoluteModule(entries, folder)];
    if (!Array.isArray(entries)) return [role, entries];
    const absolute = entries.map((entry) => {
      if (!isJsonTree(entry) || typeof entry.module !== "string") return entry;
      return { ...entry, module: absoluteModule(entry.module, folder) };
    });
    return [role, absolute];
  });
  return { ...config, plugins: Object.fromEntries(plugins) };
}

function absoluteModule(module: string, folder: string): string {
  return /^\.{0,2}\//.test(module) ? resolve(folder, module) : module;
}

/** `over` on top of `under`, key by key; lists are replaced. */
export function merged(under: JsonTree, over: JsonTree): JsonTree {
  const tree: JsonTree = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = tree[key];
    tree[key] = isJsonTree(value) && isJsonTree(below) ? merged(below, value) : value;
  }
  return tree;
}

function refuse(where: string, problems: readonly ConfigProblem[]): void {
  const first = problems[0];
  if (first === undefined) return;
  const messages = problems.map((problem) => asGiven(where, problem));
  throw new TickscopeError(first.code, `${where}: ${messages.join("; ")}`);
}

/** The message with the name that the value was given by: a flag, a variable, or the key itself. */
function asGiven(where: string, { path, message }: ConfigProblem): string {
  const key = CONFIG_KEYS.find((known) => known.path === path);
  const given = where === FLAGS ? key?.flag : where === ENVIRONMENT ? key?.environment : undefined;
  return given == null || !message.startsWith(path) ? message : given + message.slice(path.length);
}

/** Loads, merges and checks. Throws a TickscopeError CONFIG_… that names key, value and remedy. */
export async function loadConfig(inputs: ConfigInputs): Promise<EngineConfig> {
  const defaults = defaultConfig() as unknown as JsonTree;
  const layers: [where: string, tree: JsonTree][] = [];
  if (inputs.file !== undefined) layers.push([inputs.file, await fromFile(inputs.file)]);
  layers.push([ENVIRONMENT, fromEnvironment(inputs.environment)]);
  layers.push([FLAGS, fromFlags(inputs.flags)]);
  let effective = defaults;
  for (const [where, layer] of layers) {
    // Layer by layer, so that a message can say where the value stands.
    refuse(where, validateConfig(layer).problems);
    effective = merged(effective, layer);
  }
  refuse("effective config", validateConfig(effective).problems);
  return effective as unknown as EngineConfig;
}

/** Refuses what can be known to fail before a thread is started. Throws TAPE_NOT_FOUND. */
export function preflight(config: EngineConfig): void {
  const path = config.source.match(/^(?:tape|csv):(.*)$/)?.[1];
  if (path !== undefined && !existsSync(path)) {
    throw new TickscopeError("TAPE_NOT_FOUND", `source=${config.source}: no such file`);
  }
}
