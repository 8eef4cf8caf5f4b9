/**
 * What a channel is: it takes the records of one kind, admits them, and runs detectors. Detector worker.
 *
 * A user's own channel implements `Channel` with a kind of 16..31 (KIND_PLUGIN_FIRST of #codec): its
 * source writes records of that kind into the ring, the router hands them to it. It gets the same
 * ChannelParts as the built-in ones, and owes the same accounting:
 *
 *   - `handle` returns one outcome per record: OUTCOME_OK, outcomeFiltered(reason) or
 *     outcomeErrored(code). The router counts it for the channel stage.
 *   - For each admitted record the channel counts the detect stage on `ledger`: enter, then leave or
 *     error, and produce = number of events. DetectorStage does this.
 *   - It takes time from the record, never from a wall clock, and never waits.
 */
import type { Slot, SlotView, SymbolTable } from "#codec";
import type { Decisions, ErrorLog, ThreadLedger } from "#engine/telemetry";
import type { Calendar } from "../calendar/calendar.ts";
import type { Detector } from "../detectors/detector.ts";
import type { EventWriter } from "../detectors/event-writer.ts";
import type { ActivityWheelWriter } from "../state/activity-wheel.ts";
import type { SymbolStates } from "../state/symbol-states.ts";

/** A channel's counts since its worker began. */
export interface ChannelHealth {
  /** More than one means that two owners start it. */
  readonly starts: number;
  readonly admitted: number;
  readonly filtered: number;
  /** Of the filtered: older than the newest accepted record of their symbol. */
  readonly outOfOrder: number;
  readonly errored: number;
  /** Admitted records whose detectors threw. */
  readonly detectFailures: number;
  readonly events: number;
}

export interface Channel {
  readonly name: string;
  /** KIND_ constant of its records; 16..31 for plug-ins. */
  readonly kind: number;
  /** True when the last handled record was admitted and a detector threw on it: a breaker's business. */
  readonly lastDetectFailed: boolean;
  readonly health: ChannelHealth;
  /** Makes it take records; the router calls it once, at registration. */
  start(): void;
  /**
   * Takes the record in `slot` of `view` and returns its outcome (#telemetry).
   * @hot no allocation, no throw while nothing fails.
   */
  handle(view: SlotView, slot: Slot): number;
}

/** What the engine gives a channel. */
export interface ChannelParts {
  readonly states: SymbolStates;
  /** The channel's own: it remembers where its last record lay. */
  readonly calendar: Calendar;
  readonly detectors: readonly Detector[];
  /** Shared by the channels of a worker. */
  readonly events: EventWriter;
  readonly ledger: ThreadLedger;
  readonly errors: ErrorLog;
  readonly activity: ActivityWheelWriter;
  readonly symbols: SymbolTable;
  /** Where the gates of its records decide; absent where nothing is watched. */
  readonly decisions?: Decisions;
}
