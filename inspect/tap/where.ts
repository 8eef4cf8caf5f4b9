/** `price>100`: which records a tap wants, as a user writes it. */
import { distance } from "fastest-levenshtein";
import type { TapForm, TapValue } from "./tap-form.ts";

const EXPRESSION = /^\s*([A-Za-z]\w*)\s*(>=|<=|!=|=|>|<)\s*(.+?)\s*$/;
/** Further away a name is another one, not a slip. */
const SLIP_MAX = 3;

const ORDERED: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  ">": (value, limit) => value > limit,
  "<": (value, limit) => value < limit,
  ">=": (value, limit) => value >= limit,
  "<=": (value, limit) => value <= limit,
};

/** Whether a record is wanted. */
export type Condition<S> = (source: S) => boolean;

/** The condition that `text` states, or the reason why it states none. */
export function conditionOf<S>(form: TapForm<S>, text: string): Condition<S> | string {
  const [, name = "", operator = "", wanted = ""] = text.match(EXPRESSION) ?? [];
  if (name === "") return `where "${text}" is not field, operator (= != > >= < <=), value`;
  const read = form.fields[name];
  if (read === undefined) return unknownField(name, Object.keys(form.fields));
  const compare = ORDERED[operator];
  const limit = Number(wanted);
  if (compare === undefined) {
    const isWanted = operator === "=";
    return (source) => isSame(read(source), wanted, limit) === isWanted;
  }
  if (Number.isNaN(limit)) return `where "${text}": ${operator} needs a number, was "${wanted}"`;
  return (source) => {
    const value = read(source);
    return typeof value === "number" && compare(value, limit);
  };
}

function isSame(value: TapValue, text: string, number: number): boolean {
  return typeof value === "number" ? value === number : String(value) === text;
}

function unknownField(name: string, known: readonly string[]): string {
  const [nearest] = known.toSorted((a, b) => distance(name, a) - distance(name, b));
  const hint = distance(name, nearest ?? "") <= SLIP_MAX ? `; did you mean ${nearest}?` : "";
  return `where: unknown field "${name}"${hint} (fields: ${known.join(", ")})`;
}
