/**
 * What is wrong with the numbers of a record: the reject rules of the detectors, version 1, sections 2
 * and 6, as pure functions. The border rejects such records before they reach a ring; a channel asks
 * again, because a slot that was written or read at the wrong place shows here first.
 *
 * Each returns 0 when all is well, else the id of an error code (errorCodeId of #schemas).
 */
import { errorCodeId } from "#schemas";

const PRICE_INVALID = errorCodeId("PRICE_INVALID");
const SIZE_INVALID = errorCodeId("SIZE_INVALID");
const TIME_INVALID = errorCodeId("TIME_INVALID");
const TIME_UNIT = errorCodeId("TIME_UNIT");
const BAR_INCONSISTENT = errorCodeId("BAR_INCONSISTENT");
for (const id of [PRICE_INVALID, SIZE_INVALID, TIME_INVALID, TIME_UNIT, BAR_INCONSISTENT]) {
  if (!(id > 0)) throw new Error("Invariant: ids of problems differ from 0, which means none");
}

/** First plausible time, epoch microseconds: the year 2000. */
export const TIME_MIN_EPOCH_US: number = Date.UTC(2000, 0, 1) * 1000;
/** First time that is not plausible any more, epoch microseconds: the end of the year 2100. */
export const TIME_END_EPOCH_US: number = Date.UTC(2101, 0, 1) * 1000;

const isPrice = (price: number): boolean => price > 0 && price < Number.POSITIVE_INFINITY;
const isSize = (size: number): boolean => size >= 0 && size < Number.POSITIVE_INFINITY;
const isTime = (epochUs: number): boolean =>
  epochUs >= TIME_MIN_EPOCH_US && epochUs < TIME_END_EPOCH_US;

/** The problem of a time that is not plausible. */
function timeProblem(epochUs: number): number {
  return Number.isFinite(epochUs) ? TIME_UNIT : TIME_INVALID;
}

/** 0, or what is wrong with a tick. @hot no allocation, no throw. */
export function tickProblem(price: number, size: number, exchangeEpochUs: number): number {
  if (isPrice(price) && isSize(size) && isTime(exchangeEpochUs)) return 0;
  if (!isPrice(price)) return PRICE_INVALID;
  return isSize(size) ? timeProblem(exchangeEpochUs) : SIZE_INVALID;
}

/** 0, or what is wrong with a bar. @hot no allocation, no throw. */
export function barProblem(
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  startEpochUs: number,
  endEpochUs: number,
): number {
  if (!(isPrice(open) && isPrice(high) && isPrice(low) && isPrice(close))) return PRICE_INVALID;
  if (!isSize(volume)) return SIZE_INVALID;
  if (!isTime(startEpochUs)) return timeProblem(startEpochUs);
  if (!isTime(endEpochUs)) return timeProblem(endEpochUs);
  const isConsistent =
    high >= open && high >= close && low <= open && low <= close && endEpochUs > startEpochUs;
  return isConsistent ? 0 : BAR_INCONSISTENT;
}
