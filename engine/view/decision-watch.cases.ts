/** Known answers of decision-watch.ts: leases, who must go for whom, and what a worker is told. */
import { asSymbolId } from "#codec";
import { DECISION_LOG_BYTES, WATCHED_MAX } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { DecisionWatch, WATCH_MS } from "./decision-watch.ts";

function rig(workers: number) {
  const buffers = Array.from({ length: workers }, () => new SharedArrayBuffer(DECISION_LOG_BYTES));
  const clock = { localMs: 1000 };
  const watch = new DecisionWatch(buffers, () => clock.localMs);
  /** Watched ids of each worker, in order of their words. */
  const words = () => buffers.map((buffer) => [...new Int32Array(buffer, 4, WATCHED_MAX)]);
  return { buffers, clock, watch, words };
}

export default function run(observe: Observe): void {
  const { clock, watch, words } = rig(2);
  const { decisions, shed, sinceEpochMs } = watch.watch(asSymbolId(7));
  observe(of(DecisionWatch, "watch"), "nothing is known at first", [decisions, shed], [[], 0]);
  observe(
    of(DecisionWatch, "watch"),
    "since now",
    Math.abs(Date.now() - sinceEpochMs) < 60_000,
    true,
  );
  observe(of(DecisionWatch, "watch"), "its worker is told", words(), [
    [0, 0, 0, 0, 0, 0, 0, 0],
    [7, 0, 0, 0, 0, 0, 0, 0],
  ]);
  clock.localMs += WATCH_MS / 2;
  watch.watch(asSymbolId(4));
  watch.watch(asSymbolId(9));
  observe(of(DecisionWatch, "count"), "three", watch.count, 3);
  observe(
    of(DecisionWatch, "watch"),
    "again: no earlier than before",
    watch.watch(asSymbolId(7)).sinceEpochMs === sinceEpochMs,
    true,
  );
  clock.localMs += WATCH_MS / 2;
  observe(
    of(DecisionWatch, "expire"),
    "nothing is over",
    [watch.expire(), words()],
    [
      3,
      [
        [4, 0, 0, 0, 0, 0, 0, 0],
        [7, 9, 0, 0, 0, 0, 0, 0],
      ],
    ],
  );
  clock.localMs += WATCH_MS / 2;
  observe(
    of(DecisionWatch, "expire"),
    "all is over",
    [watch.expire(), words()],
    [
      0,
      [
        [0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0],
      ],
    ],
  );
  for (let id = 2; id <= 2 * (WATCHED_MAX + 1); id += 2) watch.watch(asSymbolId(id));
  observe(
    of(DecisionWatch, "watch"),
    "one too many",
    [watch.count, words()],
    [
      8,
      [
        [4, 6, 8, 10, 12, 14, 16, 18],
        [0, 0, 0, 0, 0, 0, 0, 0],
      ],
    ],
  );
  watch.watch(asSymbolId(4));
  watch.watch(asSymbolId(100));
  observe(of(DecisionWatch, "watch"), "who asks again stays", words(), [
    [8, 10, 12, 14, 16, 18, 4, 100],
    [0, 0, 0, 0, 0, 0, 0, 0],
  ]);
  watch.stop();
  observe(
    of(DecisionWatch, "stop"),
    "nobody",
    [watch.count, words()],
    [
      0,
      [
        [0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0],
      ],
    ],
  );
}
