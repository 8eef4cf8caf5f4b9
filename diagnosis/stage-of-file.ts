/**
 * Stages and the modules that carry them out. Imports nothing of the pipeline at run time, so that it
 * works even when the pipeline cannot be loaded.
 */
import type { Stage } from "#telemetry";

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

/** Where the files of a stage lie, as beginnings of their paths; the longest that fits decides. */
const PLACES: Record<Stage, readonly string[]> = {
  source: ["schemas/", "codec/tape", "engine/", "engine/sources/massive-dialect"],
  decode: [
    "engine/sources/binance-decoder",
    "engine/sources/day-stats",
    "engine/sources/decimal",
    "engine/sources/frame-intake",
    "engine/sources/json-bytes",
    "engine/sources/massive-conditions",
    "engine/sources/massive-decoder",
    "engine/sources/sequence-gaps",
    "engine/sources/ticker-ids",
    "engine/sources/trade-b",
    "engine/sources/trade-scanner",
  ],
  normalise: [
    "codec/record",
    "codec/symbol",
    "engine/sources/encoded-problem",
    "engine/sources/normaliser",
    "engine/sources/record-",
  ],
  ring: [
    "codec/layout-pins",
    "codec/slot-view",
    "engine/hand-off",
    "engine/memory",
    "engine/record-sink",
    "engine/recorder",
    "engine/ring/",
    "engine/telemetry/",
  ],
  route: [
    "engine/pipeline",
    "engine/router/",
    "engine/telemetry/route-board",
    "engine/threads/detector",
  ],
  channel: [
    "engine/channels/",
    "engine/detectors/activity-wheel",
    "engine/detectors/admission",
    "engine/detectors/calendar",
    "engine/detectors/fair-value",
    "engine/detectors/new-york-time",
    "engine/detectors/record-context",
    "engine/detectors/session",
    "engine/detectors/us-equities-holidays",
    "engine/detectors/validity",
    "engine/telemetry/outcome",
  ],
  detect: [
    "codec/event-layout",
    "engine/channels/detector-stage",
    "engine/decision-watch",
    "engine/detectors/",
    "engine/recent-mean",
    "engine/telemetry/decision-log",
    "engine/telemetry/gates",
  ],
  "event-ring": [
    "engine/collector",
    "engine/digest",
    "engine/doorbell",
    "engine/engine",
    "engine/outputs",
    "engine/remedies",
    "engine/threads/event-writer-sink",
  ],
  queue: ["engine/queue/"],
  frame: [
    "codec/",
    "emitter/",
    "engine/market-clock",
    "schemas/contract",
    "schemas/envelope",
    "schemas/small-events",
    "schemas/status-update",
    "schemas/stock-data",
  ],
  send: [
    "emitter/bun-edge-server",
    "emitter/client",
    "emitter/conflated-rows",
    "emitter/emitter",
    "emitter/feed-history",
    "emitter/feed-status",
    "emitter/frame-lane",
    "emitter/raw-link",
    "emitter/socket-io-link",
  ],
  client: [
    "emitter/client-message",
    "emitter/client-requests",
    "emitter/connect-query",
    "emitter/edge-server",
    "emitter/endpoint",
    "emitter/health",
    "emitter/http-api",
    "emitter/json-response",
    "emitter/origin",
    "emitter/raw-",
    "emitter/socket-io",
    "engine/ledger-view",
    "engine/status-board",
    "engine/symbol-book",
    "schemas/client-message",
    "schemas/interface-documents",
  ],
};

/** The stage that a file's place in the tree says; undefined outside the pipeline. */
export function stageOfPlace(file: string): Stage | undefined {
  let found: Stage | undefined;
  let length = 0;
  for (const [stage, places] of Object.entries(PLACES) as [Stage, readonly string[]][]) {
    for (const place of places) {
      if (place.length <= length || !file.startsWith(place)) continue;
      found = stage;
      length = place.length;
    }
  }
  return found;
}

/** The stage that a file carries out. */
export function stageOfFile(file: string): Stage {
  return stageOfPlace(file) ?? "source";
}
