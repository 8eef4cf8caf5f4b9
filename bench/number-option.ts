/** Numbers on the command line of the bench: what is none is refused with flag, value and range. */
import { InvalidArgumentError } from "commander";

/** An option's number above `above` and up to `most`; fractions may be. */
export function numberAbove(above: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value > above && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number above ${above} and at most ${most}.`);
  };
}

/** An option's count from 1 to `most`. */
export function countUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number, 1 to ${most}.`);
  };
}
