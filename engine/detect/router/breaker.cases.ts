/** Known answers of breaker.ts: every way from one state to another, by a clock of its own. */
import { type Observe, of } from "#schemas";
import { Breaker } from "./breaker.ts";

const SETTINGS = { failuresMax: 3, openMs: 100 };

class Clock {
  ms = 1000;
  readonly breaker: Breaker = new Breaker(SETTINGS, () => this.ms);

  /** So many failures; whether each opened it. */
  fail(times: number): boolean[] {
    return Array.from({ length: times }, () => this.breaker.fail());
  }

  after(ms: number): Breaker {
    this.ms += ms;
    return this.breaker;
  }

  get all(): unknown {
    const { opened, failuresInRow } = this.breaker;
    return [opened, failuresInRow];
  }
}

function opened(): Clock {
  const clock = new Clock();
  clock.fail(3);
  return clock;
}

/** Open, and its probe is under way. */
function probing(): Clock {
  const clock = opened();
  clock.after(100).allows();
  return clock;
}

function observeClosed(observe: Observe): void {
  const clock = new Clock();
  observe(of(Breaker, "state"), "fresh", clock.breaker.state, "closed");
  observe(of(Breaker, "opened"), "fresh", clock.breaker.opened, 0);
  observe(of(Breaker, "failuresInRow"), "fresh", clock.breaker.failuresInRow, 0);
  observe(
    of(Breaker, "allows"),
    "fresh",
    [clock.breaker.allows(), clock.breaker.allows()],
    [true, true],
  );
  observe(
    of(Breaker, "fail"),
    "twice",
    [clock.fail(2), clock.all],
    [
      [false, false],
      [0, 2],
    ],
  );
  observe(of(Breaker, "allows"), "after two failures", clock.breaker.allows(), true);
  clock.breaker.succeed();
  observe(of(Breaker, "succeed"), "forgets failures", clock.all, [0, 0]);
  observe(
    of(Breaker, "fail"),
    "twice again",
    [clock.fail(2), clock.all],
    [
      [false, false],
      [0, 2],
    ],
  );
  clock.breaker.abstain();
  observe(of(Breaker, "abstain"), "keeps failures", clock.all, [0, 2]);
  observe(of(Breaker, "fail"), "the third", [clock.fail(1), clock.all], [[true], [1, 3]]);
  observe(of(Breaker, "fail"), "opens", clock.breaker.state, "open");
}

function observeOpen(observe: Observe): void {
  const { breaker } = opened();
  observe(of(Breaker, "allows"), "at once", breaker.allows(), false);
  const late = opened().after(1e6);
  observe(of(Breaker, "allows"), "long after", [late.allows(), late.allows()], [true, false]);
  for (const ms of [99, 100, 101]) {
    observe("#isProbeDue", `after ${ms} ms`, opened().after(ms).allows());
  }
  const clock = opened();
  observe(of(Breaker, "state"), "open", clock.breaker.state, "open");
  observe(of(Breaker, "allows"), "open", clock.breaker.allows(), false);
  observe(of(Breaker, "fail"), "while open", [clock.fail(1), clock.all], [[false], [1, 4]]);
  observe(
    of(Breaker, "state"),
    "too early",
    [clock.after(99).state, clock.breaker.allows()],
    ["open", false],
  );
  observe(of(Breaker, "state"), "in time", clock.after(1).state, "half-open");
  observe(of(Breaker, "allows"), "the probe", clock.breaker.allows(), true);
  observe(of(Breaker, "state"), "the probe is under way", clock.breaker.state, "half-open");
  observe(of(Breaker, "allows"), "only one probe", clock.breaker.allows(), false);
  const waiting = opened();
  waiting.after(50).fail();
  observe(of(Breaker, "fail"), "while open moves nothing", waiting.after(50).state, "half-open");
}

function observeProbing(observe: Observe): void {
  const good = probing();
  good.breaker.succeed();
  observe(
    of(Breaker, "succeed"),
    "closes",
    [good.all, good.breaker.state, good.breaker.allows()],
    [[1, 0], "closed", true],
  );
  observe(
    of(Breaker, "fail"),
    "after closing",
    [good.fail(3), good.all],
    [
      [false, false, true],
      [2, 3],
    ],
  );
  observe(
    of(Breaker, "succeed"),
    "the next probe",
    [good.after(100).allows(), good.breaker.allows()],
    [true, false],
  );
  const bad = probing();
  observe(
    of(Breaker, "fail"),
    "the probe",
    [bad.fail(1), bad.all, bad.breaker.allows()],
    [[true], [2, 4], false],
  );
  observe(
    of(Breaker, "fail"),
    "opens for as long again",
    [bad.after(99).allows(), bad.after(1).allows()],
    [false, true],
  );
  const none = probing();
  none.breaker.abstain();
  observe(
    of(Breaker, "abstain"),
    "lets the next probe",
    [none.all, none.breaker.allows(), none.breaker.allows()],
    [[1, 3], true, false],
  );
  const open = opened();
  open.breaker.succeed();
  observe(
    of(Breaker, "succeed"),
    "while open",
    [open.all, open.fail(1), open.breaker.allows()],
    [[1, 0], [false], true],
  );
}

/** Its own clock goes forward: a wait of nothing is over at once, an endless one never. */
function observeOwnClock(observe: Observe): void {
  for (const openMs of [0, 1e12]) {
    const breaker = new Breaker({ failuresMax: 1, openMs });
    breaker.fail();
    observe(of(Breaker, "constructor"), `own clock, ${openMs} ms`, breaker.state);
  }
}

export default function cases(observe: Observe): void {
  observeClosed(observe);
  observeOpen(observe);
  observeProbing(observe);
  observeOwnClock(observe);
}
