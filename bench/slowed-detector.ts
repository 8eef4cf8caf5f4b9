/**
 * A detector that finds nothing and takes its time, to see whether `bench compare` notices. A module as
 * a config names it; how many turns it spins is part of its name.
 */
import type { Detector } from "#engine";
import { median } from "./statistics.ts";

/** The detector's name without the number of its turns. */
export const SPIN_NAME = "spin-";

/** @hot */
function spin(turns: number, seed: number): number {
  let value = seed;
  for (let i = 0; i < turns; i++) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
  return value;
}

/** Nanoseconds of one turn on this machine. */
export function spinNs(): number {
  const turns = 100;
  const calls = 1000;
  let sum = 0;
  const figures = Array.from({ length: 200 }, () => {
    const startedNs = Bun.nanoseconds();
    for (let i = 0; i < calls; i++) sum ^= spin(turns, i);
    return (Bun.nanoseconds() - startedNs) / (calls * turns);
  });
  if (sum === 0.5) throw new Error("Invariant: the sum is used");
  return median(figures.slice(100));
}

/** Called by the engine. `name`: spin-TURNS. */
export function createDetector({ name }: { name: string }): Detector {
  const turns = Number(name.slice(SPIN_NAME.length));
  let last = 0;
  return {
    name,
    onTick: (context) => {
      last = spin(turns, context.recordSeq ^ last);
    },
  };
}
