/** Known answers of fmv-channel.ts: what a fair value meets on its way. */
import { asSlot } from "#codec";
import { type Observe, of } from "#schemas";
import { at, OFFSETS, rowChanges, T0_US } from "../detectors/cases-fixture.ts";
import { SYMBOL_ROW_F64 } from "../state/symbol-row.ts";
import { FixtureParts, HEADER, outcomeText, recordOf } from "./cases-fixture.ts";
import { FmvChannel } from "./fmv-channel.ts";

const FMV: Readonly<Record<string, number>> = { ...HEADER, FMV_FMV_F64: 12.5 };

/** A channel whose symbol was last traded at 20. */
function started() {
  const parts = new FixtureParts();
  parts.states.f64[SYMBOL_ROW_F64 + OFFSETS.AT_LAST_PRICE] = 20;
  const channel = new FmvChannel(parts.parts());
  channel.start();
  const handle = (fields: Readonly<Record<string, number>> = {}): string =>
    outcomeText(channel.handle(recordOf({ ...FMV, ...fields }), asSlot(1)));
  return { parts, channel, handle };
}

function observeStart(observe: Observe): void {
  const channel = new FmvChannel(new FixtureParts().parts());
  observe(of(FmvChannel, "constructor"), "name and kind", [channel.name, channel.kind], ["fmv", 3]);
  observe(of(FmvChannel, "lastDetectFailed"), "at first", channel.lastDetectFailed, false);
  observe(
    of(FmvChannel, "handle"),
    "not started",
    outcomeText(channel.handle(recordOf(FMV), asSlot(1))),
    "CHANNEL_NOT_STARTED",
  );
  observe(of(FmvChannel, "handle"), "not started: counted", channel.health, {
    admitted: 0,
    detectFailures: 0,
    errored: 1,
    events: 0,
    filtered: 0,
    outOfOrder: 0,
    starts: 0,
  });
}

function observeAdmission(observe: Observe): void {
  const { parts, channel, handle } = started();
  for (const [fact, fields] of [
    ["the first, an alert", {}],
    ["later, no alert", { RECORD_EXCHANGE_EPOCH_US_F64: at(1), FMV_FMV_F64: 20 }],
    ["late", {}],
    ["late again", {}],
    ["an alert again", { RECORD_EXCHANGE_EPOCH_US_F64: at(2) }],
  ] as const) {
    let outcome = "";
    const changes = rowChanges(parts.states.f64, () => {
      outcome = handle(fields);
    });
    observe(of(FmvChannel, "handle"), fact, outcome);
    observe(of(FmvChannel, "handle"), `${fact}: row`, changes);
    observe(of(FmvChannel, "handle"), `${fact}: ledger`, parts.notes.take());
    const { admitted, filtered } = channel.health;
    observe(of(FmvChannel, "handle"), `${fact}: counts`, [admitted, filtered]);
  }
}

function observeRefusals(observe: Observe): void {
  for (const [fact, fields] of [
    ["no row", { RECORD_SYMBOL_ID_U32: 3 }],
    ["a value", { FMV_FMV_F64: -1 }],
    ["a time", { RECORD_EXCHANGE_EPOCH_US_F64: T0_US / 1000 }],
  ] as const) {
    const { parts, channel, handle } = started();
    let outcome = "";
    const changes = rowChanges(parts.states.f64, () => {
      outcome = handle(fields);
    });
    observe(of(FmvChannel, "handle"), `refused: ${fact}`, [
      outcome,
      changes,
      channel.health.errored,
    ]);
    observe("#refuse", fact, parts.notes.take());
  }
}

export default function cases(observe: Observe): void {
  observeStart(observe);
  observeAdmission(observe);
  observeRefusals(observe);
}
