/**
 * What a channel, or the router, gets from a case: parts that write down what is asked of
 * them, so that a fault of the real ones does not show in the answers of the module in question.
 */

import type { SymbolTable } from "#codec";
import * as codec from "#codec";
import { FILTER_REASONS } from "#engine/telemetry";
import { ERROR_CODES } from "#schemas";
import { Notes, NotingErrors, NotingLedger } from "../../telemetry/noting-fixture.ts";
import type { Calendar } from "../calendar/calendar.ts";
import { FixtureEvents, T0_US } from "../detectors/cases-fixture.ts";
import type { Detector } from "../detectors/detector.ts";
import type { ActivityWheelWriter } from "../state/activity-wheel.ts";
import type { RecordContext } from "../state/record-context.ts";
import { SYMBOL_ROW_F64 } from "../state/symbol-row.ts";
import type { SymbolStates } from "../state/symbol-states.ts";
import type { ChannelParts } from "./channel.ts";

/** A calendar that says what the case wants. */
export class FixtureCalendar {
  readonly name = "us-equities";
  period = 2;
  marketStatus = 2;
  sessionDate = 20_000;
  isCovered = true;
  locatedEpochUs = 0;

  get calendar(): Calendar {
    return this as unknown as Calendar;
  }

  locate(epochUs: number): void {
    this.locatedEpochUs = epochUs;
  }
}

/** The parts of a channel that has two symbols. */
export class FixtureParts {
  readonly notes: Notes = new Notes();
  readonly events: FixtureEvents = new FixtureEvents();
  readonly calendar: FixtureCalendar = new FixtureCalendar();
  readonly states: SymbolStates = {
    f64: new Float64Array(3 * SYMBOL_ROW_F64),
    symbolsMax: 2,
    rowOf: (symbolId) => symbolId * SYMBOL_ROW_F64,
    turnoverOf: () => 0,
    inspect: () => null,
  };

  /** What the channel is made of; `detectors` see each admitted record. */
  parts(...detectors: Detector[]): ChannelParts {
    const count = (epochUs: number) => this.notes.add("activity", epochUs);
    return {
      states: this.states,
      calendar: this.calendar.calendar,
      detectors,
      events: this.events.writer,
      ledger: new NotingLedger(this.notes),
      errors: new NotingErrors(this.notes),
      activity: { count } as ActivityWheelWriter,
      symbols: {} as SymbolTable,
    };
  }
}

/** A detector that keeps what it saw of the last record, and throws what it is told to. */
export class SpyDetector implements Detector {
  readonly name = "spy";
  seen: Record<string, unknown> = {};
  throws: unknown = undefined;

  onTick(context: RecordContext): void {
    const { state, decisions, ...fields } = context;
    this.seen = fields;
    if (this.throws !== undefined) throw this.throws;
  }

  onBar(context: RecordContext): void {
    this.onTick(context);
  }
}

/** The middle one of three slots, which hold something old: fields by the names of their offsets. */
export function recordOf(fields: Readonly<Record<string, number>>): codec.SlotView {
  const view = codec.privateSlots(3, codec.RECORD_BYTES);
  view.f64.fill(7.25);
  const offsets = codec as unknown as Record<string, number>;
  view.f64.fill(0, codec.RECORD_F64, 2 * codec.RECORD_F64);
  for (const [name, value] of Object.entries(fields)) {
    const offset = offsets[name]!;
    if (name.endsWith("_F64")) view.f64[codec.RECORD_F64 + offset] = value;
    if (name.endsWith("_U32")) view.u32[codec.RECORD_U32 + offset] = value;
    if (name.endsWith("_U8")) view.u8[codec.RECORD_BYTES + offset] = value;
  }
  return view;
}

/** Header fields of a record of symbol 1. */
export const HEADER: Readonly<Record<string, number>> = {
  RECORD_FLAGS_U8: 1,
  RECORD_SYMBOL_ID_U32: 1,
  RECORD_SEQ_F64: 77,
  RECORD_EXCHANGE_EPOCH_US_F64: T0_US,
  RECORD_RECEIVED_EPOCH_US_F64: T0_US + 5,
  RECORD_FEED_SEQ_F64: -1,
  RECORD_TRACE_ID_U32: 9,
};

/** An outcome in words. */
export function outcomeText(outcome: number): string {
  if (outcome === 0) return "ok";
  const text = outcome < 0x200 ? FILTER_REASONS[outcome - 0x100] : ERROR_CODES[outcome - 0x200];
  return text ?? `${outcome}`;
}
