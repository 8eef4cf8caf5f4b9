/** Known answers of record-identity.ts: which field comes from where. */
import { asSlot } from "#codec";
import type { Observe, Probe } from "#schemas";
import { ProbeContext, T0_US } from "../detectors/probe-fixture.ts";
import { HEADER, ProbeCalendar, ProbeParts, recordOf } from "./probe-fixture.ts";
import { readIdentity, setMoment } from "./record-identity.ts";

function run(observe: Observe): void {
  const { states } = new ProbeParts();
  for (const symbolId of [0, 1, 2, 3, 0xffffffff]) {
    const context = new ProbeContext().set({ symbolId: 99, row: 99 });
    const view = recordOf({ ...HEADER, RECORD_SYMBOL_ID_U32: symbolId });
    const isKnown = readIdentity(context, states, view, asSlot(1));
    observe("readIdentity", `symbol ${symbolId}`, [isKnown, context.symbolId, context.row]);
  }
  const context = new ProbeContext().set({ epochUs: 1 });
  readIdentity(context, states, recordOf(HEADER), asSlot(1));
  const { symbolId, row, recordSeq, epochUs, receivedEpochUs, traceId } = context;
  const identity = { symbolId, row, recordSeq, epochUs, receivedEpochUs, traceId };
  for (const [name, value] of Object.entries(identity)) observe("readIdentity", name, value);
  const calendar = new ProbeCalendar();
  Object.assign(calendar, { period: 4, marketStatus: 3, sessionDate: 19_000 });
  setMoment(context, calendar.calendar, T0_US + 9);
  observe("setMoment", "located", calendar.locatedEpochUs);
  observe("setMoment", "period", context.period);
  observe("setMoment", "marketStatus", context.marketStatus);
  observe("setMoment", "sessionDate", context.sessionDate);
}

export const RECORD_IDENTITY_PROBE: Probe = {
  name: "record-identity",
  stage: "channel",
  file: "engine/channels/record-identity.ts",
  needs: ["slot-view", "record-layout", "symbol-row", "record-context"],
  run,
};
