/** Known answers of refusal.ts: what is counted, logged and returned. */
import { errorCodeId, type Observe, type Probe } from "#schemas";
import { ChannelCounts } from "./channel-counts.ts";
import { Notes, notingErrors, outcomeText } from "./probe-fixture.ts";
import { problemText, Refusals } from "./refusal.ts";

export const REFUSAL_PROBE: Probe = {
  name: "refusal",
  stage: "channel",
  file: "engine/channels/refusal.ts",
  needs: ["error-codes", "errors", "error-code", "outcome", "channel-counts"],
  run: (observe: Observe): void => {
    const notes = new Notes();
    const counts = new ChannelCounts();
    const refusals = new Refusals("bars", notingErrors(notes), counts);
    const unstarted = outcomeText(refusals.notStarted());
    const [note] = notes.take();
    const other = refusals.invalid("too cheap", "price=1");
    notes.take();
    observe("#refuse", "an outcome", unstarted !== "undefined" || other !== undefined);
    observe("#refuse", "counts", counts.errored);
    observe("#refuse", "is logged", note?.length);
    observe("notStarted", "outcome", unstarted);
    observe("notStarted", "log", note);
    const invalid = outcomeText(refusals.invalid("too cheap", "price=1"));
    observe("invalid", "outcome", invalid);
    observe("invalid", "log", notes.take());
    observe("#refuse", "counts twice", counts.errored);
    observe("problemText", "a price", problemText(errorCodeId("PRICE_INVALID")));
    observe("problemText", "no row", problemText(0));
  },
};
