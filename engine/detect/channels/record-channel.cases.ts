/** Known answers of record-channel.ts: starts, what is passed on, and a refusal. */
import { errorCodeId, type Observe, of } from "#schemas";
import { NotedDecisions } from "../detectors/noted-decisions.ts";
import { FixtureParts, outcomeText } from "./cases-fixture.ts";
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

export default function run(observe: Observe): void {
  const parts = new FixtureParts();
  const decisions = new NotedDecisions();
  const channel = new PlainChannel("plain", 17, parts.parts(), decisions);
  observe(
    of(RecordChannel, "constructor"),
    "name and kind",
    [channel.name, channel.kind],
    ["plain", 17],
  );
  observe(of(RecordChannel, "start"), "not yet", channel.health.starts, 0);
  channel.start();
  observe(of(RecordChannel, "start"), "once", channel.health.starts, 1);
  channel.start();
  observe(of(RecordChannel, "start"), "twice", channel.health.starts, 2);
  observe("refuse", "outcome", outcomeText(channel.handle()), "CHANNEL_RECORD_INVALID");
  observe("refuse", "log", parts.notes.take());
  observe("refuse", "noted", decisions.take().map(Object.values), [
    ["record", "valid", false, 16, 0],
  ]);
  observe(of(RecordChannel, "health"), "after a refusal", channel.health, {
    admitted: 0,
    detectFailures: 0,
    errored: 1,
    events: 0,
    filtered: 0,
    outOfOrder: 0,
    starts: 2,
  });
  const other = new PlainChannel("plain", 17, parts.parts());
  observe(
    of(RecordChannel, "constructor"),
    "not watched",
    [channel.isWatched, other.isWatched],
    [true, false],
  );
}
