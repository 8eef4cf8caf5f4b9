/**
 * The machine's own speed at this moment: a fixed piece of arithmetic and memory work that no change
 * of the engine can touch. A figure that moved together with the yardstick says that the machine
 * changed, not the engine.
 */

import { undisturbed } from "./statistics.ts";

/** Name of the yardstick among the measures of a suite. */
export const YARDSTICK = "yardstick";

/** 256 KiB: beyond the first cache level, as the state of some thousand symbols is. */
const WORDS = 65_536;
const OPS = 131_072;
const CALLS = 9;
/** Calls until the JIT has done what it will do. */
const WARM_UP_CALLS = 60;

const words: Int32Array = Int32Array.from({ length: WORDS }, (_, i) => i);
let isWarm = false;

function work(): number {
  let at = 1;
  let sum = 0;
  for (let i = 0; i < OPS; i++) {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) | 0;
    const word = at >>> 16;
    sum = (sum + words[word]!) | 0;
    words[word] = sum ^ at;
  }
  return sum;
}

/** Nanoseconds per operation of the yardstick: undisturbed, from a few calls of some 2 ms in all. */
export function yardstickNs(): number {
  const figures: number[] = [];
  let sum = 0;
  for (let call = 0; !isWarm && call < WARM_UP_CALLS; call++) sum += work();
  isWarm = true;
  for (let call = 0; call < CALLS; call++) {
    const startedNs = Bun.nanoseconds();
    sum += work();
    figures.push((Bun.nanoseconds() - startedNs) / OPS);
  }
  if (Number.isNaN(sum)) throw new Error("Invariant: the yardstick's sum is a number");
  return undisturbed(figures);
}
