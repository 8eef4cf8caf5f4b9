/** Every suite, in the order of the pipeline. */

import type { Suite } from "./suite.ts";
import { codecSuite } from "./suites/codec-suite.ts";
import { decodeSuite } from "./suites/decode-suite.ts";
import { detectorSuite } from "./suites/detector-suite.ts";
import { fanOutSuite } from "./suites/fan-out-suite.ts";
import { frameSuite } from "./suites/frame-suite.ts";
import { handOffSuite } from "./suites/hand-off-suite.ts";
import { latencySuite } from "./suites/latency-suite.ts";
import { memorySuite } from "./suites/memory-suite.ts";
import { overheadSuite } from "./suites/overhead-suite.ts";
import { pipelineSuite } from "./suites/pipeline-suite.ts";
import { ringSuite } from "./suites/ring-suite.ts";
import { scaleSuite } from "./suites/scale-suite.ts";
import { startSuite } from "./suites/start-suite.ts";

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
