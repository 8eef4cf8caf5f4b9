/** Known answers of emission-timer.ts: turns by count, never by time. */
import { type Observe, of } from "#schemas";
import { EmissionTimer } from "./emission-timer.ts";

/** A cadence that never comes by itself, ms. */
const NEVER_MS = 60_000;
const WAIT_MS_MAX = 2000;

/** Waits until `isDone`; false when it does not happen. */
async function happens(isDone: () => boolean): Promise<boolean> {
  const untilLocalMs = performance.now() + WAIT_MS_MAX;
  while (!isDone() && performance.now() < untilLocalMs) await Bun.sleep(0);
  return isDone();
}

export default async function run(observe: Observe): Promise<void> {
  for (const hasMore of [false, true]) {
    const timer = new EmissionTimer(
      NEVER_MS,
      () => hasMore,
      () => undefined,
    );
    observe(of(EmissionTimer, "run"), `work is left ${hasMore}`, timer.run());
  }
  const thrown: unknown[] = [];
  const failing = new EmissionTimer(
    NEVER_MS,
    () => {
      throw new Error("an emission");
    },
    (error) => thrown.push((error as Error).message),
  );
  observe(
    of(EmissionTimer, "run"),
    "an emission that throws, twice",
    [failing.run(), failing.run(), thrown],
    [false, false, ["an emission", "an emission"]],
  );
  observeNesting(observe);
  await observeTurns(observe);
}

function observeNesting(observe: Observe): void {
  const nested: boolean[] = [];
  let runs = 0;
  const timer: EmissionTimer = new EmissionTimer(
    NEVER_MS,
    () => {
      runs += 1;
      if (runs === 1) nested.push(timer.run());
      return false;
    },
    () => undefined,
  );
  observe(
    of(EmissionTimer, "run"),
    "a wish from inside",
    [timer.run(), runs, nested],
    [true, 1, [true]],
  );
  observe(of(EmissionTimer, "run"), "is forgotten by the next", [timer.run(), runs], [false, 2]);
}

async function observeTurns(observe: Observe): Promise<void> {
  let runs = 0;
  const bornLocalMs = performance.now();
  const timer = new EmissionTimer(
    2,
    () => ++runs === 1,
    () => undefined,
  );
  const ageBefore = timer.ageMs;
  await Bun.sleep(1);
  observe(
    of(EmissionTimer, "ageMs"),
    "grows, and begins at 0",
    [timer.ageMs > ageBefore, ageBefore <= performance.now() - bornLocalMs],
    [true, true],
  );
  observe(
    of(EmissionTimer, "run"),
    "is no start",
    [timer.run(), await happensNot(() => runs > 1)],
    [true, true],
  );
  runs = 0;
  timer.start();
  observe(of(EmissionTimer, "start"), "not at once", runs, 0);
  observe("#turn", "comes by itself, again and again", await happens(() => runs >= 4), true);
  timer.stop();
  const atStop = runs;
  await Bun.sleep(6);
  observe(of(EmissionTimer, "stop"), "no turn after it", runs - atStop, 0);
  let last = 0;
  const stopping: EmissionTimer = new EmissionTimer(
    1,
    () => {
      last += 1;
      stopping.stop();
      return true;
    },
    () => undefined,
  );
  stopping.start();
  const isOnce = (await happens(() => last > 0)) && (await happensNot(() => last > 1));
  observe(of(EmissionTimer, "stop"), "from inside an emission", isOnce, true);
  let more = 0;
  const busy = new EmissionTimer(
    NEVER_MS,
    () => ++more < 5,
    () => undefined,
  );
  busy.start();
  observe("#schedule", "a whole cadence first", await happensNot(() => more > 0), true);
  const woken: [runs: number, isLeft: boolean][] = [];
  busy.wake();
  woken.push([more, await happens(() => more >= 5)]);
  busy.stop();
  busy.wake();
  observe(
    of(EmissionTimer, "wake"),
    "at once, then what is left; nothing after a stop",
    [woken, more],
    [[[1, true]], 5],
  );
  let left = 0;
  const quick = new EmissionTimer(
    1,
    () => ++left < 5,
    () => undefined,
  );
  quick.start();
  observe("#schedule", "what is left comes at once", await happens(() => left >= 5), true);
  quick.stop();
}

/** True when it does not happen within a few turns of the event loop. */
async function happensNot(isDone: () => boolean): Promise<boolean> {
  await Bun.sleep(4);
  return !isDone();
}
