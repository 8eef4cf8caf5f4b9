/** Known answers of fmv-channel.ts: what a fair value meets on its way. */
import { asSlot } from "#codec";
import type { Observe, Probe } from "#schemas";
import { at, OFFSETS, rowChanges, T0_US } from "../detectors/probe-fixture.ts";
import { SYMBOL_ROW_F64 } from "../detectors/symbol-row.ts";
import { FmvChannel } from "./fmv-channel.ts";
import { HEADER, outcomeText, ProbeParts, recordOf } from "./probe-fixture.ts";

const FMV: Readonly<Record<string, number>> = { ...HEADER, FMV_FMV_F64: 12.5 };

/** A channel whose symbol was last traded at 20. */
function started() {
  const parts = new ProbeParts();
  parts.states.f64[SYMBOL_ROW_F64 + OFFSETS.AT_LAST_PRICE] = 20;
  const channel = new FmvChannel(parts.parts());
  channel.start();
  const handle = (fields: Readonly<Record<string, number>> = {}): string =>
    outcomeText(channel.handle(recordOf({ ...FMV, ...fields }), asSlot(1)));
  return { parts, channel, handle };
}

function observeStart(observe: Observe): void {
  const channel = new FmvChannel(new ProbeParts().parts());
  observe("constructor", "name and kind", [channel.name, channel.kind]);
  observe("lastDetectFailed", "at first", channel.lastDetectFailed);
  observe("handle", "not started", outcomeText(channel.handle(recordOf(FMV), asSlot(1))));
  observe("handle", "not started: counted", channel.health);
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
    observe("handle", fact, outcome);
    observe("handle", `${fact}: row`, changes);
    observe("handle", `${fact}: ledger`, parts.notes.take());
    const { admitted, filtered } = channel.health;
    observe("handle", `${fact}: counts`, [admitted, filtered]);
    observe("health", fact, channel.health);
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
    observe("handle", `refused: ${fact}`, [outcome, changes, channel.health.errored]);
    observe("#refuse", fact, parts.notes.take());
  }
}

export const FMV_CHANNEL_PROBE: Probe = {
  name: "fmv-channel",
  stage: "channel",
  file: "engine/channels/fmv-channel.ts",
  needs: [
    "error-codes",
    "slot-view",
    "record-layout",
    "symbol-row",
    "error-code",
    "outcome",
    "stages",
    "errors",
    "validity",
    "record-context",
    "gates",
    "decisions",
    "admission",
    "fair-value",
    "record-channel",
    "record-identity",
  ],
  run: (observe: Observe): void => {
    observeStart(observe);
    observeAdmission(observe);
    observeRefusals(observe);
  },
};
