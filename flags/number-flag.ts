/** Numbers on a command line: what is none is refused with the flag, the value and the range. */
import { InvalidArgumentError } from "commander";

/** An option's whole number from `least` to `most`. */
export function wholeNumber(
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number, ${rangeText(least, most)}.`);
  };
}

/** An option's number above `above` and up to `most`; fractions may be. */
export function numberAbove(
  above: number,
  most: number = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value > above && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${most}`;
    throw new InvalidArgumentError(`It must be a number above ${above}${range}.`);
  };
}

function rangeText(least: number, most: number): string {
  return most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
}
