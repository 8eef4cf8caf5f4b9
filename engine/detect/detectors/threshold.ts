/** How a number is compared with a threshold, everywhere in the rules. */

/**
 * Factor on a threshold so that a change of exactly so many cents reaches it although cents are not
 * exact in binary. Source: detectors rules version 1, notation.
 */
export const REACHED: number = 1 - 1e-9;

/** `x`, kept within -1..1; NaN stays NaN. @hot */
export function clampUnit(x: number): number {
  return Math.max(-1, Math.min(1, x));
}
