/** Known answers of channel-counts.ts. */

import { FILTER_REASONS } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { ChannelCounts } from "./channel-counts.ts";

export default function cases(observe: Observe): void {
  const counts = new ChannelCounts();
  for (const [name, count] of Object.entries(counts)) {
    observe(of(ChannelCounts, name as keyof ChannelCounts), "at first", count);
  }
  observe(of(ChannelCounts, "health"), "at first", counts.health(), {
    admitted: 0,
    detectFailures: 0,
    errored: 0,
    events: 0,
    filtered: 0,
    outOfOrder: 0,
    starts: 0,
  });
  for (const starts of [1, 2]) {
    counts.starts = starts;
    observe(of(ChannelCounts, "health"), `${starts} starts`, counts.health());
  }
  for (let reason = 0; reason < FILTER_REASONS.length; reason++) {
    counts.filter(reason);
    observe(of(ChannelCounts, "filter"), FILTER_REASONS[reason]!, counts.health());
  }
  Object.assign(counts, { admitted: 3, filtered: 4, errored: 5, outOfOrder: 9 });
  Object.assign(counts, { detectFailures: 6, events: 7 });
  observe(of(ChannelCounts, "health"), "all counted", counts.health(), {
    admitted: 3,
    detectFailures: 6,
    errored: 5,
    events: 7,
    filtered: 4,
    outOfOrder: 9,
    starts: 2,
  });
}
