/** Known answers of tape-pace.ts: which records are due when, on a clock of its own. */
import {
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  type TapeBlock,
} from "#codec";
import { TIME_END_EPOCH_US, TIME_MIN_EPOCH_US } from "#engine/detect";
import { type Observe, of } from "#schemas";
import { thrownBy } from "../testing/cases-fixture.ts";
import { type ReplaySpeed, TapePace } from "./tape-pace.ts";

/** Event time of the first record of each block here, microseconds. */
const T_US = Date.UTC(2024, 5, 3, 15) * 1000;
const START_MS = 5000;
const { NaN: NOT } = Number;

/** A block whose records come `ms` milliseconds after T_US; whole times are given as they are. */
function blockOf(times: readonly number[]): TapeBlock {
  const view = privateSlots(times.length, RECORD_BYTES);
  for (const [slot, ms] of times.entries()) {
    const at = slot * RECORD_F64 + RECORD_EXCHANGE_EPOCH_US_F64;
    view.f64[at] = ms > 1e9 ? ms : T_US + ms * 1000;
  }
  return { view, records: times.length, symbols: [""] };
}

/** Ends and due times when a block is asked for at each of the moments, from where it had come to. */
function ends(speed: ReplaySpeed, times: readonly number[], moments: readonly number[]): unknown[] {
  const pace = new TapePace(speed);
  const block = blockOf(times);
  let from = 0;
  return moments.map((ms) => {
    from = pace.dueEnd(block, from, 256, START_MS + ms);
    return [from, pace.nextLocalMs];
  });
}

function observePace(observe: Observe): void {
  for (const speed of [1, 0.001, "max", 0, -1, NOT, Number.POSITIVE_INFINITY] as const) {
    observe(
      of(TapePace, "constructor"),
      `speed ${speed}`,
      thrownBy(() => new TapePace(speed)),
    );
  }
  const steady = [0, 10, 20, 30, 40, 50, 60, 70];
  const dueEnd = (fact: string, value: unknown) => observe(of(TapePace, "dueEnd"), fact, value);
  dueEnd("max takes all", ends("max", steady, [0]));
  dueEnd("at once the first only", ends(1, steady, [0]));
  dueEnd("just before, at and after the second", ends(1, steady, [0, 9.9, 10, 10.1]));
  dueEnd("speed 1", ends(1, steady, [0, 25, 35]));
  dueEnd("speed 2", ends(2, steady, [0, 10, 25]));
  dueEnd("speed 0.5", ends(0.5, steady, [0, 10, 45]));
  dueEnd("equal times", ends(1, [0, 0, 0, 10, 10, 10, 10, 10], [0, 10]));
  dueEnd("a late print is due at once", ends(1, [0, 10, 5, 10, 20, 30, 40, 50], [0, 10]));
  dueEnd(
    "the clock does not go back",
    ends(1, [0, 10, 20, 5, 6, 7, 8, 21, 22, 23, 24], [0, 10, 20, 20.5, 21]),
  );
  const block = blockOf(steady);
  dueEnd("no more than asked for at max", new TapePace("max").dueEnd(block, 2, 3, START_MS));
  dueEnd(
    "no more than asked for",
    new TapePace(1).dueEnd(blockOf([0, 0, 0, 0, 0]), 1, 3, START_MS),
  );
  const two = new TapePace(1);
  const first = two.dueEnd(blockOf([0, 1]), 0, 256, START_MS + 1);
  const rest = [two.dueEnd(blockOf([5, 6, 7, 8, 9]), 0, 256, START_MS + 1), two.nextLocalMs];
  dueEnd("the clock goes on in the next block", [first, rest]);
}

function observeTimes(observe: Observe): void {
  const venue = (fact: string, value: unknown) => observe("#venueUsOf", fact, value);
  const hour = 3_600_000;
  venue("one wrong time", ends(1, [0, 10, hour, 20, 30, 40, 50, 60], [0, 20]));
  venue("four wrong times", ends(1, [0, 10, hour, hour, hour, hour, 50, 60], [0, 20]));
  venue("three wrong times", ends(1, [0, 10, hour, hour, hour, 40, 50, 60], [0, 10, 40, 60]));
  venue("times that are none", ends(1, [NOT, NOT, 10, 20, 30, 40, 50, 60], [0, 10]));
  venue("no times at all", ends(1, [NOT, NOT, NOT, NOT, NOT], [0]));
  const [min, end] = [TIME_MIN_EPOCH_US, TIME_END_EPOCH_US];
  venue("the first plausible time", ends(1, [min, 0, 0, 0, 0], [0]));
  venue("just before it", ends(1, [min - 1000, 0, 0, 0, 0], [0]));
  venue(
    "the last plausible time",
    ends(1, [0, end - 1000, end - 1000, end - 1000, end - 1000], [0]),
  );
  venue("just behind it", ends(1, [0, end, end, end, end], [0]));
  const minute = 60_000;
  venue("a step of a minute at the end", ends(1, [0, minute], [0, minute]));
  venue("a longer step at the end is not waited for", ends(1, [0, minute + 0.001], [0]));
  const steady = [0, minute - 1000, 2 * minute - 2000, 2 * minute - 1000];
  venue("the step is counted from the newest time", ends(1, steady, steady));
  venue("a longer step with three behind it", ends(1, [0, minute + 1, minute + 1], [0]));
  const longer = [0, minute + 1, minute + 1, minute + 1, minute + 1];
  venue("a longer step that is confirmed", ends(1, longer, [0, minute]));
}

export default function cases(observe: Observe): void {
  observePace(observe);
  observeTimes(observe);
}
