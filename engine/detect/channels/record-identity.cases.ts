/** Known answers of record-identity.ts: which field comes from where. */
import { asSlot } from "#codec";
import type { Observe } from "#schemas";
import { FixtureContext, T0_US } from "../detectors/cases-fixture.ts";
import { FixtureCalendar, FixtureParts, HEADER, recordOf } from "./cases-fixture.ts";
import { readIdentity, setMoment } from "./record-identity.ts";

export default function run(observe: Observe): void {
  const { states } = new FixtureParts();
  for (const symbolId of [0, 1, 2, 3, 0xffffffff]) {
    const context = new FixtureContext().set({ symbolId: 99, row: 99 });
    const view = recordOf({ ...HEADER, RECORD_SYMBOL_ID_U32: symbolId });
    const isKnown = readIdentity(context, states, view, asSlot(1));
    observe(readIdentity, `symbol ${symbolId}`, [isKnown, context.symbolId, context.row]);
  }
  const context = new FixtureContext().set({ epochUs: 1 });
  readIdentity(context, states, recordOf(HEADER), asSlot(1));
  const { symbolId, row, recordSeq, epochUs, receivedEpochUs, traceId } = context;
  const identity = { symbolId, row, recordSeq, epochUs, receivedEpochUs, traceId };
  for (const [name, value] of Object.entries(identity)) observe(readIdentity, name, value);
  const calendar = new FixtureCalendar();
  Object.assign(calendar, { period: 4, marketStatus: 3, sessionDate: 19_000 });
  setMoment(context, calendar.calendar, T0_US + 9);
  observe(setMoment, "located", calendar.locatedEpochUs, 1700000000000009);
  observe(setMoment, "period", context.period, 4);
  observe(setMoment, "marketStatus", context.marketStatus, 3);
  observe(setMoment, "sessionDate", context.sessionDate, 19000);
}
