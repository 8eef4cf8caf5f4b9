/** Known answers of random.ts: the numbers of some seeds, draw by draw. */
import type { Observe, Probe } from "#schemas";
import { Random } from "./random.ts";

const SEEDS = [0, 1, 2, -1, 42, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 52 + 7];

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

export const RANDOM_PROBE: Probe = {
  name: "random",
  stage: "source",
  file: "engine/sources/simulator/random.ts",
  needs: [],
  run: (observe: Observe): void => {
    const first = new Random(42);
    observe(
      "bits",
      "40 draws of seed 42",
      draws(40, () => first.bits()),
    );
    for (const seed of SEEDS)
      observe("constructor", `first draw of ${seed}`, new Random(seed).bits());
    const random = new Random(7);
    observe(
      "unit",
      "10 draws",
      draws(10, () => random.unit()),
    );
    observe(
      "between",
      "10 draws",
      draws(10, () => random.between(-3, 5)),
    );
    observe("between", "an empty range", random.between(2, 2));
    observe(
      "gauss",
      "10 draws",
      draws(10, () => random.gauss()),
    );
  },
};
