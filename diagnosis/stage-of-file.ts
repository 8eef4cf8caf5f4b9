/**
 * Stages and the modules that carry them out. Imports nothing of the pipeline at run time, so that it
 * works even when the pipeline cannot be loaded.
 */
import type { Stage } from "#telemetry";
import { loadBaseline } from "./baseline.ts";

/** The module that carries a stage out, for findings that name no place of their own. */
export const MODULE_OF_STAGE: Record<Stage, string> = {
  source: "engine/sources/feed-connection.ts",
  decode: "engine/sources/massive-decoder.ts",
  normalise: "engine/sources/normaliser.ts",
  ring: "engine/record-sink.ts",
  route: "engine/router/router.ts",
  channel: "engine/channels/tick-channel.ts",
  detect: "engine/channels/detector-stage.ts",
  "event-ring": "engine/collector.ts",
  queue: "engine/queue/event-queue.ts",
  frame: "emitter/emission-cycle.ts",
  send: "emitter/client.ts",
  client: "emitter/client-hub.ts",
};

/** The first prefix that fits decides, so that exceptions stand before their folder. */
const BY_PLACE: readonly (readonly [prefix: string, stage: Stage])[] = [
  ["schemas/contract", "frame"],
  ["schemas/request", "client"],
  ["schemas/", "source"],
  ["codec/tape", "source"],
  ["codec/record", "normalise"],
  ["codec/symbol", "normalise"],
  ["codec/slot-view", "ring"],
  ["codec/layout-pins", "ring"],
  ["codec/event-layout", "event-ring"],
  ["codec/", "frame"],
  ["engine/sources/record-", "normalise"],
  ["engine/sources/normaliser", "normalise"],
  ["engine/sources/sequence-gaps", "normalise"],
  ["engine/sources/encoded-problem", "normalise"],
  ["engine/sources/binance-decoder", "decode"],
  ["engine/sources/json-bytes", "decode"],
  ["engine/sources/ticker-ids", "decode"],
  ["engine/sources/trade-b", "decode"],
  ["engine/sources/trade-scanner", "decode"],
  ["engine/sources/massive-d", "decode"],
  ["engine/sources/massive-conditions", "decode"],
  ["engine/sources/frame-intake", "decode"],
  ["engine/sources/csv-row", "decode"],
  ["engine/sources/csv-forms", "decode"],
  ["engine/sources/", "source"],
  ["engine/ring/", "ring"],
  ["engine/record-sink", "ring"],
  ["engine/recorder", "ring"],
  ["engine/router/", "route"],
  ["engine/threads/detector", "route"],
  ["engine/threads/event-writer-sink", "event-ring"],
  ["engine/channels/", "channel"],
  ["engine/detectors/", "detect"],
  ["engine/collector", "event-ring"],
  ["engine/queue/", "queue"],
  ["engine/", "source"],
  ["emitter/client-hub", "send"],
  ["emitter/client", "send"],
  ["emitter/conflated-rows", "send"],
  ["emitter/raw-", "client"],
  ["emitter/socket-io", "client"],
  ["emitter/bun-edge-server", "client"],
  ["emitter/edge-server", "client"],
  ["emitter/origin", "client"],
  ["emitter/", "frame"],
];

/** The stage that a file's place in the tree says; undefined outside the pipeline. */
export function stageOfPlace(file: string): Stage | undefined {
  return BY_PLACE.find(([prefix]) => file.startsWith(prefix))?.[1];
}

/** The stage that a file carries out: as its probe declared it when last recorded, else by its place. */
export function stageOfFile(file: string): Stage {
  return loadBaseline()?.stages[file] ?? stageOfPlace(file) ?? "source";
}
