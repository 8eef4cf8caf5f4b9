/** Known answers of edge-observer.ts: nobody watches. */
import type { Observe } from "#schemas";
import { rowOf } from "../cases-fixture.ts";
import { NO_OBSERVER } from "./edge-observer.ts";

export default function run(observe: Observe): void {
  observe({ NO_OBSERVER }, "is not watching", NO_OBSERVER.isWatching, false);
  const row = rowOf({});
  observe(
    { NO_OBSERVER },
    "takes anything",
    [NO_OBSERVER.emitted([row]), NO_OBSERVER.offered(1, row, "held")],
    [undefined, undefined],
  );
}
