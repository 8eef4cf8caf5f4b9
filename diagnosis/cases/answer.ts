/** Answers of cases as text that can be compared, kept and shown. */

/** One answer of a case. */
export interface Answer {
  functionName: string;
  fact: string;
  /** The value as text. */
  text: string;
  /** The known answer that stands beside the question; undefined: it stands in `cases.snap`. */
  expected?: string;
  /** Where it was asked, `path:line:column`, when it is not the one that stands there. */
  site?: string;
}

/**
 * One text per value: keys in order, NaN, Infinity and -0 told apart, typed arrays as lists. Numbers
 * are rounded to 12 digits, so that another processor's last bit is no fault.
 */
export function canonical(value: unknown): string {
  if (typeof value === "number") return canonicalNumber(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? String(value);
  if (ArrayBuffer.isView(value))
    return canonical(Array.from(value as unknown as ArrayLike<number>));
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value instanceof Map) return canonical(Object.fromEntries(value));
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}

function canonicalNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (Object.is(value, -0)) return "-0";
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(12)));
}
