/** Known answers of ohlcv-channel.ts: what a bar meets on its way, in which order. */
import { asSlot } from "#codec";
import { type Observe, of } from "#schemas";
import { at, observeEach, rowChanges, T0_US } from "../detectors/cases-fixture.ts";
import { NotedDecisions } from "../detectors/noted-decisions.ts";
import { FixtureParts, HEADER, outcomeText, recordOf, SpyDetector } from "./cases-fixture.ts";
import { OhlcvChannel } from "./ohlcv-channel.ts";

const BAR: Readonly<Record<string, number>> = {
  ...HEADER,
  BAR_OPEN_F64: 12,
  BAR_HIGH_F64: 13,
  BAR_LOW_F64: 11,
  BAR_CLOSE_F64: 12.5,
  BAR_VOLUME_F64: 400,
  BAR_START_EPOCH_US_F64: at(-60),
  BAR_WINDOW_VWAP_F64: 12.125,
  BAR_DAY_VWAP_F64: 12.25,
  BAR_OFFICIAL_OPEN_F64: 11.5,
};

function started() {
  const parts = new FixtureParts();
  const spy = new SpyDetector();
  const channel = new OhlcvChannel(parts.parts(spy));
  channel.start();
  const handle = (fields: Readonly<Record<string, number>> = {}): string =>
    outcomeText(channel.handle(recordOf({ ...BAR, ...fields }), asSlot(1)));
  return { parts, spy, channel, handle };
}

const ending = (endEpochUs: number) => ({
  RECORD_EXCHANGE_EPOCH_US_F64: endEpochUs,
  BAR_START_EPOCH_US_F64: endEpochUs - 60e6,
});

function observeStart(observe: Observe): void {
  const parts = new FixtureParts();
  const channel = new OhlcvChannel(parts.parts());
  observe(
    of(OhlcvChannel, "constructor"),
    "name and kind",
    [channel.name, channel.kind],
    ["ohlcv", 2],
  );
  observe(of(OhlcvChannel, "lastDetectFailed"), "at first", channel.lastDetectFailed, false);
  observe(
    of(OhlcvChannel, "handle"),
    "not started",
    outcomeText(channel.handle(recordOf(BAR), asSlot(1))),
    "CHANNEL_NOT_STARTED",
  );
  observe(of(OhlcvChannel, "handle"), "not started: counted", channel.health, {
    admitted: 0,
    detectFailures: 0,
    errored: 1,
    events: 0,
    filtered: 0,
    outOfOrder: 0,
    starts: 0,
  });
}

/** A bar of which nothing is right: what was read of it stands in the log. */
function observeNumbers(observe: Observe): void {
  const { parts, handle } = started();
  const wrong = { BAR_OPEN_F64: -1, BAR_HIGH_F64: -2, BAR_LOW_F64: -3, BAR_CLOSE_F64: -4 };
  const outcome = handle({ ...wrong, BAR_VOLUME_F64: -5, BAR_START_EPOCH_US_F64: -6 });
  observe(of(OhlcvChannel, "handle"), "all wrong", outcome, "CHANNEL_RECORD_INVALID");
  const [log] = parts.notes.take();
  for (const pair of `${log?.[3]}`.split(" ")) {
    const [name, value] = pair.split("=");
    observe("readBar", `${name}: all wrong`, value);
  }
}

const READ = ["open", "high", "low", "price", "size", "startEpochUs"];

function observeAdmission(observe: Observe): void {
  observeNumbers(observe);
  const { parts, spy, channel, handle } = started();
  let outcome = "";
  const changes = rowChanges(parts.states.f64, () => {
    outcome = handle();
  });
  observe(of(OhlcvChannel, "handle"), "outcome", outcome, "ok");
  for (const name of READ) observe("readBar", name, spy.seen[name]);
  observe(of(OhlcvChannel, "constructor"), "isBar", spy.seen.isBar, true);
  observeEach(observe, of(OhlcvChannel, "handle"), "seen by detectors", spy.seen);
  observeEach(observe, of(OhlcvChannel, "handle"), "left in the row", changes);
  observe(of(OhlcvChannel, "handle"), "setMoment", parts.calendar.locatedEpochUs, 1699999940000000);
  observe(of(OhlcvChannel, "handle"), "asked for", parts.notes.take(), [
    ["enter", "detect", 1],
    ["leave", "detect", 1],
    ["produce", "detect", 1],
  ]);
  observe(of(OhlcvChannel, "handle"), "watch.observe", parts.events.take());
  observe(of(OhlcvChannel, "handle"), "health: after one bar", channel.health, {
    admitted: 1,
    detectFailures: 0,
    errored: 0,
    events: 1,
    filtered: 0,
    outOfOrder: 0,
    starts: 1,
  });
  observe(
    of(OhlcvChannel, "handle"),
    "late",
    [handle(), handle()],
    ["out_of_order", "out_of_order"],
  );
  observe(of(OhlcvChannel, "handle"), "filtered: counted", channel.health.filtered, 2);
  observe(of(OhlcvChannel, "handle"), "health: after filters", channel.health, {
    admitted: 1,
    detectFailures: 0,
    errored: 0,
    events: 1,
    filtered: 2,
    outOfOrder: 2,
    starts: 1,
  });
}

