/**
 * What the numbers of an event are: for each unit of schemas/event.fbs the numbers that are legal in
 * the slot, and for words what stands for them in items. And the times that the contract's rules name.
 * The checks are called by codec/generated/field-ranges.ts, by the unit's name. All of them: @hot.
 */

import type { ITEM_FIELDS } from "../generated/event-fields.ts";
import {
  SIDE_DOWN,
  SIDE_UP,
  STRENGTH_STRONG,
  STRENGTH_WEAK,
  TRIGGER_PRICE,
  TRIGGER_PRICE_AND_VOLUME,
  VWAP_BELOW,
} from "../layout/event-layout.ts";
import {
  FLAG_WORDS,
  SIDE_WORDS,
  STRENGTH_WORDS,
  TRIGGER_WORDS,
  VWAP_POSITION_WORDS,
} from "../text/event-text.ts";

/** First moment that an item may show, epoch microseconds: 2000-01-01 UTC. */
export const ITEM_EPOCH_US_MIN = 946_684_800e6;
/**
 * First moment that is too late, epoch microseconds: 2101-01-02 UTC; 2100 ends everywhere by then.
 */
export const ITEM_EPOCH_US_END = 4_134_067_200e6;
/** A reversal that took less than this is rapid, microseconds. */
export const RAPID_SPAN_US = 60e6;
/**
 * `expiration` less the surge's time, microseconds: how long a surge is shown and flags highs and lows.
 */
export const SURGE_LIFE_US = 30e6;

type Field = (typeof ITEM_FIELDS)[keyof typeof ITEM_FIELDS][number];
/** Names of the units whose numbers stand for words. */
export type WordUnit = Extract<Field, { form: "word" }>["unit"];

/** Words of items by unit and number in the slot; undefined where the number is not legal. */
export const UNIT_WORDS: Readonly<Record<WordUnit, readonly (string | null | undefined)[]>> = {
  side: SIDE_WORDS,
  flag: FLAG_WORDS,
  strength: STRENGTH_WORDS,
  surge_strength: STRENGTH_WORDS,
  trigger: TRIGGER_WORDS,
  vwap_position: VWAP_POSITION_WORDS,
};

export function isPrice(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}

/** A change of a price in percent: nothing can lose more than all of it. */
export function isPercent(value: number): boolean {
  return value >= -100 && value < Number.POSITIVE_INFINITY;
}

export function isAmount(value: number): boolean {
  return value >= 0 && value < Number.POSITIVE_INFINITY;
}

export function isRatio(value: number): boolean {
  return isAmount(value);
}

export function isScore(value: number): boolean {
  return value >= 0 && value <= 100;
}

export function isUnitScore(value: number): boolean {
  return value >= -1 && value <= 1;
}

export function isDurationUs(value: number): boolean {
  return isAmount(value);
}

/** Whole microseconds inside the range of the contract. */
export function isEpochUs(value: number): boolean {
  return value >= ITEM_EPOCH_US_MIN && value < ITEM_EPOCH_US_END && Math.floor(value) === value;
}

export function isCountFrom1(value: number): boolean {
  return value >= 1;
}

export function isSide(value: number): boolean {
  return value >= SIDE_UP && value <= SIDE_DOWN;
}

export function isFlag(value: number): boolean {
  return value <= SIDE_DOWN;
}

export function isStrength(value: number): boolean {
  return value <= STRENGTH_STRONG;
}

/** A surge is never neutral. */
export function isSurgeStrength(value: number): boolean {
  return value >= STRENGTH_WEAK && value <= STRENGTH_STRONG;
}

export function isTrigger(value: number): boolean {
  return value >= TRIGGER_PRICE && value <= TRIGGER_PRICE_AND_VOLUME;
}

export function isVwapPosition(value: number): boolean {
  return value <= VWAP_BELOW;
}
