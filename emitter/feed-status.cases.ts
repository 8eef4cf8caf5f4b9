/** Known answers of feed-status.ts: each feed state, with and without warnings, first and later. */
import { EventText } from "#codec";
import type { EngineStatus } from "#engine";
import type { Observe } from "#schemas";
import { statusKey, statusUpdate } from "./feed-status.ts";

const STATES = ["initializing", "connected", "mute", "disconnected", "ended", "error"] as const;
const STATUS: EngineStatus = {
  feed: "connected",
  feedDetail: "",
  source: "probe",
  provider: "Production",
  avgResponseMs: 1.5,
  workers: [],
  plugins: [],
  diagnosis: null,
  warnings: [],
};

export default function run(observe: Observe): void {
  const text = new EventText("UTC");
  for (const feed of STATES) {
    for (const warnings of [[], ["something"]]) {
      for (const isGreeting of [false, true]) {
        const update = statusUpdate({ ...STATUS, feed, warnings }, "PRE", text, isGreeting);
        const fact = `${feed}, ${warnings.length} warnings, greeting ${isGreeting}`;
        observe("statusWord", fact, update.status);
        observe(statusUpdate, `connected: ${fact}`, update.connected);
      }
    }
  }
  const { timestamp, ...rest } = statusUpdate(STATUS, "AFTER", text, false);
  observe(statusUpdate, "the rest", rest);
  const ageMs = Date.now() - Date.parse(`${timestamp.slice(0, 23)}Z`);
  observe(statusUpdate, "time is now", Math.abs(ageMs) < 3_600_000, true);
  for (const avgResponseMs of [Number.NaN, Number.POSITIVE_INFINITY, 0]) {
    const update = statusUpdate({ ...STATUS, avgResponseMs }, "PRE", text, false);
    observe(statusUpdate, `a mean of ${avgResponseMs}`, update.avg_response);
  }
  observe(
    statusKey,
    "parts",
    statusKey({ ...rest, timestamp: "later" }),
    "healthy true Production AFTER",
  );
}
