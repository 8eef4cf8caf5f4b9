/** Known answers of random.ts: the numbers of some seeds, draw by draw. */
import { type Observe, of } from "#schemas";
import { Random } from "./random.ts";

const SEEDS = [0, 1, 2, -1, 42, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 52 + 7];

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

export default function cases(observe: Observe): void {
  const first = new Random(42);
  observe(
    of(Random, "bits"),
    "40 draws of seed 42",
    draws(40, () => first.bits()),
  );
  for (const seed of SEEDS)
    observe(of(Random, "constructor"), `first draw of ${seed}`, new Random(seed).bits());
  const random = new Random(7);
  observe(
    of(Random, "unit"),
    "10 draws",
    draws(10, () => random.unit()),
  );
  observe(
    of(Random, "between"),
    "10 draws",
    draws(10, () => random.between(-3, 5)),
  );
  observe(of(Random, "between"), "an empty range", random.between(2, 2), 2);
  observe(
    of(Random, "gauss"),
    "10 draws",
    draws(10, () => random.gauss()),
  );
}
