/**
 * What detectors and channels stand on when a case feeds them: a row that the case
 * prepares, and a writer that keeps events as plain objects. Stand-ins, so that a fault of the real
 * part does not show in the answers of another module.
 */
import * as codec from "#codec";
import type { Decisions } from "#engine/telemetry";
import type { Observe, Subject } from "#schemas";
import { RecordContext } from "../state/record-context.ts";
import * as row from "../state/symbol-row.ts";
import type { SymbolStates } from "../state/symbol-states.ts";
import type { EventWriter } from "./event-writer.ts";

/** A field of a row, by the name of its offset. */
export type RowField = Extract<keyof typeof row, `AT_${string}`>;

/** Fields of a row and their values. */
export type RowValues = Partial<Record<RowField, number>>;

/** Offsets of fields, by name. */
export const OFFSETS: Readonly<Record<RowField, number>> = Object.fromEntries(
  Object.entries(row).filter(([name]) => name.startsWith("AT_")),
) as Record<RowField, number>;

/** Fields in the order of the row. */
export const ROW_FIELDS: readonly RowField[] = (Object.keys(OFFSETS) as RowField[]).sort(
  (a, b) => OFFSETS[a] - OFFSETS[b],
);

/** 2023-11-14 22:13:20 UTC, epoch microseconds: the time round which the cases play. */
export const T0_US = 1_700_000_000_000_000;
export const SECOND_US = 1_000_000;

/** `T0_US` and so many seconds. */
export function at(seconds: number): number {
  return T0_US + Math.round(seconds * SECOND_US);
}

/** The row and the element in it that an index lies at: `AT_SIZES+3`, rows 0 and 2 by number. */
function elementName(index: number): string {
  const offset = index % row.SYMBOL_ROW_F64;
  const rowNumber = Math.floor(index / row.SYMBOL_ROW_F64);
  const field = ROW_FIELDS.findLast((name) => OFFSETS[name] <= offset)!;
  const place = offset === OFFSETS[field] ? field : `${field}+${offset - OFFSETS[field]}`;
  return rowNumber === 1 ? place : `row ${rowNumber} ${place}`;
}

/** A context whose symbol 1 has the middle one of three rows. Its two derived numbers are simple. */
export class FixtureContext extends RecordContext {
  constructor(decisions?: Decisions) {
    super({ f64: new Float64Array(3 * row.SYMBOL_ROW_F64) } as SymbolStates, decisions);
    this.row = row.SYMBOL_ROW_F64;
    this.symbolId = 1;
    this.epochUs = T0_US;
  }

  /** 1.5 or 9: what the observed detector makes of it is its own. */
  override relVolume(): number {
    if (this.size === 0) return 0;
    return this.size > 100 ? 9 : 1.5;
  }

  /** The distance from 100. */
  override percentChange(price: number): number {
    return price - 100;
  }

  /** Sets fields of the record. */
  set(
    fields: Partial<Omit<RecordContext, "state" | "decisions" | "relVolume" | "percentChange">>,
  ): this {
    Object.assign(this, fields);
    return this;
  }

  /** Sets elements of the row. */
  put(values: RowValues): this {
    for (const [name, value] of Object.entries(values)) {
      this.state[this.row + OFFSETS[name as RowField]] = value;
    }
    return this;
  }

  /** Sets successive elements of the row, from a field on. */
  putRing(field: RowField, values: readonly number[]): this {
    this.state.set(values, this.row + OFFSETS[field]);
    return this;
  }

  /** Elements of the row, as list. */
  get(...fields: RowField[]): number[] {
    return fields.map((field) => this.state[this.row + OFFSETS[field]]);
  }

  /** Elements that `call` changed, in whichever row, with their new values. */
  changes(call: () => unknown): Record<string, number> {
    return rowChanges(this.state, call);
  }
}

/** Elements of three rows that `call` changed, with their new values. */
export function rowChanges(state: Float64Array, call: () => unknown): Record<string, number> {
  const before = state.slice();
  call();
  const changed: Record<string, number> = {};
  for (let i = 0; i < before.length; i++) {
    if (!Object.is(before[i], state[i])) changed[elementName(i)] = state[i];
  }
  return changed;
}

/** An event as a case sees it: what was asked of the writer, and its numbers by their constants. */
export type FixtureEvent = Record<string, number>;

