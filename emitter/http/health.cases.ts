/** Known answers of health.ts. */
import type { EngineStatus } from "#engine";
import type { Observe } from "#schemas";
import { healthOf } from "./health.ts";

const STATUS: EngineStatus = {
  feed: "connected",
  feedDetail: "",
  source: "probe",
  provider: "Test",
  avgResponseMs: 1,
  workers: [],
  plugins: [],
  diagnosis: null,
  warnings: ["worth knowing"],
};
const ON_TIME = { ageMs: 0, cadenceMs: 1000 };

export default function run(observe: Observe): void {
  observe(healthOf, "all is well", healthOf(STATUS, ON_TIME, 100), {
    healthy: true,
    reasons: [],
    warnings: ["worth knowing"],
  });
  for (const feed of ["initializing", "mute", "disconnected", "ended", "error"] as const) {
    for (const feedDetail of ["", "why"]) {
      const health = healthOf({ ...STATUS, feed, feedDetail }, ON_TIME, 100);
      observe(healthOf, `feed ${feed}, detail "${feedDetail}"`, health);
    }
  }
  for (const feed of ["connected", "ended"] as const) {
    for (const state of ["running", "ended", "replacing"]) {
      for (const heartbeatAgeMs of [100, 100.4, 100.6]) {
        const workers = [{ name: "detector-0", state, heartbeatAgeMs, restarts: 0 }];
        const { reasons } = healthOf({ ...STATUS, feed, workers }, ON_TIME, 100);
        observe(healthOf, `${feed}, worker ${state}, ${heartbeatAgeMs} ms`, reasons);
      }
    }
  }
  const workers = ["replacing", "running"].map((state) => {
    return { name: state, state, heartbeatAgeMs: 101, restarts: 0 };
  });
  const late = { ageMs: 1e6, cadenceMs: 1000 };
  observe(healthOf, "all at once", healthOf({ ...STATUS, feed: "mute", workers }, late, 100));
  for (const [ageMs, cadenceMs] of [
    [5000, 100],
    [5000.4, 100],
    [5000.6, 100],
    [10_000, 2000],
    [10_001, 2000],
  ] as const) {
    const { reasons } = healthOf(STATUS, { ageMs, cadenceMs }, 100);
    observe(healthOf, `emission ${ageMs} of ${cadenceMs}`, reasons);
  }
}
