/** Known answers of market-clock.ts, with a calendar that only repeats what it is asked. */
import { asEpochUs } from "#codec";
import type { Observe, Probe } from "#schemas";
import type { Calendar } from "./detectors/index.ts";
import { RunningMarketClock } from "./market-clock.ts";
import { isAboutNow } from "./probe-fixture.ts";

/** 2025-12-31 23:59:59 UTC. */
const LATE_2025_US = asEpochUs(1_767_225_599e6);

function newClock(speed: number): RunningMarketClock {
  const calendar = {
    covers: (year: number) => year === 2025,
    describe: (epochUs: number) => ({ marketStatus: "PRE", asked: epochUs }),
  };
  return new RunningMarketClock(calendar as unknown as Calendar, speed);
}

function run(observe: Observe): void {
  const clock = newClock(2);
  observe("epochUs", "before the first record", clock.epochUs(100));
  observe("isYearCovered", "before the first record", clock.isYearCovered);
  observe("read", "before the first record: now", isAboutNow(clock.read(100).epochUs));
  clock.observe(asEpochUs(5e6), 100);
  observe("epochUs", "at the record", clock.epochUs(100));
  observe("epochUs", "10 ms later at double speed", clock.epochUs(110));
  clock.observe(asEpochUs(5e6), 105);
  observe("observe", "the same time again moves nothing", clock.epochUs(110));
  clock.observe(asEpochUs(4e6), 120);
  observe("observe", "steps back", clock.epochUs(121));
  observe("read", "time and words", clock.read(122));
  observe("isYearCovered", "1970", clock.isYearCovered);
  clock.observe(LATE_2025_US, 200);
  observe("isYearCovered", "the last second of 2025", clock.isYearCovered);
  clock.observe(asEpochUs(LATE_2025_US + 1e6), 201);
  observe("isYearCovered", "the first second of 2026", clock.isYearCovered);
  const still = newClock(0);
  still.observe(asEpochUs(7e6), 1);
  observe("epochUs", "at speed max it stands", still.epochUs(5000));
}

export const marketClockProbe: Probe = {
  name: "market-clock",
  stage: "frame",
  file: "engine/market-clock.ts",
  needs: [],
  run,
};
