/** What is wrong with a record that is a slot already: the same rules as for records from feeds. */
import {
  BAR_CLOSE_F64,
  BAR_HIGH_F64,
  BAR_LOW_F64,
  BAR_OPEN_F64,
  BAR_START_EPOCH_US_F64,
  BAR_VOLUME_F64,
  FMV_FMV_F64,
  KIND_BAR,
  KIND_FMV,
  KIND_PLUGIN_FIRST,
  KIND_TICK,
  KINDS_MAX,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_KIND_U8,
  type Slot,
  type SlotView,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { barProblem, tickProblem } from "#engine/detect";
import { type ErrorCode, errorCodeId } from "#schemas";
import { barMessage, tickMessage } from "./record-problem.ts";

const KIND_UNKNOWN = errorCodeId("KIND_UNKNOWN");

/**
 * 0, or the id of the error code of what is wrong. Of a plug-in's kind only the time is checked;
 * the rest is the plug-in's own. @hot no allocation, no throw.
 */
export function encodedProblem(view: SlotView, slot: Slot): number {
  const kind = view.u8[slot * RECORD_BYTES + RECORD_KIND_U8]!;
  const { f64 } = view;
  const at = slot * RECORD_F64;
  const exchangeEpochUs = f64[at + RECORD_EXCHANGE_EPOCH_US_F64]!;
  if (kind === KIND_TICK) {
    return tickProblem(f64[at + TICK_PRICE_F64]!, f64[at + TICK_SIZE_F64]!, exchangeEpochUs);
  }
  if (kind === KIND_BAR) {
    return barProblem(
      f64[at + BAR_OPEN_F64]!,
      f64[at + BAR_HIGH_F64]!,
      f64[at + BAR_LOW_F64]!,
      f64[at + BAR_CLOSE_F64]!,
      f64[at + BAR_VOLUME_F64]!,
      f64[at + BAR_START_EPOCH_US_F64]!,
      exchangeEpochUs,
    );
  }
  if (kind === KIND_FMV) return tickProblem(f64[at + FMV_FMV_F64]!, 0, exchangeEpochUs);
  if (kind < KIND_PLUGIN_FIRST || kind >= KINDS_MAX) return KIND_UNKNOWN;
  return tickProblem(1, 0, exchangeEpochUs);
}

/** The sentence for `code`, as encodedProblem decided. */
export function encodedMessage(code: ErrorCode, view: SlotView, slot: Slot): string {
  const at = slot * RECORD_F64;
  const { f64 } = view;
  const kind = view.u8[slot * RECORD_BYTES + RECORD_KIND_U8]!;
  if (code === "KIND_UNKNOWN") {
    const plugins = `${KIND_PLUGIN_FIRST}..${KINDS_MAX - 1}`;
    return `kind=${kind} is neither tick, bar, fmv nor a plug-in's (${plugins})`;
  }
  const exchangeEpochUs = f64[at + RECORD_EXCHANGE_EPOCH_US_F64]!;
  if (kind !== KIND_BAR) {
    const field = kind === KIND_FMV ? "fmv" : "price";
    const price = f64[at + TICK_PRICE_F64]!; // the same place as FMV_FMV_F64
    return tickMessage(code, field, price, f64[at + TICK_SIZE_F64]!, exchangeEpochUs, "us");
  }
  const bar = {
    open: f64[at + BAR_OPEN_F64]!,
    high: f64[at + BAR_HIGH_F64]!,
    low: f64[at + BAR_LOW_F64]!,
    close: f64[at + BAR_CLOSE_F64]!,
    volume: f64[at + BAR_VOLUME_F64]!,
    start: f64[at + BAR_START_EPOCH_US_F64]!,
    end: exchangeEpochUs,
  };
  return barMessage(code, bar, "us");
}
