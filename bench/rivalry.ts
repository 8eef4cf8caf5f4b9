/** How a contender stands against a rival of the same rounds. */
import { type Interval, pairedRatio } from "./statistics.ts";
import { isHigherBetter, type SuiteRun } from "./suite.ts";

/**
 * How many times as fast the subject is (above 1: faster), from figures of the same rounds; undefined
 * when there are too few (smoke).
 */
export function comparableRatio(
  suite: Pick<SuiteRun, "measures">,
  subject: string,
  rival: string,
): Interval | undefined {
  const [ours, theirs] = [subject, rival].map((wanted) => {
    return suite.measures.find(({ name }) => name === wanted);
  });
  if (ours === undefined || theirs === undefined || ours.samples.flat().length < 2) {
    return undefined;
  }
  return isHigherBetter(ours.unit)
    ? pairedRatio(ours.samples, theirs.samples)
    : pairedRatio(theirs.samples, ours.samples);
}
