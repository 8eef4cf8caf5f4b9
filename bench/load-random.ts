/** The cheap random numbers of prepared loads, whose sequences the suites' checksums stand on. */

/**
 * The number after `state`: a linear congruential generator with the constants of Numerical Recipes, unsigned.
 * Its low bits repeat soon: take the high ones. @hot no allocation.
 */
export function nextRandom(state: number): number {
  return (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
}
