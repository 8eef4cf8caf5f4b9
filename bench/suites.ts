/** Every suite, in the order of the pipeline. */
import { codecSuite } from "./codec-suite.ts";
import { decodeSuite } from "./decode-suite.ts";
import { detectorSuite } from "./detector-suite.ts";
import { fanOutSuite } from "./fan-out-suite.ts";
import { frameSuite } from "./frame-suite.ts";
import { handOffSuite } from "./hand-off-suite.ts";
import { latencySuite } from "./latency-suite.ts";
import { memorySuite } from "./memory-suite.ts";
import { overheadSuite } from "./overhead-suite.ts";
import { pipelineSuite } from "./pipeline-suite.ts";
import { ringSuite } from "./ring-suite.ts";
import { scaleSuite } from "./scale-suite.ts";
import { startSuite } from "./start-suite.ts";
import type { Suite } from "./suite.ts";

export const SUITES: readonly Suite[] = [
  codecSuite,
  decodeSuite,
  ringSuite,
  detectorSuite,
  frameSuite,
  fanOutSuite,
  handOffSuite,
  scaleSuite,
  overheadSuite,
  latencySuite,
  pipelineSuite,
  memorySuite,
  startSuite,
];

/** The suite of a name, or all without one. Throws USAGE for a name that is none. */
export function suitesNamed(names: readonly string[]): readonly Suite[] {
  const known = SUITES.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new Error(`USAGE: no suite is named "${name}": use one of ${known.join(", ")}`);
  }
  return names.length === 0 ? SUITES : SUITES.filter(({ name }) => names.includes(name));
}
