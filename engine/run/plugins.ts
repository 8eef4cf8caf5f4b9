/**
 * A user's own source, channel or detector: a module that the config names.
 *
 * Each role asks for one exported function, called once on the thread that runs the part. What it
 * makes gets the same ledger, traces and error log as the built-in parts. See docs/plugins.md.
 */

import type { Channel, ChannelParts, Detector } from "#engine/detect";
import type { RecordSink, Source } from "#engine/ingest";
import { TickscopeError } from "#schemas";

/** A module that the config names; `module` is an absolute path by the time it is loaded. */
export interface PluginEntry {
  name: string;
  module: string;
}

/** Exported by a source module. Ingest thread. */
export type CreateSource = (options: { name: string }) => Source;
/** Exported by a channel module. Detector threads, once each. */
export type CreateChannel = (options: ChannelParts & { name: string; kind: number }) => Channel;
/** Exported by a detector module. Detector threads, once each. */
export type CreateDetector = (options: { name: string }) => Detector;

/**
 * Exported by a hand-off module. Ingest thread. `ring` is the way into the tick ring; what is made is
 * used instead of it, and may use it.
 */
export type CreateHandOff = (options: { ring: RecordSink; thread: string }) => RecordSink;

const EXPORTS = {
  handOff: "createHandOff",
  source: "createSource",
  channel: "createChannel",
  detector: "createDetector",
} as const;

async function load(role: keyof typeof EXPORTS, entry: PluginEntry): Promise<unknown> {
  const wanted = EXPORTS[role];
  let loaded: Record<string, unknown>;
  try {
    loaded = await import(entry.module);
  } catch (cause) {
    const message = `${role} "${entry.name}": module=${entry.module}: ${cause}`;
    throw new TickscopeError("PLUGIN_LOAD_FAILED", message, { cause });
  }
  if (typeof loaded[wanted] !== "function") {
    const found = Object.keys(loaded).join(", ") || "nothing";
    const message = `${role} "${entry.name}" must export ${wanted}(), was: exports ${found}`;
    throw new TickscopeError("PLUGIN_INVALID", message);
  }
  return loaded[wanted];
}

/** The maker of a source. Throws PLUGIN_LOAD_FAILED or PLUGIN_INVALID. */
export async function loadSource(entry: PluginEntry): Promise<CreateSource> {
  return (await load("source", entry)) as CreateSource;
}

/** The maker of a channel. Throws PLUGIN_LOAD_FAILED or PLUGIN_INVALID. */
export async function loadChannel(entry: PluginEntry): Promise<CreateChannel> {
  return (await load("channel", entry)) as CreateChannel;
}

/** The maker of a detector. Throws PLUGIN_LOAD_FAILED or PLUGIN_INVALID. */
export async function loadDetector(entry: PluginEntry): Promise<CreateDetector> {
  return (await load("detector", entry)) as CreateDetector;
}

/** The maker of a hand-off. Throws PLUGIN_LOAD_FAILED or PLUGIN_INVALID. */
export async function loadHandOff(module: string): Promise<CreateHandOff> {
  return (await load("handOff", { name: "hand-off", module })) as CreateHandOff;
}
