/** Known answers of edge-observer.ts: nobody watches. */
import type { Observe, Probe } from "#schemas";
import { NO_OBSERVER } from "./edge-observer.ts";
import { rowOf } from "./probe-fixture.ts";

function run(observe: Observe): void {
  observe("NO_OBSERVER", "is not watching", NO_OBSERVER.isWatching);
  const row = rowOf({});
  observe("NO_OBSERVER", "takes anything", [
    NO_OBSERVER.emitted([row]),
    NO_OBSERVER.offered(1, row, "held"),
  ]);
}

export const edgeObserverProbe: Probe = {
  name: "edge-observer",
  stage: "frame",
  file: "emitter/edge-observer.ts",
  needs: [],
  run,
};
