/** Known answers of breaker.ts: every way from one state to another, by a clock of its own. */
import type { Observe, Probe } from "#schemas";
import { Breaker, DEFAULT_BREAKER } from "./breaker.ts";

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
  observe("DEFAULT_BREAKER", "value", DEFAULT_BREAKER);
  const clock = new Clock();
  observe("state", "fresh", clock.breaker.state);
  observe("opened", "fresh", clock.breaker.opened);
  observe("failuresInRow", "fresh", clock.breaker.failuresInRow);
  observe("allows", "fresh", [clock.breaker.allows(), clock.breaker.allows()]);
  observe("fail", "twice", [clock.fail(2), clock.all]);
  observe("allows", "after two failures", clock.breaker.allows());
  clock.breaker.succeed();
  observe("succeed", "forgets failures", clock.all);
  observe("fail", "twice again", [clock.fail(2), clock.all]);
  clock.breaker.abstain();
  observe("abstain", "keeps failures", clock.all);
  observe("fail", "the third", [clock.fail(1), clock.all]);
  observe("fail", "opens", clock.breaker.state);
}

function observeOpen(observe: Observe): void {
  const { breaker } = opened();
  observe("allows", "at once", breaker.allows());
  const late = opened().after(1e6);
  observe("allows", "long after", [late.allows(), late.allows()]);
  for (const ms of [99, 100, 101]) {
    observe("#isProbeDue", `after ${ms} ms`, opened().after(ms).allows());
  }
  const clock = opened();
  observe("state", "open", clock.breaker.state);
  observe("allows", "open", clock.breaker.allows());
  observe("fail", "while open", [clock.fail(1), clock.all]);
  observe("state", "too early", [clock.after(99).state, clock.breaker.allows()]);
  observe("state", "in time", clock.after(1).state);
  observe("allows", "the probe", clock.breaker.allows());
  observe("state", "the probe is under way", clock.breaker.state);
  observe("allows", "only one probe", clock.breaker.allows());
  const waiting = opened();
  waiting.after(50).fail();
  observe("fail", "while open moves nothing", waiting.after(50).state);
}

function observeProbing(observe: Observe): void {
  const good = probing();
  good.breaker.succeed();
  observe("succeed", "closes", [good.all, good.breaker.state, good.breaker.allows()]);
  observe("fail", "after closing", [good.fail(3), good.all]);
  observe("succeed", "the next probe", [good.after(100).allows(), good.breaker.allows()]);
  const bad = probing();
  observe("fail", "the probe", [bad.fail(1), bad.all, bad.breaker.allows()]);
  observe("fail", "opens for as long again", [bad.after(99).allows(), bad.after(1).allows()]);
  const none = probing();
  none.breaker.abstain();
  observe("abstain", "lets the next probe", [
    none.all,
    none.breaker.allows(),
    none.breaker.allows(),
  ]);
  const open = opened();
  open.breaker.succeed();
  observe("succeed", "while open", [open.all, open.fail(1), open.breaker.allows()]);
}

/** Its own clock goes forward: a wait of nothing is over at once, an endless one never. */
function observeOwnClock(observe: Observe): void {
  for (const openMs of [0, 1e12]) {
    const breaker = new Breaker({ failuresMax: 1, openMs });
    breaker.fail();
    observe("constructor", `own clock, ${openMs} ms`, breaker.state);
  }
}

export const BREAKER_PROBE: Probe = {
  name: "breaker",
  stage: "route",
  file: "engine/router/breaker.ts",
  needs: [],
  run: (observe: Observe): void => {
    observeClosed(observe);
    observeOpen(observe);
    observeProbing(observe);
    observeOwnClock(observe);
  },
};
