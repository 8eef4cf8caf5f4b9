/**
 * Which trade conditions of US stocks keep a print from setting a session's high or low.
 *
 * Numbers are Massive's (formerly Polygon's) condition ids of `c`. A print is not eligible if one
 * of its conditions does not update the consolidated high and low, does not update the last price
 * (it is late or its price was agreed elsewhere), or takes a print back. Sources: the SIP plans'
 * tables of sale conditions (CTA and UTP, "updates high/low", "updates last") under Massive's ids;
 * Massive's knowledge base on Form T. Ids that are not listed, and such as later tables add, are
 * eligible.
 */

const NOT_ELIGIBLE: readonly (readonly [id: number, name: string])[] = [
  [2, "average price trade"],
  [5, "bunched sold trade (late)"],
  [7, "cash sale"],
  [10, "derivatively priced"],
  [13, "extended hours, sold out of sequence"],
  [15, "market center official close (a restatement)"],
  [16, "market center official open (a restatement)"],
  [20, "next day"],
  [21, "price variation trade"],
  [22, "prior reference price"],
  [29, "seller (delayed delivery)"],
  [32, "sold out of sequence"],
  [33, "sold out of sequence"],
  [37, "odd lot"],
  [38, "corrected consolidated close"],
  [42, "non-eligible"],
  [43, "non-eligible extended"],
  [44, "cancelled"],
  [46, "correction"],
  [47, "as of"],
  [48, "as of correction"],
  [49, "as of cancel"],
  [50, "out of bounds"],
  [52, "contingent trade"],
  [53, "qualified contingent trade"],
  [54, "errored"],
];

/**
 * Form T: traded outside regular hours. There nearly every print carries it and it makes the prices
 * of pre-market and after hours; inside regular hours it is a late report and sets nothing.
 */
const CONDITION_FORM_T = 12;

const isBarred = new Uint8Array(256);
for (const [id] of NOT_ELIGIBLE) isBarred[id] = 1;

/** As bits, what a print's conditions say together: one of them bars it anywhere. */
export const CONDITIONS_BARRED = 1;
/** One of them is Form T. */
export const CONDITIONS_FORM_T = 2;

/** The bits of one condition. @hot no allocation, no throw. */
export function conditionBits(id: number): number {
  if (id === CONDITION_FORM_T) return CONDITIONS_FORM_T;
  return isBarred[id] === 1 ? CONDITIONS_BARRED : 0;
}

/** As `isEligible`, for the bits of all conditions. @hot no allocation, no throw. */
export function areEligible(bits: number, isRegularHours: boolean): boolean {
  return (
    (bits & (isRegularHours ? CONDITIONS_BARRED | CONDITIONS_FORM_T : CONDITIONS_BARRED)) === 0
  );
}

/** Whether a print with these conditions may set a price. @hot no allocation, no throw. */
export function isEligible(conditions: readonly unknown[], isRegularHours: boolean): boolean {
  for (let i = 0; i < conditions.length; i++) {
    const id = conditions[i] as number;
    if (isBarred[id] === 1 || (id === CONDITION_FORM_T && isRegularHours)) return false;
  }
  return true;
}