/** Fields that a detector writes itself, by kind of event. */
const FIELDS_BY_KIND: Record<string, readonly (readonly [name: string, offset: number])[]> = {
  [codec.EVENT_HIGH]: fieldsNamed(/^HIGHLOW_/),
  [codec.EVENT_LOW]: fieldsNamed(/^HIGHLOW_/),
  [codec.EVENT_TREND]: fieldsNamed(/^TREND_/),
  [codec.EVENT_SURGE]: fieldsNamed(/^(SURGE_|EVENT_(PERCENT_CHANGE|VOLUME|REL_VOLUME)_)/),
  [codec.EVENT_SESSION]: fieldsNamed(/^SESSION_/),
};

function fieldsNamed(pattern: RegExp): [string, number][] {
  const constants = Object.entries(codec) as [string, unknown][];
  return constants.filter(
    (entry): entry is [string, number] => typeof entry[1] === "number" && pattern.test(entry[0]),
  );
}

/** The numbers of an event in `slot`, by the constants that say where they lie. */
function fieldsOf(view: codec.SlotView, slot: number, kind: number): FixtureEvent {
  const fields: FixtureEvent = {};
  for (const [name, offset] of FIELDS_BY_KIND[kind] ?? []) {
    if (name.endsWith("_F64")) fields[name] = view.f64[slot * codec.EVENT_F64 + offset]!;
    if (name.endsWith("_U32")) fields[name] = view.u32[slot * codec.EVENT_U32 + offset]!;
    if (name.endsWith("_U8")) fields[name] = view.u8[slot * codec.EVENT_BYTES + offset]!;
  }
  return fields;
}

/** A writer that keeps events as objects; it takes turns between two slots. */
export class FixtureEvents {
  readonly view: codec.SlotView = codec.privateSlots(3, codec.EVENT_BYTES);
  readonly f64: Float64Array = this.view.f64;
  readonly u32: Uint32Array = this.view.u32;
  readonly u8: Uint8Array = this.view.u8;
  /** Events since `begin`. */
  events = 0;
  begins = 0;
  /** Events opened so far, whether closed or not. */
  opens = 0;
  #slot = 1;
  #open: FixtureEvent | undefined;
  #kept: FixtureEvent[] = [];

  /** This, as detectors know it: private fields make the real class nominal, hence the cast. */
  get writer(): EventWriter {
    return this as unknown as EventWriter;
  }

  begin(): void {
    this.events = 0;
    this.begins += 1;
    this.#open = undefined;
  }

  open(context: RecordContext, kind: number, side: number, epochUs: number, price: number): number {
    this.opens += 1;
    this.#slot = 3 - this.#slot;
    this.f64.fill(0, this.#slot * codec.EVENT_F64, (this.#slot + 1) * codec.EVENT_F64);
    const { symbolId, recordSeq } = context;
    this.#open = { kind, side, epochUs, price, symbolId, recordSeq };
    return this.#slot;
  }

  setCounts(slot: number, up: number, down: number): void {
    this.#set(slot, "up", up);
    this.#set(slot, "down", down);
  }

  setReversal(slot: number, reversal: number): void {
    this.#set(slot, "reversal", reversal);
  }

  close(): void {
    this.events += 1;
    const event = this.#open ?? { unopened: 1 };
    this.#kept.push({ ...event, ...fieldsOf(this.view, this.#slot, event.kind ?? 0) });
    this.#open = undefined;
  }

  /** The events closed since the last call. */
  take(): FixtureEvent[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  #set(slot: number, name: string, value: number): void {
    if (this.#open !== undefined) this.#open[slot === this.#slot ? name : `stray ${name}`] = value;
  }
}

/** Some fields of an event; undefined when there is none. */
export function pick(event: FixtureEvent | undefined, ...names: string[]): unknown {
  return event && names.map((name) => event[name]);
}

/** Observes each field by itself: the first that differs then tells the line. */
export function observeEach(
  observe: Observe,
  owner: Subject,
  fact: string,
  fields: Record<string, unknown> | undefined,
): void {
  for (const [name, value] of Object.entries(fields ?? {})) {
    observe(owner, `${name}: ${fact}`, value);
  }
}

/** Smallest number in (low, high] for which `holds`, to the last bit; it must hold from there on. */
export function least(low: number, high: number, holds: (x: number) => boolean): number {
  let [below, above] = [low, high];
  for (let i = 0; i < 100; i++) {
    const middle = (below + above) / 2;
    if (middle <= below || middle >= above) break;
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** What `call` threw, as its message; "nothing" when it returned. */
export function thrownBy(call: () => unknown): string {
  try {
    call();
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
  return "nothing";
}
