/** Records of a tap as lines for people: time, symbol, and as many fields as a line holds. */

/** A line of the engine's answer; see inspect/tap/tap.ts. */
export type TapLine = { type: string } & Record<string, unknown>;

/** Times that a line begins with, the first that the record has. */
const TIMES = ["exchangeEpochUs", "recordEpochUs", "eventEpochUs"];
/** Shown in front, hence not among the fields. */
const LEAD = ["type", "kind", "list", "symbol", ...TIMES];
const NAME_COLUMNS = 10;

function timeOf(record: TapLine): string {
  const epochUs = TIMES.map((name) => record[name]).find((value) => typeof value === "number");
  if (epochUs === undefined || !Number.isFinite(epochUs)) return "--:--:--.---";
  return new Date((epochUs as number) / 1000).toISOString().slice(11, 23);
}

function valueText(value: unknown): string {
  if (typeof value === "number" && !Number.isInteger(value)) return String(+value.toPrecision(7));
  return String(value);
}

/** One record, at most `columns` wide; what does not fit is left out whole and shows as "…". */
export function recordText(record: TapLine, columns: number): string {
  const kind = String(record.kind ?? record.list ?? "");
  const symbol = String(record.symbol ?? "").padEnd(NAME_COLUMNS);
  let line = `${timeOf(record)} ${symbol} ${kind.padEnd(5)}`;
  for (const [name, value] of Object.entries(record)) {
    if (LEAD.includes(name)) continue;
    const part = ` ${name}=${valueText(value)}`;
    if (line.length + part.length > columns - 2) return `${line} …`;
    line += part;
  }
  return line.trimEnd();
}

/** What was left out, and why; "" when nothing was. */
export function shedText({ rate, slow, missed }: TapLine): string {
  const part = (count: unknown, why: string) => {
    return typeof count === "number" && count > 0 ? [`${count.toLocaleString("en")} ${why}`] : [];
  };
  const parts = [
    ...part(rate, "shed (above --rate)"),
    ...part(slow, "shed (this terminal is slow)"),
    ...part(missed, "skipped before filtering (too many)"),
  ];
  return parts.length === 0 ? "" : `… ${parts.join(", ")}`;
}
