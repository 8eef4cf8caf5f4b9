/** Every known-answer probe, in the order of the flow. */
import { CODEC_PROBES } from "#codec/probes";
import { DETECTOR_PROBES } from "#detectors/probes";
import { EMITTER_PROBES } from "#emitter/probes";
import { CHANNEL_PROBES } from "#engine/channels/probes";
import { ENGINE_PROBES } from "#engine/probes";
import { QUEUE_PROBES } from "#engine/queue/probes";
import { ROUTER_PROBES } from "#engine/router/probes";
import { SOURCE_PROBES } from "#engine/sources/probes";
import { RING_PROBES } from "#ring/probes";
import type { Probe } from "#schemas";
import { SCHEMAS_PROBES } from "#schemas/probes";
import { TELEMETRY_PROBES } from "#telemetry/probes";

export const PROBES: readonly Probe[] = [
  ...SCHEMAS_PROBES,
  ...CODEC_PROBES,
  ...TELEMETRY_PROBES,
  ...SOURCE_PROBES,
  ...RING_PROBES,
  ...ROUTER_PROBES,
  ...CHANNEL_PROBES,
  ...DETECTOR_PROBES,
  ...QUEUE_PROBES,
  ...ENGINE_PROBES,
  ...EMITTER_PROBES,
];
