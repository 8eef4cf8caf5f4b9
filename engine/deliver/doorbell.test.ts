/**
 * No wake-up is lost, in every order in which the steps of the threads can fall. A small model checker
 * walks all states that the main thread's collect, arm, collect and the workers' publish, get on, ring
 * can reach, with the real Doorbell on the real word.
 */
import { describe, expect, test } from "bun:test";
import { DOORBELL_BYTES, Doorbell } from "./doorbell.ts";

/** Per worker and batch of one record: whether the record makes an event. */
type Plan = readonly (readonly boolean[])[];

/** Everything that the threads share and where each of them is; plain data. */
interface State {
  word: number;
  /** Events that a worker has published: the records that caused them, oldest first. */
  published: number[][];
  /** Every record below is done, by worker. */
  done: number[];
  /** Messages that the main thread has not answered. */
  messages: number;
  taken: number;
  /** The main thread's next step: 0 collect, 1 arm, 2 collect again, 3 sleep. */
  main: number;
  /** Each worker's next step: 3 to a batch, publish, get on and ring. */
  workers: number[];
}

const buffer = new SharedArrayBuffer(DOORBELL_BYTES);
const words = new Int32Array(buffer);
const bell = new Doorbell(buffer);

/** Lets the bell work on the word of `state`. */
function atBell<T>(state: State, act: () => T): T {
  words[0] = state.word;
  const result = act();
  state.word = words[0]!;
  return result;
}

function collect(state: State): number {
  const watermark = Math.min(...state.done);
  let count = 0;
  for (const ring of state.published) {
    while (ring.length > 0 && ring[0]! < watermark) {
      ring.shift();
      count += 1;
    }
  }
  state.taken += count;
  return count;
}

/** Engine.#answerDoorbell, a step of it; false = asleep. */
function stepMain(state: State, looksAgain: boolean): boolean {
  if (state.main === 3 && state.messages === 0) return false;
  if (state.main === 3) {
    state.messages = 0;
    state.main = 0;
  } else if (state.main === 0) {
    collect(state);
    state.main = 1;
  } else if (state.main === 1) {
    const areWaiting = state.published.some((ring) => ring.length > 0);
    atBell(state, () => bell.arm(areWaiting));
    state.main = 2;
  } else state.main = looksAgain && collect(state) > 0 ? 0 : 3;
  return true;
}

/** A step of a detector worker; false = its batches are over. */
function stepWorker(state: State, worker: number, plan: Plan): boolean {
  const at = state.workers[worker]!;
  const record = Math.floor(at / 3);
  const hasEvent = plan[worker]![record];
  if (hasEvent === undefined) return false;
  state.workers[worker] = at + 1;
  if (at % 3 === 0 && hasEvent) state.published[worker]!.push(record);
  if (at % 3 === 1) state.done[worker] = record + 1;
  if (at % 3 === 2 && atBell(state, () => bell.rings(hasEvent))) state.messages += 1;
  return true;
}

/** Walks every state that can be reached; how many there are, and in how many ends an event is left behind. */
function explore(plan: Plan, looksAgain = true): { states: number; losses: number } {
  const first: State = {
    word: 0,
    published: plan.map(() => []),
    done: plan.map(() => 0),
    messages: 0,
    taken: 0,
    main: 0,
    workers: plan.map(() => 0),
  };
  const events = plan.flat().filter(Boolean).length;
  const seen = new Set<string>();
  const open = [first];
  let losses = 0;
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const key = JSON.stringify(state);
    if (seen.has(key)) continue;
    seen.add(key);
    let isEnd = true;
    for (let thread = -1; thread < plan.length; thread++) {
      const next = structuredClone(state);
      const moved = thread < 0 ? stepMain(next, looksAgain) : stepWorker(next, thread, plan);
      if (!moved) continue;
      isEnd = false;
      open.push(next);
    }
    if (isEnd && state.taken < events) losses += 1;
  }
  return { states: seen.size, losses };
}

describe("no order of steps leaves an event behind", () => {
  test.each<[string, Plan]>([
    ["one worker", [[true, false, true]]],
    [
      "the slower worker finds nothing",
      [
        [true, false],
        [false, false],
      ],
    ],
    [
      "both find something",
      [
        [true, true],
        [false, true],
      ],
    ],
    ["three workers", [[true], [false], [true]]],
  ])("%s", (_, plan) => {
    const { states, losses } = explore(plan);
    expect(states).toBeGreaterThan(30);
    expect(losses).toBe(0);
  });

  test("without the second look some orders do: the check can fail", () => {
    expect(explore([[true], [false]], false).losses).toBeGreaterThan(0);
  });
});
