/** Answers of probes as text that can be compared, kept and shown. */

/** Longer answers are kept as a digest and their beginning. */
const KEPT_CHARS = 160;

/** One answer of a probe. */
export interface Answer {
  functionName: string;
  fact: string;
  /** The value as text, or its digest and beginning when it is long. */
  text: string;
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

/** The text under which an answer is kept. */
export function answerText(value: unknown): string {
  const text = canonical(value);
  if (text.length <= KEPT_CHARS) return text;
  const digest = new Bun.CryptoHasher("sha256").update(text).digest("hex").slice(0, 16);
  return `${digest} ${text.length} chars: ${text.slice(0, KEPT_CHARS - 40)}`;
}
