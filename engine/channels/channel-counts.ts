/** The counts behind a channel's health; one thread. */
import type { ChannelHealth } from "./channel.ts";

export class ChannelCounts {
  starts = 0;
  admitted = 0;
  filtered = 0;
  errored = 0;
  detectFailures = 0;
  events = 0;
  valuationAlerts = 0;

  /** The counts as this moment shows them. */
  health(): ChannelHealth {
    return { isStarted: this.starts > 0, ...this };
  }
}
