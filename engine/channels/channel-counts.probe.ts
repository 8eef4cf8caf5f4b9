/** Known answers of channel-counts.ts. */
import type { Observe, Probe } from "#schemas";
import { FILTER_REASONS } from "#telemetry";
import { ChannelCounts } from "./channel-counts.ts";

export const CHANNEL_COUNTS_PROBE: Probe = {
  name: "channel-counts",
  stage: "channel",
  file: "engine/channels/channel-counts.ts",
  needs: [],
  run: (observe: Observe): void => {
    const counts = new ChannelCounts();
    for (const [name, count] of Object.entries(counts)) observe(name, "at first", count);
    observe("health", "at first", counts.health());
    for (const starts of [1, 2]) {
      counts.starts = starts;
      observe("health", `${starts} starts`, counts.health());
    }
    for (let reason = 0; reason < FILTER_REASONS.length; reason++) {
      counts.filter(reason);
      observe("filter", FILTER_REASONS[reason]!, counts.health());
    }
    Object.assign(counts, { admitted: 3, filtered: 4, errored: 5, outOfOrder: 9 });
    Object.assign(counts, { detectFailures: 6, events: 7 });
    observe("health", "all counted", counts.health());
  },
};
