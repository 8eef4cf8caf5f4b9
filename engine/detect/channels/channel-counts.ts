/** The counts behind a channel's health; one thread. */
import { FILTER_OUT_OF_ORDER } from "#engine/telemetry";
import type { ChannelHealth } from "./channel.ts";

export class ChannelCounts {
  starts = 0;
  admitted = 0;
  filtered = 0;
  outOfOrder = 0;
  errored = 0;
  detectFailures = 0;
  events = 0;

  /** Counts a record that admission left out for `reason`, a FILTER_ constant. @hot */
  filter(reason: number): void {
    this.filtered += 1;
    if (reason === FILTER_OUT_OF_ORDER) this.outOfOrder += 1;
  }

  /** The counts as this moment shows them. */
  health(): ChannelHealth {
    return { ...this };
  }
}
