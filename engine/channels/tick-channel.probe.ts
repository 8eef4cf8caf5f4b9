/** Known answers of tick-channel.ts: what a tick meets on its way, in which order. */
import { asSlot } from "#codec";
import type { Observe, Probe } from "#schemas";
import { NotedDecisions } from "../detectors/noted-decisions.ts";
import { at, observeEach, rowChanges, T0_US } from "../detectors/probe-fixture.ts";
import { HEADER, outcomeText, ProbeParts, recordOf, SpyDetector } from "./probe-fixture.ts";
import { TickChannel } from "./tick-channel.ts";

const TICK: Readonly<Record<string, number>> = {
  ...HEADER,
  TICK_PRICE_F64: 12.5,
  TICK_SIZE_F64: 40,
  TICK_DAY_VWAP_F64: 12.25,
  TICK_OFFICIAL_OPEN_F64: 11,
};

function started() {
  const parts = new ProbeParts();
  const spy = new SpyDetector();
  const channel = new TickChannel(parts.parts(spy));
  channel.start();
  const handle = (fields: Readonly<Record<string, number>> = {}): string =>
    outcomeText(channel.handle(recordOf({ ...TICK, ...fields }), asSlot(1)));
  return { parts, spy, channel, handle };
}

function observeStart(observe: Observe): void {
  const parts = new ProbeParts();
  const channel = new TickChannel(parts.parts());
  observe("constructor", "name and kind", [channel.name, channel.kind]);
  observe("lastDetectFailed", "at first", channel.lastDetectFailed);
  observe("handle", "not started", outcomeText(channel.handle(recordOf(TICK), asSlot(1))));
  observe("handle", "not started: counted", channel.health);
}

/** What is noted of a watched record that is refused. */
function observeDecisions(observe: Observe): void {
  for (const [fact, fields] of [
    ["late", { RECORD_EXCHANGE_EPOCH_US_F64: T0_US - 1 }],
    ["not eligible", { RECORD_FLAGS_U8: 0, RECORD_FEED_SEQ_F64: 4 }],
    ["a price", { TICK_PRICE_F64: -1 }],
  ] as const) {
    const decisions = new NotedDecisions();
    const channel = new TickChannel({ ...new ProbeParts().parts(), decisions });
    channel.start();
    channel.handle(recordOf(TICK), asSlot(1));
    decisions.take();
    channel.handle(recordOf({ ...TICK, ...fields }), asSlot(1));
    observe("handle", `noted, ${fact}`, decisions.take());
  }
}

function observeRefusals(observe: Observe): void {
  for (const [fact, fields] of [
    ["no row", { RECORD_SYMBOL_ID_U32: 3 }],
    ["a price", { TICK_PRICE_F64: -1 }],
    ["a size", { TICK_SIZE_F64: -1 }],
    ["a time", { RECORD_EXCHANGE_EPOCH_US_F64: 5 }],
  ] as const) {
    const { parts, spy, channel, handle } = started();
    handle();
    parts.notes.take();
    spy.seen = {};
    let outcome = "";
    const changes = rowChanges(parts.states.f64, () => {
      outcome = handle(fields);
    });
    observe("handle", `refused: ${fact}`, [outcome, changes, spy.seen]);
    observe("#refuse", fact, parts.notes.take());
    observe("handle", `counted: ${fact}`, channel.health);
  }
}

function observeAdmission(observe: Observe): void {
  const { parts, spy, channel, handle } = started();
  let outcome = "";
  const changes = rowChanges(parts.states.f64, () => {
    outcome = handle();
  });
  observe("handle", "outcome", outcome);
  observeEach(observe, "handle", "seen by detectors", spy.seen);
  observeEach(observe, "handle", "left in the row", changes);
  observe("handle", "located", parts.calendar.locatedEpochUs);
  observe("handle", "asked for", parts.notes.take());
  observe("handle", "watch.observe", parts.events.take());
  observe("handle", "health: after one tick", channel.health);
  const eligible: Record<string, number> = { RECORD_EXCHANGE_EPOCH_US_F64: at(1) };
  for (const flags of [0, 2, 3]) {
    const flagged = handle({ ...eligible, RECORD_FLAGS_U8: flags });
    observe("handle", `FLAG_ELIGIBLE ${flags}`, flagged);
  }
  const fifth = handle({ ...eligible, RECORD_FEED_SEQ_F64: 5 });
  const again = handle({ ...eligible, RECORD_FEED_SEQ_F64: 5 });
  observe("handle", "RECORD_FEED_SEQ_F64", [fifth, again]);
  observe("handle", "late", handle({ RECORD_EXCHANGE_EPOCH_US_F64: T0_US }));
  observe("handle", "filtered: counted", channel.health.filtered);
  observe("handle", "health: after filters", channel.health);
}

/** The first record after so many late ones sets the clock back, and the session with it. */
function observeRebase(observe: Observe): void {
  const { parts, spy, handle } = started();
  parts.calendar.marketStatus = 3;
  handle({ RECORD_EXCHANGE_EPOCH_US_F64: at(9999) });
  parts.calendar.marketStatus = 2;
  const late = { RECORD_EXCHANGE_EPOCH_US_F64: at(5) };
  const outcomes = Array.from({ length: 11 }, () => handle(late));
  observe("handle", "re-base", [outcomes.at(-2), outcomes.at(-1), spy.seen.isRebase]);
  observe("handle", "watch.stepBack: no event", parts.events.take().length);
  parts.calendar.marketStatus = 3;
  handle({ RECORD_EXCHANGE_EPOCH_US_F64: at(7) });
  observe("handle", "watch.stepBack: the next session", parts.events.take().length);
}

function observeFailure(observe: Observe): void {
  const { spy, channel, handle } = started();
  spy.throws = new Error("no luck");
  observe("handle", "a detector throws", handle());
  observe("lastDetectFailed", "a detector threw", channel.lastDetectFailed);
  observe("context", "lastFailed: filtered", [
    handle({ RECORD_FLAGS_U8: 0 }),
    channel.lastDetectFailed,
  ]);
}

export const TICK_CHANNEL_PROBE: Probe = {
  name: "tick-channel",
  stage: "channel",
  file: "engine/channels/tick-channel.ts",
  needs: [
    "error-codes",
    "slot-view",
    "record-layout",
    "symbol-row",
    "error-code",
    "stages",
    "outcome",
    "errors",
    "validity",
    "record-context",
    "gates",
    "decisions",
    "admission",
    "record-channel",
    "record-identity",
    "session-watch",
    "detector-stage",
  ],
  run: (observe: Observe): void => {
    observeStart(observe);
    observeDecisions(observe);
    observeAdmission(observe);
    observeRefusals(observe);
    observeRebase(observe);
    observeFailure(observe);
  },
};
