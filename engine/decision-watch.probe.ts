/** Known answers of decision-watch.ts: leases, who must go for whom, and what a worker is told. */
import { asSymbolId } from "#codec";
import type { Observe, Probe } from "#schemas";
import { DECISION_LOG_BYTES, WATCHED_MAX } from "#telemetry";
import { DecisionWatch, WATCH_MS } from "./decision-watch.ts";

function rig(workers: number) {
  const buffers = Array.from({ length: workers }, () => new SharedArrayBuffer(DECISION_LOG_BYTES));
  const clock = { localMs: 1000 };
  const watch = new DecisionWatch(buffers, () => clock.localMs);
  /** Watched ids of each worker, in order of their words. */
  const words = () => buffers.map((buffer) => [...new Int32Array(buffer, 4, WATCHED_MAX)]);
  return { buffers, clock, watch, words };
}

function run(observe: Observe): void {
  const { clock, watch, words } = rig(2);
  const { decisions, shed, sinceEpochMs } = watch.watch(asSymbolId(7));
  observe("watch", "nothing is known at first", [decisions, shed]);
  observe("watch", "since now", Math.abs(Date.now() - sinceEpochMs) < 60_000);
  observe("watch", "its worker is told", words());
  clock.localMs += WATCH_MS / 2;
  watch.watch(asSymbolId(4));
  watch.watch(asSymbolId(9));
  observe("count", "three", watch.count);
  observe(
    "watch",
    "again: no earlier than before",
    watch.watch(asSymbolId(7)).sinceEpochMs === sinceEpochMs,
  );
  clock.localMs += WATCH_MS / 2;
  observe("expire", "nothing is over", [watch.expire(), words()]);
  clock.localMs += WATCH_MS / 2;
  observe("expire", "all is over", [watch.expire(), words()]);
  for (let id = 2; id <= 2 * (WATCHED_MAX + 1); id += 2) watch.watch(asSymbolId(id));
  observe("watch", "one too many", [watch.count, words()]);
  watch.watch(asSymbolId(4));
  watch.watch(asSymbolId(100));
  observe("watch", "who asks again stays", words());
  watch.stop();
  observe("stop", "nobody", [watch.count, words()]);
}

export const decisionWatchProbe: Probe = {
  name: "decision-watch",
  stage: "detect",
  file: "engine/decision-watch.ts",
  needs: ["decision-log"],
  run,
};
