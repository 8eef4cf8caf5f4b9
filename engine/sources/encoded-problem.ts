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
  type SlotView,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import type { ErrorCode } from "#schemas";
import {
  fieldMessage,
  priceProblem,
  sizeProblem,
  timeMessage,
  timeProblem,
} from "./record-problem.ts";

/**
 * "" or the code of what is wrong. Of a plug-in's kind only the time is checked; the rest is the
 * plug-in's own. @hot no allocation, no throw.
 */
export function encodedProblem(view: SlotView, slot: number): ErrorCode | "" {
  const kind = view.u8[slot * RECORD_BYTES + RECORD_KIND_U8]!;
  const { f64 } = view;
  const at = slot * RECORD_F64;
  let code: ErrorCode | "" = "";
  if (kind === KIND_TICK) {
    code = priceProblem(f64[at + TICK_PRICE_F64]!) || sizeProblem(f64[at + TICK_SIZE_F64]!);
  } else if (kind === KIND_BAR) {
    code = barProblem(f64, at);
  } else if (kind === KIND_FMV) {
    code = priceProblem(f64[at + FMV_FMV_F64]!);
  } else if (kind < KIND_PLUGIN_FIRST || kind >= KINDS_MAX) {
    return "KIND_UNKNOWN";
  }
  return code || timeProblem(f64[at + RECORD_EXCHANGE_EPOCH_US_F64]!);
}

function barProblem(f64: Float64Array, at: number): ErrorCode | "" {
  const open = f64[at + BAR_OPEN_F64]!;
  const high = f64[at + BAR_HIGH_F64]!;
  const low = f64[at + BAR_LOW_F64]!;
  const close = f64[at + BAR_CLOSE_F64]!;
  const startEpochUs = f64[at + BAR_START_EPOCH_US_F64]!;
  const code =
    priceProblem(open) ||
    priceProblem(high) ||
    priceProblem(low) ||
    priceProblem(close) ||
    sizeProblem(f64[at + BAR_VOLUME_F64]!) ||
    timeProblem(startEpochUs);
  if (code !== "") return code;
  const isWhole = high >= open && high >= close && low <= open && low <= close;
  const endEpochUs = f64[at + RECORD_EXCHANGE_EPOCH_US_F64]!;
  // A missing end is a wrong time, not a contradiction; the caller checks it next.
  return isWhole && !(endEpochUs <= startEpochUs) ? "" : "BAR_INCONSISTENT";
}

/** The sentence for `code` as encodedProblem returned it. */
export function encodedMessage(code: ErrorCode, view: SlotView, slot: number): string {
  const at = slot * RECORD_F64;
  const kind = view.u8[slot * RECORD_BYTES + RECORD_KIND_U8]!;
  if (code === "KIND_UNKNOWN") {
    return `kind=${kind} is neither tick, bar, fmv nor one of ${KIND_PLUGIN_FIRST}..${KINDS_MAX - 1}`;
  }
  const exchangeEpochUs = view.f64[at + RECORD_EXCHANGE_EPOCH_US_F64]!;
  if (code === "TIME_INVALID" || code === "TIME_UNIT") {
    const startEpochUs = view.f64[at + BAR_START_EPOCH_US_F64]!;
    const isStart = kind === KIND_BAR && timeProblem(startEpochUs) !== "";
    return timeMessage(
      code,
      isStart ? "start" : "time",
      isStart ? startEpochUs : exchangeEpochUs,
      "us",
    );
  }
  const numbers = [...view.f64.subarray(at + TICK_PRICE_F64, at + BAR_START_EPOCH_US_F64 + 1)];
  if (kind === KIND_BAR) {
    const names = ["open", "high", "low", "close", "volume", "start"];
    const shown = names.map((name, i) => `${name}=${numbers[i]}`).join(" ");
    return `${shown} end=${exchangeEpochUs}: not a bar that a market can make`;
  }
  const isPrice = code === "PRICE_INVALID";
  const field = kind === KIND_FMV ? "fmv" : isPrice ? "price" : "size";
  return fieldMessage(code, field, isPrice ? numbers[0] : numbers[1]);
}