/** What is noted of a watched record that is refused. */
function observeDecisions(observe: Observe): void {
  for (const [fact, fields] of [
    ["late", {}],
    ["a price", { BAR_CLOSE_F64: -1 }],
  ] as const) {
    const decisions = new NotedDecisions();
    const channel = new OhlcvChannel({ ...new FixtureParts().parts(), decisions });
    channel.start();
    channel.handle(recordOf(BAR), asSlot(1));
    decisions.take();
    channel.handle(recordOf({ ...BAR, ...fields }), asSlot(1));
    observe(of(OhlcvChannel, "handle"), `noted, ${fact}`, decisions.take());
  }
}

function observeRefusals(observe: Observe): void {
  for (const [fact, fields] of [
    ["no row", { RECORD_SYMBOL_ID_U32: 3 }],
    ["an open", { BAR_OPEN_F64: -1 }],
    ["a high", { BAR_HIGH_F64: 12.25 }],
    ["a high below the open", { BAR_HIGH_F64: 12.75, BAR_OPEN_F64: 12.875 }],
    ["a low", { BAR_LOW_F64: 12.25 }],
    ["a low above the close", { BAR_LOW_F64: 11.75, BAR_CLOSE_F64: 11.625 }],
    ["a close", { BAR_CLOSE_F64: -1 }],
    ["a volume", { BAR_VOLUME_F64: -1 }],
    ["a start", { BAR_START_EPOCH_US_F64: 5 }],
    ["an end", { RECORD_EXCHANGE_EPOCH_US_F64: 5 }],
    ["an end at the start", { BAR_START_EPOCH_US_F64: T0_US }],
  ] as const) {
    const { parts, spy, channel, handle } = started();
    let outcome = "";
    const changes = rowChanges(parts.states.f64, () => {
      outcome = handle(fields);
    });
    const notes = parts.notes.take();
    observe(of(OhlcvChannel, "handle"), `refused: ${fact}`, [
      outcome,
      changes,
      spy.seen,
      channel.health.errored,
    ]);
    observe("problemOf", fact, notes[0]?.[2]);
    observe("#refuse", fact, notes);
  }
}

/** The session of a bar is that of its start; a re-base sets it back too. */
function observeSessions(observe: Observe): void {
  const { parts, spy, handle } = started();
  parts.calendar.marketStatus = 3;
  handle(ending(at(9999)));
  parts.calendar.marketStatus = 2;
  const outcomes = Array.from({ length: 11 }, () => handle(ending(at(300))));
  observe(
    of(OhlcvChannel, "handle"),
    "re-base",
    [outcomes.at(-2), outcomes.at(-1), spy.seen.isRebase],
    ["out_of_order", "ok", true],
  );
  observe(of(OhlcvChannel, "handle"), "watch.stepBack: no event", parts.events.take().length, 1);
  parts.calendar.marketStatus = 3;
  handle({ ...ending(at(330)), BAR_START_EPOCH_US_F64: at(240) });
  observe(
    of(OhlcvChannel, "handle"),
    "watch.observe: starts with the last",
    parts.events.take().length,
    0,
  );
  handle(ending(at(360)));
  observe(
    of(OhlcvChannel, "handle"),
    "watch.stepBack: starts later",
    parts.events.take().length,
    1,
  );
}

function observeFailure(observe: Observe): void {
  const { spy, channel, handle } = started();
  spy.throws = new Error("no luck");
  observe(of(OhlcvChannel, "handle"), "a detector throws", handle(), "ok");
  observe(of(OhlcvChannel, "lastDetectFailed"), "a detector threw", channel.lastDetectFailed, true);
  observe(
    of(OhlcvChannel, "handle"),
    "lastFailed: filtered",
    [handle(), channel.lastDetectFailed],
    ["out_of_order", false],
  );
}

export default function cases(observe: Observe): void {
  observeStart(observe);
  observeDecisions(observe);
  observeAdmission(observe);
  observeRefusals(observe);
  observeSessions(observe);
  observeFailure(observe);
}
