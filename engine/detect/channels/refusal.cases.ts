/** Known answers of refusal.ts: what is counted, logged and returned. */

import { errorCodeId, type Observe, of } from "#schemas";
import { Notes, NotingErrors } from "../../telemetry/noting-fixture.ts";
import { outcomeText } from "./cases-fixture.ts";
import { ChannelCounts } from "./channel-counts.ts";
import { problemText, Refusals } from "./refusal.ts";

export default function cases(observe: Observe): void {
  const notes = new Notes();
  const counts = new ChannelCounts();
  const refusals = new Refusals("bars", new NotingErrors(notes), counts);
  const unstarted = outcomeText(refusals.notStarted());
  const [note] = notes.take();
  const other = refusals.invalid("too cheap", "price=1");
  notes.take();
  observe("#refuse", "an outcome", unstarted !== "undefined" || other !== undefined, true);
  observe("#refuse", "counts", counts.errored, 2);
  observe("#refuse", "is logged", note?.length, 5);
  observe(of(Refusals, "notStarted"), "outcome", unstarted, "CHANNEL_NOT_STARTED");
  observe(of(Refusals, "notStarted"), "log", note, [
    "record",
    "CHANNEL_NOT_STARTED",
    "channel bars was not started",
    "",
    undefined,
  ]);
  const invalid = outcomeText(refusals.invalid("too cheap", "price=1"));
  observe(of(Refusals, "invalid"), "outcome", invalid, "CHANNEL_RECORD_INVALID");
  observe(of(Refusals, "invalid"), "log", notes.take(), [
    ["record", "CHANNEL_RECORD_INVALID", "channel bars: too cheap", "price=1", undefined],
  ]);
  observe("#refuse", "counts twice", counts.errored, 3);
  observe(
    problemText,
    "a price",
    problemText(errorCodeId("PRICE_INVALID")),
    "PRICE_INVALID: A price is not finite or not above 0.",
  );
  observe(problemText, "no row", problemText(0), "the symbol id has no row");
}
