/** Known answers of encoded-problem.ts: good and bad slots of every kind. */
import {
  asSlot,
  BAR_CLOSE_F64,
  BAR_HIGH_F64,
  BAR_LOW_F64,
  BAR_OPEN_F64,
  BAR_START_EPOCH_US_F64,
  BAR_VOLUME_F64,
  KIND_BAR,
  KIND_FMV,
  KIND_PLUGIN_FIRST,
  KIND_TICK,
  KINDS_MAX,
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_KIND_U8,
  type SlotView,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { ERROR_CODES, type Observe } from "#schemas";
import { encodedMessage, encodedProblem } from "./encoded-problem.ts";

const T_US = Date.UTC(2024, 5, 3, 15) * 1000;
/** Not the first: what forgets to multiply reads an empty slot. */
const SLOT = asSlot(2);

type Numbers = readonly (readonly [offset: number, value: number])[];

/** A slot of `kind`; NaN where `numbers` says nothing, and in the slots round it. */
function slotOf(kind: number, numbers: Numbers): SlotView {
  const view = privateSlots(4, RECORD_BYTES);
  view.f64.fill(Number.NaN);
  view.u8[SLOT * RECORD_BYTES + RECORD_KIND_U8] = kind;
  for (const [offset, value] of numbers) view.f64[SLOT * RECORD_F64 + offset] = value;
  return view;
}

const TIME: Numbers = [[RECORD_EXCHANGE_EPOCH_US_F64, T_US]];
const TICK: Numbers = [...TIME, [TICK_PRICE_F64, 10], [TICK_SIZE_F64, 0]];
const FMV: Numbers = [...TIME, [TICK_PRICE_F64, 10]];
const BAR: Numbers = [
  ...TIME,
  [BAR_OPEN_F64, 10],
  [BAR_HIGH_F64, 12],
  [BAR_LOW_F64, 9],
  [BAR_CLOSE_F64, 11],
  [BAR_VOLUME_F64, 0],
  [BAR_START_EPOCH_US_F64, T_US - 1],
];

const CASES: readonly (readonly [fact: string, kind: number, numbers: Numbers])[] = [
  ["a tick", KIND_TICK, TICK],
  ["a tick's price", KIND_TICK, [...TICK, [TICK_PRICE_F64, 0]]],
  ["a tick's size", KIND_TICK, [...TICK, [TICK_SIZE_F64, -1]]],
  ["a tick's time in ms", KIND_TICK, [...TICK, [RECORD_EXCHANGE_EPOCH_US_F64, T_US / 1000]]],
  ["a tick without time", KIND_TICK, [...TICK, [RECORD_EXCHANGE_EPOCH_US_F64, Number.NaN]]],
  ["a bar", KIND_BAR, BAR],
  ["a bar's open", KIND_BAR, [...BAR, [BAR_OPEN_F64, -1]]],
  ["a bar's open above its high", KIND_BAR, [...BAR, [BAR_OPEN_F64, 13]]],
  ["a bar's high", KIND_BAR, [...BAR, [BAR_HIGH_F64, -2]]],
  ["a bar's high below its open", KIND_BAR, [...BAR, [BAR_HIGH_F64, 9.5]]],
  ["a bar's low", KIND_BAR, [...BAR, [BAR_LOW_F64, -3]]],
  ["a bar's close", KIND_BAR, [...BAR, [BAR_CLOSE_F64, -4]]],
  ["a bar's close below its low", KIND_BAR, [...BAR, [BAR_CLOSE_F64, 8]]],
  ["a bar's volume", KIND_BAR, [...BAR, [BAR_VOLUME_F64, -5]]],
  ["a bar's start", KIND_BAR, [...BAR, [BAR_START_EPOCH_US_F64, 1]]],
  ["a bar's end", KIND_BAR, [...BAR, [RECORD_EXCHANGE_EPOCH_US_F64, 2]]],
  ["a bar without length", KIND_BAR, [...BAR, [BAR_START_EPOCH_US_F64, T_US]]],
  ["a fair value", KIND_FMV, FMV],
  ["a fair value of 0", KIND_FMV, [...FMV, [TICK_PRICE_F64, 0]]],
  ["a fair value's time", KIND_FMV, [...FMV, [RECORD_EXCHANGE_EPOCH_US_F64, 5]]],
  ["kind 0", 0, TICK],
  ["kind 4", 4, TICK],
  ["the last kind before plug-ins", KIND_PLUGIN_FIRST - 1, TICK],
  ["the first kind of plug-ins", KIND_PLUGIN_FIRST, TIME],
  ["the first kind of plug-ins, bad time", KIND_PLUGIN_FIRST, []],
  ["the last kind of plug-ins", KINDS_MAX - 1, TIME],
  ["a kind behind plug-ins", KINDS_MAX, TICK],
  ["kind 255", 255, TICK],
];

export default function cases(observe: Observe): void {
  for (const [fact, kind, numbers] of CASES) {
    const problem = encodedProblem(slotOf(kind, numbers), SLOT);
    observe(encodedProblem, fact, problem === 0 ? 0 : ERROR_CODES[problem]);
  }
  for (const [fact, kind, numbers] of CASES) {
    const view = slotOf(kind, numbers);
    const code = ERROR_CODES[encodedProblem(view, SLOT)];
    if (encodedProblem(view, SLOT) === 0 || code === undefined) continue;
    observe(encodedMessage, fact, encodedMessage(code, view, SLOT));
  }
}
