/** Known answers of market-pace.ts: event time by wall time, on a clock of its own. */
import { type Observe, of } from "#schemas";
import { MarketPace } from "./market-pace.ts";

const LIVE_US = 1_000_000_000;
const WALL_MS = 5000;

/** Targets, less LIVE_US, for steps of wall time and market time since both began. */
function targets(
  pace: MarketPace,
  steps: readonly (readonly [wallMs: number, marketUs: number])[],
) {
  return steps.map(
    ([wallMs, marketUs]) => pace.targetEpochUs(LIVE_US + marketUs, WALL_MS + wallMs) - LIVE_US,
  );
}

export default function cases(observe: Observe): void {
  const pace = new MarketPace(2, LIVE_US);
  const full = [LIVE_US - 1, LIVE_US, LIVE_US + 1].map((at) => pace.isFullSpeed(at));
  observe(of(MarketPace, "isFullSpeed"), "before, at and behind the end of the pre-roll", full, [
    true,
    false,
    false,
  ]);
  const max = new MarketPace("max", LIVE_US);
  observe(of(MarketPace, "isFullSpeed"), "at max", max.isFullSpeed(LIVE_US + 1), true);
  observe(of(MarketPace, "targetEpochUs"), "at max", targets(max, [[0, 5]]), [Infinity]);
  observe(of(MarketPace, "targetEpochUs"), "in the pre-roll", targets(pace, [[0, -1]]), [Infinity]);
  const live = [
    [0, 0],
    [10, 0],
    [11, 20_000],
  ] as const;
  observe(
    of(MarketPace, "targetEpochUs"),
    "twice as fast as the wall",
    targets(pace, live),
    [0, 20000, 22000],
  );
  const lag = [
    [1000, 0],
    [1001, 0],
    [1002, 0],
  ] as const;
  observe("LAG_MS_MAX", "a second behind, more, and then", targets(pace, lag), [2000000, 0, 2000]);
  observe(of(MarketPace, "targetEpochUs"), "full speed again", targets(pace, [[1100, -5]]), [
    Infinity,
  ]);
  const again = [
    [1200, 50],
    [1201, 50],
  ] as const;
  observe(
    of(MarketPace, "targetEpochUs"),
    "live after full speed",
    targets(pace, again),
    [50, 2050],
  );
  pace.pause();
  const paused = [
    [1300, 70],
    [1302, 70],
  ] as const;
  observe(of(MarketPace, "pause"), "live after a pause", targets(pace, paused), [70, 4070]);
}
