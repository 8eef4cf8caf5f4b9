/** Draws that are written down instead of drawn: for cases of the simulated market. */
import { Notes } from "#engine/telemetry";
import type { Random } from "./random.ts";

/** What a script gives: the draws, and notes of the ranges that were asked for. */
export interface ScriptedRandom {
  readonly random: Random;
  readonly notes: Notes;
}

/** `units` serve unit and between, `gausses` serve gauss, each over and over; none means 0. */
export function scriptedRandom(
  units: readonly number[],
  gausses: readonly number[],
): ScriptedRandom {
  const notes = new Notes();
  let unitsDrawn = 0;
  let gaussesDrawn = 0;
  const unit = () => units[unitsDrawn++ % units.length] ?? 0;
  const random: Pick<Random, "unit" | "between" | "gauss" | "bits"> = {
    unit,
    between: (low, high) => {
      notes.add("between", low, high);
      return low + (high - low) * unit();
    },
    gauss: () => gausses[gaussesDrawn++ % gausses.length] ?? 0,
    bits: () => 0,
  };
  // Its private fields make Random nominal; the script has all its public members.
  return { random: random as unknown as Random, notes };
}
