/** Known answers of record-channel.ts: starts, what is passed on, and a refusal. */
import { errorCodeId, type Observe, type Probe } from "#schemas";
import { NotedDecisions } from "../detectors/noted-decisions.ts";
import { outcomeText, ProbeParts } from "./probe-fixture.ts";
import { RecordChannel } from "./record-channel.ts";

class PlainChannel extends RecordChannel {
  readonly lastDetectFailed = false;

  handle(): number {
    return this.refuse(errorCodeId("PRICE_INVALID"), "price=-1");
  }

  get isWatched(): boolean {
    return this.context.decisions.isOn;
  }
}

function run(observe: Observe): void {
  const parts = new ProbeParts();
  const decisions = new NotedDecisions();
  const channel = new PlainChannel("plain", 17, parts.parts(), decisions);
  observe("constructor", "name and kind", [channel.name, channel.kind]);
  observe("isStarted", "at first", channel.isStarted);
  for (const times of ["once", "twice"]) {
    channel.start();
    observe("start", times, [channel.isStarted, channel.health.starts]);
  }
  observe("refuse", "outcome", outcomeText(channel.handle()));
  observe("refuse", "log", parts.notes.take());
  observe("refuse", "noted", decisions.take().map(Object.values));
  observe("health", "after a refusal", channel.health);
  const other = new PlainChannel("plain", 17, parts.parts());
  observe("constructor", "not watched", [channel.isWatched, other.isWatched]);
}

export const RECORD_CHANNEL_PROBE: Probe = {
  name: "record-channel",
  stage: "channel",
  file: "engine/channels/record-channel.ts",
  needs: [
    "error-code",
    "outcome",
    "record-context",
    "gates",
    "decisions",
    "channel-counts",
    "refusal",
  ],
  run,
};
