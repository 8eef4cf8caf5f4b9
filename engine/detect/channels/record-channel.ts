/** What the built-in channels have in common: their counts, and the records that they refuse. */
import type { Slot, SlotView } from "#codec";
import { DECIDE_RECORD, type Decisions, gateId } from "#engine/telemetry";
import { RecordContext } from "../state/record-context.ts";
import type { Channel, ChannelHealth, ChannelParts } from "./channel.ts";
import { ChannelCounts } from "./channel-counts.ts";
import { problemText, Refusals } from "./refusal.ts";

const VALID = gateId("valid");

export abstract class RecordChannel implements Channel {
  readonly name: string;
  readonly kind: number;
  protected readonly parts: ChannelParts;
  protected readonly counts: ChannelCounts = new ChannelCounts();
  protected readonly refusals: Refusals;
  /** The record in work. */
  protected readonly context: RecordContext;

  /** `decisions`: where the gates of its records decide; absent where no event comes of them. */
  constructor(name: string, kind: number, parts: ChannelParts, decisions?: Decisions) {
    this.name = name;
    this.kind = kind;
    this.parts = parts;
    this.refusals = new Refusals(name, parts.errors, this.counts);
    this.context = new RecordContext(parts.states, decisions);
  }

  abstract get lastDetectFailed(): boolean;

  get health(): ChannelHealth {
    return this.counts.health();
  }

  start(): void {
    this.counts.starts += 1;
  }

  abstract handle(view: SlotView, slot: Slot): number;

  /** The outcome of an invalid record; `problem`: id of an error code, 0 = the symbol id has no row. */
  protected refuse(problem: number, numbers: string): number {
    this.context.decisions.note(DECIDE_RECORD, VALID, false, problem, 0);
    return this.refusals.invalid(problemText(problem), numbers);
  }
}
