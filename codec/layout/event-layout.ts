/**
 * Where every field of an event lies inside its slot of 192 bytes: 112 bytes of header, then the
 * numbers of the kind. Generated from schemas/event.fbs under the same rules as record-layout.ts;
 * below it the small numbers that some fields hold.
 */
export * from "../generated/event-layout.ts";

/** `reversal` of a trend or surge that turned down after one up. */
export const REVERSAL_UP_NOW_DOWN = 1;
/** `reversal` of a trend or surge that turned up after one down. */
export const REVERSAL_DOWN_NOW_UP = 2;

export const REVERSAL_TYPE_V_TOP = 1;
export const REVERSAL_TYPE_V_BOTTOM = 2;
export const PATTERN_M_TOP = 1;
export const PATTERN_W_BOTTOM = 2;

export const STRENGTH_NEUTRAL = 0;
export const STRENGTH_WEAK = 1;
export const STRENGTH_MODERATE = 2;
export const STRENGTH_STRONG = 3;

export const VWAP_UNKNOWN = 0;
export const VWAP_ABOVE = 1;
export const VWAP_BELOW = 2;

export const TRIGGER_PRICE = 1;
export const TRIGGER_VOLUME = 2;
export const TRIGGER_PRICE_AND_VOLUME = 3;
