/**
 * Stages and the modules that carry them out. Imports nothing of the pipeline at run time, so that it
 * works even when the pipeline cannot be loaded.
 */
import type { Stage } from "#engine/telemetry";

/** The module that carries a stage out, for findings that name no place of their own. */
export const MODULE_OF_STAGE: Record<Stage, string> = {
  source: "engine/ingest/feed/feed-connection.ts",
  decode: "engine/ingest/massive/massive-decoder.ts",
  normalise: "engine/ingest/normalise/normaliser.ts",
  ring: "engine/ingest/normalise/ring-sink.ts",
  route: "engine/detect/router/router.ts",
  channel: "engine/detect/channels/tick-channel.ts",
  detect: "engine/detect/channels/detector-stage.ts",
  "event-ring": "engine/deliver/collector.ts",
  queue: "engine/deliver/event-queue.ts",
  frame: "emitter/emission-cycle.ts",
  send: "emitter/clients/client.ts",
  client: "emitter/clients/client-hub.ts",
};

/** Where the files of a stage lie, as beginnings of their paths; the longest that fits decides. */
const PLACES: Record<Stage, readonly string[]> = {
  source: [
    "schemas/",
    "codec/tape/",
    "engine/",
    "engine/ingest/binance/binance-client",
    "engine/ingest/massive/massive-client",
    "engine/ingest/massive/massive-dialect",
  ],
  decode: [
    "engine/ingest/binance/",
    "engine/ingest/feed/frame-intake",
    "engine/ingest/massive/",
    "engine/ingest/normalise/decimal",
  ],
  normalise: [
    "codec/generated/record-layout",
    "codec/layout/record",
    "codec/layout/symbol",
    "engine/ingest/normalise/",
  ],
  ring: [
    "codec/layout/slot-view",
    "engine/ingest/files/recorder",
    "engine/ingest/normalise/hand-off",
    "engine/ingest/normalise/ring-sink",
    "engine/ring/",
    "engine/run/memory",
    "engine/telemetry/",
  ],
  route: [
    "engine/detect/router/",
    "engine/run/pipeline",
    "engine/run/threads/detector",
    "engine/telemetry/route-board",
  ],
  channel: ["engine/detect/", "engine/telemetry/outcome"],
  detect: [
    "codec/frame/event-units",
    "codec/generated/event-",
    "codec/layout/event-layout",
    "engine/detect/channels/detector-stage",
    "engine/detect/detectors/",
    "engine/detect/state/symbol-",
    "engine/telemetry/decision-log",
    "engine/telemetry/gates",
    "engine/view/decision-watch",
    "engine/view/recent-mean",
  ],
  "event-ring": [
    "engine/deliver/",
    "engine/run/engine",
    "engine/run/remedies",
    "engine/run/threads/event-writer-sink",
  ],
  queue: ["engine/deliver/event-queue", "engine/deliver/priority", "engine/deliver/slot-fifo"],
  frame: ["codec/", "emitter/", "engine/view/market-clock", "schemas/contract/"],
  send: [
    "emitter/clients/",
    "emitter/emitter",
    "emitter/feed-status",
    "emitter/frames/feed-history",
    "emitter/requests/client-filter",
    "emitter/server/",
  ],
  client: [
    "emitter/clients/client-requests",
    "emitter/http/",
    "emitter/requests/",
    "emitter/server/edge-server",
    "emitter/server/raw-sessions",
    "emitter/server/socket-io-gateway",
    "engine/view/ledger-view",
    "engine/view/status-board",
    "engine/view/symbol-book",
    "schemas/contract/client-message",
    "schemas/contract/request-",
    "schemas/interface/interface-documents",
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
