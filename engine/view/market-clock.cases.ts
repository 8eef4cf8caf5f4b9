/** Known answers of market-clock.ts, with a calendar that only repeats what it is asked. */
import { asEpochUs } from "#codec";
import type { Calendar } from "#engine/detect";
import { type Observe, of } from "#schemas";
import { isAboutNow } from "../testing/cases-fixture.ts";
import { RunningMarketClock } from "./market-clock.ts";

/** 2025-12-31 23:59:59 UTC. */
const LATE_2025_US = asEpochUs(1_767_225_599e6);

function newClock(speed: number): RunningMarketClock {
  const calendar = {
    covers: (year: number) => year === 2025,
    describe: (epochUs: number) => ({ marketStatus: "PRE", asked: epochUs }),
  };
  return new RunningMarketClock(calendar as unknown as Calendar, speed);
}

export default function run(observe: Observe): void {
  const clock = newClock(2);
  observe(of(RunningMarketClock, "epochUs"), "before the first record", clock.epochUs(100), 0);
  observe(
    of(RunningMarketClock, "isYearCovered"),
    "before the first record",
    clock.isYearCovered,
    true,
  );
  observe(
    of(RunningMarketClock, "read"),
    "before the first record: now",
    isAboutNow(clock.read(100).epochUs),
    true,
  );
  clock.observe(asEpochUs(5e6), 100);
  observe(of(RunningMarketClock, "epochUs"), "at the record", clock.epochUs(100), 5000000);
  observe(
    of(RunningMarketClock, "epochUs"),
    "10 ms later at double speed",
    clock.epochUs(110),
    5020000,
  );
  clock.observe(asEpochUs(5e6), 105);
  observe(
    of(RunningMarketClock, "observe"),
    "the same time again moves nothing",
    clock.epochUs(110),
    5020000,
  );
  clock.observe(asEpochUs(4e6), 120);
  observe(of(RunningMarketClock, "observe"), "steps back", clock.epochUs(121), 4002000);
  observe(of(RunningMarketClock, "read"), "time and words", clock.read(122), {
    asked: 4004000,
    epochUs: 4004000,
    marketStatus: "PRE",
  });
  observe(of(RunningMarketClock, "isYearCovered"), "1970", clock.isYearCovered, false);
  clock.observe(LATE_2025_US, 200);
  observe(
    of(RunningMarketClock, "isYearCovered"),
    "the last second of 2025",
    clock.isYearCovered,
    true,
  );
  clock.observe(asEpochUs(LATE_2025_US + 1e6), 201);
  observe(
    of(RunningMarketClock, "isYearCovered"),
    "the first second of 2026",
    clock.isYearCovered,
    false,
  );
  const still = newClock(0);
  still.observe(asEpochUs(7e6), 1);
  observe(
    of(RunningMarketClock, "epochUs"),
    "at speed max it stands",
    still.epochUs(5000),
    7000000,
  );
}
