/** Known answers of market-activity.ts. */
import { asEpochUs } from "#codec";
import type { MarketClock } from "#engine";
import type { Observe } from "#schemas";
import { activityOf, NO_TICKS } from "./market-activity.ts";
import type { MarketSession } from "./market-session.ts";

const SESSION = { totalHighs: 11, totalLows: 22 } as MarketSession;

function levelAt(parts: Partial<MarketClock>): string {
  const clock: MarketClock = {
    epochUs: asEpochUs(0),
    marketStatus: "REGULAR",
    period: "MIDDAY",
    untilCloseUs: 1e12,
    ...parts,
  };
  return activityOf(NO_TICKS, clock, SESSION).activity_level;
}

export default function run(observe: Observe): void {
  const windows = { ticks10s: 1, ticks30s: 2, ticks60s: 3, ticks300s: 4 };
  for (const [key, value] of Object.entries(activityOf(windows, undefined, SESSION))) {
    observe(activityOf, key, value);
  }
  for (const ticks60s of [0, 50, 500, 5000, 1e6]) {
    const activity = activityOf({ ...windows, ticks60s }, undefined, SESSION);
    observe(activityOf, `level at ${ticks60s} ticks`, activity.activity_level);
  }
  observe("bellOf", "midday", levelAt({}), "Very Low");
  observe("bellOf", "opening", levelAt({ period: "OPENING" }), "Opening Bell");
  for (const untilCloseUs of [899_999_999, 900e6, 900_000_001, Number.POSITIVE_INFINITY]) {
    observe("bellOf", `${untilCloseUs} us before the close`, levelAt({ untilCloseUs }));
  }
  for (const marketStatus of ["PRE", "AFTER", "CLOSED"] as const) {
    const parts = { marketStatus, period: "OPENING", untilCloseUs: 0 } as const;
    observe("bellOf", marketStatus, levelAt(parts));
  }
}
