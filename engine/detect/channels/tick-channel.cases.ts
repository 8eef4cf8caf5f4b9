/** Known answers of tick-channel.ts: what a tick meets on its way, in which order. */
import { asSlot } from "#codec";
import { type Observe, of } from "#schemas";
import { at, observeEach, rowChanges, T0_US } from "../detectors/cases-fixture.ts";
import { NotedDecisions } from "../detectors/noted-decisions.ts";
import { FixtureParts, HEADER, outcomeText, recordOf, SpyDetector } from "./cases-fixture.ts";
import { TickChannel } from "./tick-channel.ts";

const TICK: Readonly<Record<string, number>> = {
  ...HEADER,
  TICK_PRICE_F64: 12.5,
  TICK_SIZE_F64: 40,
  TICK_DAY_VWAP_F64: 12.25,
  TICK_OFFICIAL_OPEN_F64: 11,
};

function started() {
  const parts = new FixtureParts();
  const spy = new SpyDetector();
  const channel = new TickChannel(parts.parts(spy));
  channel.start();
  const handle = (fields: Readonly<Record<string, number>> = {}): string =>
    outcomeText(channel.handle(recordOf({ ...TICK, ...fields }), asSlot(1)));
  return { parts, spy, channel, handle };
}

function observeStart(observe: Observe): void {
  const parts = new FixtureParts();
  const channel = new TickChannel(parts.parts());
  observe(
    of(TickChannel, "constructor"),
    "name and kind",
    [channel.name, channel.kind],
    ["tick", 1],
  );
  observe(of(TickChannel, "lastDetectFailed"), "at first", channel.lastDetectFailed, false);
  observe(
    of(TickChannel, "handle"),
    "not started",
    outcomeText(channel.handle(recordOf(TICK), asSlot(1))),
    "CHANNEL_NOT_STARTED",
  );
  observe(of(TickChannel, "handle"), "not started: counted", channel.health, {
    admitted: 0,
    detectFailures: 0,
    errored: 1,
    events: 0,
    filtered: 0,
    outOfOrder: 0,
    starts: 0,
  });
}

/** What is noted of a watched record that is refused. */
function observeDecisions(observe: Observe): void {
  for (const [fact, fields] of [
    ["late", { RECORD_EXCHANGE_EPOCH_US_F64: T0_US - 1 }],
    ["not eligible", { RECORD_FLAGS_U8: 0, RECORD_FEED_SEQ_F64: 4 }],
    ["a price", { TICK_PRICE_F64: -1 }],
  ] as const) {
    const decisions = new NotedDecisions();
    const channel = new TickChannel({ ...new FixtureParts().parts(), decisions });
    channel.start();
    channel.handle(recordOf(TICK), asSlot(1));
    decisions.take();
    channel.handle(recordOf({ ...TICK, ...fields }), asSlot(1));
    observe(of(TickChannel, "handle"), `noted, ${fact}`, decisions.take());
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
    observe(of(TickChannel, "handle"), `refused: ${fact}`, [outcome, changes, spy.seen]);
    observe("#refuse", fact, parts.notes.take());
    observe(of(TickChannel, "handle"), `counted: ${fact}`, channel.health);
  }
}

function observeAdmission(observe: Observe): void {
  const { parts, spy, channel, handle } = started();
  let outcome = "";
  const changes = rowChanges(parts.states.f64, () => {
    outcome = handle();
  });
  observe(of(TickChannel, "handle"), "outcome", outcome, "ok");
  observeEach(observe, of(TickChannel, "handle"), "seen by detectors", spy.seen);
  observeEach(observe, of(TickChannel, "handle"), "left in the row", changes);
  observe(of(TickChannel, "handle"), "located", parts.calendar.locatedEpochUs, 1700000000000000);
  observe(of(TickChannel, "handle"), "asked for", parts.notes.take(), [
    ["activity", 1700000000000000],
    ["enter", "detect", 1],
    ["leave", "detect", 1],
    ["produce", "detect", 1],
  ]);
  observe(of(TickChannel, "handle"), "watch.observe", parts.events.take());
  observe(of(TickChannel, "handle"), "health: after one tick", channel.health, {
    admitted: 1,
    detectFailures: 0,
    errored: 0,
    events: 1,
    filtered: 0,
    outOfOrder: 0,
    starts: 1,
  });
  const eligible: Record<string, number> = { RECORD_EXCHANGE_EPOCH_US_F64: at(1) };
  for (const flags of [0, 2, 3]) {
    const flagged = handle({ ...eligible, RECORD_FLAGS_U8: flags });
    observe(of(TickChannel, "handle"), `FLAG_ELIGIBLE ${flags}`, flagged);
  }
  const fifth = handle({ ...eligible, RECORD_FEED_SEQ_F64: 5 });
  const again = handle({ ...eligible, RECORD_FEED_SEQ_F64: 5 });
  observe(of(TickChannel, "handle"), "RECORD_FEED_SEQ_F64", [fifth, again], ["ok", "duplicate"]);
  observe(
    of(TickChannel, "handle"),
    "late",
    handle({ RECORD_EXCHANGE_EPOCH_US_F64: T0_US }),
    "out_of_order",
  );
  observe(of(TickChannel, "handle"), "filtered: counted", channel.health.filtered, 4);
  observe(of(TickChannel, "handle"), "health: after filters", channel.health, {
    admitted: 3,
    detectFailures: 0,
    errored: 0,
    events: 1,
    filtered: 4,
    outOfOrder: 1,
    starts: 1,
  });
}

/** The first record after so many late ones sets the clock back, and the session with it. */
function observeRebase(observe: Observe): void {
  const { parts, spy, handle } = started();
  parts.calendar.marketStatus = 3;
  handle({ RECORD_EXCHANGE_EPOCH_US_F64: at(9999) });
  parts.calendar.marketStatus = 2;
  const late = { RECORD_EXCHANGE_EPOCH_US_F64: at(5) };
  const outcomes = Array.from({ length: 11 }, () => handle(late));
  observe(
    of(TickChannel, "handle"),
    "re-base",
    [outcomes.at(-2), outcomes.at(-1), spy.seen.isRebase],
    ["out_of_order", "ok", true],
  );
  observe(of(TickChannel, "handle"), "watch.stepBack: no event", parts.events.take().length, 1);
  parts.calendar.marketStatus = 3;
  handle({ RECORD_EXCHANGE_EPOCH_US_F64: at(7) });
  observe(
    of(TickChannel, "handle"),
    "watch.stepBack: the next session",
    parts.events.take().length,
    1,
  );
}

function observeFailure(observe: Observe): void {
  const { spy, channel, handle } = started();
  spy.throws = new Error("no luck");
  observe(of(TickChannel, "handle"), "a detector throws", handle(), "ok");
  observe(of(TickChannel, "lastDetectFailed"), "a detector threw", channel.lastDetectFailed, true);
  observe(
    of(TickChannel, "handle"),
    "context: lastFailed: filtered",
    [handle({ RECORD_FLAGS_U8: 0 }), channel.lastDetectFailed],
    ["not_eligible", false],
  );
}

export default function cases(observe: Observe): void {
  observeStart(observe);
  observeDecisions(observe);
  observeAdmission(observe);
  observeRefusals(observe);
  observeRebase(observe);
  observeFailure(observe);
}
