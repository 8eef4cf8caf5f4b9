/** What a symbol may be. */

/** Longest symbol in UTF-16 units. Source: detectors rules version 1, section 2. */
export const SYMBOL_UNITS_MAX = 16;
