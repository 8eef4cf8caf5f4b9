/** Puts faults into a copy of the repository, and the world around it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort, WorkCopy } from "#bench/grading/copies";
import { mergedConfig } from "#engine";
import type { JsonTree } from "#schemas";
import { DeafClient } from "./deaf-client.ts";
import { Declarations } from "./declarations.ts";
import type { Fault } from "./fault.ts";
import { FaultyFeed, FEED_KEY } from "./faulty-feed.ts";
import { FEED_KEY_ENV } from "./feed-faults.ts";
import { editsOf } from "./source-edit.ts";

/** The config of a copy, as a user would have one. */
const CONFIG = "tickscope.config.json";

/** A copy with faults in it; call `remove` when done. */
export interface Injection {
  copy: WorkCopy;
  /** Path of the config in the copy; null when none is needed. */
  configPath: string | null;
  /** Port on which the engine must listen; null = any. */
  port: number | null;
  environment: Record<string, string>;
  remove: () => Promise<void>;
}

/** Injects `faults`, all at once, into a copy of the repository at `root`. */
export function inject(root: string, faults: readonly Fault[], seed: number): Injection {
  const copy = new WorkCopy(root, false);
  // What is examined must not hold the list of what may be wrong with it.
  rmSync(join(copy.root, "bench/grading/faults"), { recursive: true, force: true });
  const edits = faults.flatMap(({ edits: own = [] }) => own);
  if (edits.length > 0) copy.edit(editsOf(edits, Declarations.at(copy.root)));
  for (const { files = {} } of faults) {
    for (const [path, text] of Object.entries(files)) write(copy, path, text);
  }
  const change = faults.find(({ feed }) => feed !== undefined)?.feed;
  const feed = change === undefined ? undefined : new FaultyFeed(change, seed);
  const config = faults.reduce<JsonTree>((tree, { config = {} }) => mergedConfig(tree, config), {});
  const whole = feed === undefined ? config : mergedConfig(config, dialled(config, feed.url));
  const hasConfig = Object.keys(whole).length > 0;
  if (hasConfig) write(copy, CONFIG, `${JSON.stringify(whole, null, 2)}\n`);
  const port = faults.some(({ client }) => client !== undefined) ? freePort() : null;
  const client = port === null ? undefined : new DeafClient(port);
  return {
    copy,
    configPath: hasConfig ? CONFIG : null,
    port,
    environment: { [FEED_KEY_ENV]: FEED_KEY },
    remove: async () => {
      client?.stop();
      await feed?.stop();
      copy.remove();
    },
  };
}

/** The keys by which an engine dials the feed outside. */
function dialled(config: JsonTree, url: string): JsonTree {
  return config.source === "massive" ? { massive: { url } } : { synthetic: { url } };
}

function write(copy: WorkCopy, path: string, text: string): void {
  const whole = join(copy.root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
}
