/** Known answers of activity-wheel.ts: which seconds count, and what old times do. */
import { type Observe, of } from "#schemas";
import { at } from "../detectors/cases-fixture.ts";
import { ActivityWheel, ActivityWheelWriter, activityWheelBytes } from "./activity-wheel.ts";

function wheel() {
  const buffer = new ArrayBuffer(activityWheelBytes);
  return { writer: new ActivityWheelWriter(buffer), reader: new ActivityWheel(buffer), buffer };
}

/** Elements of the wheel that are not 0: index and value. */
function elements(buffer: ArrayBuffer): number[][] {
  return [...new Float64Array(buffer).entries()].filter(([, value]) => value !== 0);
}

export default function run(observe: Observe): void {
  observeReading(observe);
  const { writer, reader, buffer } = wheel();
  observe(of(ActivityWheel, "newestEpochUs"), "at first", reader.newestEpochUs, 0);
  const steps = [0, 0.2, 0.999_999, 1, 1.5, 0.9, 4, 10.25, 511, 512, 513.5, 511.2];
  for (const seconds of steps) {
    writer.count(at(seconds));
    observe(of(ActivityWheelWriter, "count"), `at ${seconds} s: newest`, reader.newestEpochUs);
    observe("#turn", `at ${seconds} s: elements`, elements(buffer));
  }
  for (const [now, window] of [
    [513, 1],
    [513.999_999, 1],
    [514, 1],
    [514, 2],
    [513, 2],
    [513, 3],
    [513, 504],
    [513, 503],
    [513, 512],
    [12, 3],
    [5, 5],
  ] as const) {
    observe(of(ActivityWheel, "sum"), `${window} s to ${now} s`, reader.sum(at(now), window));
  }
  observeTurns(observe);
  observeStale(observe);
}

/** A wheel written by hand: what lies where. */
function observeReading(observe: Observe): void {
  const f64 = new Float64Array(activityWheelBytes / 8);
  f64[0] = at(7);
  for (const second of [1_700_000_000, 1_700_000_007]) {
    f64[16 + (second % 512)] = second;
    f64[16 + 512 + (second % 512)] = second % 100;
  }
  const reader = new ActivityWheel(f64.buffer);
  observe(of(ActivityWheel, "newestEpochUs"), "by hand", reader.newestEpochUs, 1700000007000000);
  observe(
    of(ActivityWheel, "sum"),
    "by hand",
    [reader.sum(at(7), 1), reader.sum(at(7), 8), reader.sum(at(9.5), 3)],
    [7, 7, 7],
  );
}

/** A second that comes back goes on; a place that another second takes begins at 0. */
function observeTurns(observe: Observe): void {
  const { writer, reader } = wheel();
  for (const [seconds, fact] of [
    [100, "first"],
    [101, "next"],
    [100.5, "the first again"],
    [612, "one that takes the place of the first"],
    [612.5, "that again"],
    [101.5, "a place of an older second, still within reach"],
  ] as const) {
    writer.count(at(seconds));
    observe(
      "#turn",
      fact,
      [100, 101, 612].map((second) => reader.sum(at(second), 1)),
    );
  }
}

/** Times that the wheel does not reach are counted nowhere, until a run of them shows it was wrong. */
function observeStale(observe: Observe): void {
  for (const seconds of [1000 - 512, 1000 - 512.000_001]) {
    const { writer, reader } = wheel();
    writer.count(at(1000));
    writer.count(at(seconds));
    observe("#isStale", `${seconds} s after 1000 s`, reader.sum(at(seconds), 1));
  }
  const { writer, reader, buffer } = wheel();
  writer.count(at(100_000));
  for (let i = 1; i <= 66; i++) {
    if (i === 4) writer.count(at(99_999)); // not stale: the run begins again
    writer.count(at(i));
    if (i < 5 || i > 61) {
      const place = new Float64Array(buffer).at(-1);
      observe("#isStale", `turn ${i}`, [reader.newestEpochUs, reader.sum(at(i), 1), place]);
    }
  }
  for (let i = 67; i <= 69; i++) writer.count(at(i));
  observe(
    "#isStale",
    "afterwards",
    [reader.newestEpochUs, reader.sum(at(69), 9)],
    [1700000069000000, 2],
  );
}
