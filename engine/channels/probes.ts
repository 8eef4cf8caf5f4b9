/** The known-answer probes of this folder, each after what it stands on. */
import type { Probe } from "#schemas";
import { CHANNEL_COUNTS_PROBE } from "./channel-counts.probe.ts";
import { DETECTOR_STAGE_PROBE } from "./detector-stage.probe.ts";
import { FMV_CHANNEL_PROBE } from "./fmv-channel.probe.ts";
import { OHLCV_CHANNEL_PROBE } from "./ohlcv-channel.probe.ts";
import { RECORD_CHANNEL_PROBE } from "./record-channel.probe.ts";
import { RECORD_IDENTITY_PROBE } from "./record-identity.probe.ts";
import { REFUSAL_PROBE } from "./refusal.probe.ts";
import { SESSION_WATCH_PROBE } from "./session-watch.probe.ts";
import { TICK_CHANNEL_PROBE } from "./tick-channel.probe.ts";

export const CHANNEL_PROBES: readonly Probe[] = [
  CHANNEL_COUNTS_PROBE,
  REFUSAL_PROBE,
  RECORD_CHANNEL_PROBE,
  RECORD_IDENTITY_PROBE,
  SESSION_WATCH_PROBE,
  DETECTOR_STAGE_PROBE,
  TICK_CHANNEL_PROBE,
  OHLCV_CHANNEL_PROBE,
  FMV_CHANNEL_PROBE,
];
