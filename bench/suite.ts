/**
 * What a suite is: named work with a checksum, measured beside its rivals in the same run.
 *
 * A benchmark is a test with two sizes: `smoke` runs everything tiny, to see that it still works;
 * `full` measures. Figures are ratios within one run first and absolute second: machines are noisy.
 */
import { measure } from "mitata";

export type Size = "smoke" | "full";

/** One measured thing. */
export interface Row {
  name: string;
  /** Nanoseconds per operation; NaN when the row measures something else. */
  nsPerOp: number;
  /** What `value` counts, for rows that are no micro benchmark: records/s, ms, bytes/op. */
  unit?: string;
  value?: number;
  /** The work's checksum: equal for rivals that did the same work. */
  checksum: string;
}

export interface Suite {
  name: string;
  /** One line: what is measured, with its parameters. */
  about: string;
  run: (size: Size) => Promise<Row[]>;
}

/**
 * Measures `work`, which does `ops` operations per call and returns something that depends on all of
 * them. `checksumOf`: what the work means, for rivals whose results differ in form; default the result.
 */
export async function timed(
  name: string,
  size: Size,
  ops: number,
  work: () => number,
  checksumOf: () => string = () => String(work()),
): Promise<Row> {
  const checksum = checksumOf();
  if (size === "smoke") return { name, nsPerOp: Number.NaN, checksum };
  // Interleaving is the caller's: rivals are timed one after the other, twice, and the better counts.
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    const { p50 } = await measure(() => work(), { min_cpu_time: 300e6 });
    best = Math.min(best, p50 / ops);
  }
  return { name, nsPerOp: best, checksum };
}

/** 12.3 ns, 81.3 M/s */
export function rowText(row: Row, first: Row): string {
  const name = row.name.padEnd(44);
  if (row.value !== undefined) {
    return `  ${name} ${row.value.toLocaleString("en", { maximumFractionDigits: 1 })} ${row.unit}`;
  }
  if (Number.isNaN(row.nsPerOp)) return `  ${name} ok, checksum ${row.checksum}`;
  const perSecond = 1e3 / row.nsPerOp;
  const ratio =
    first === row || Number.isNaN(first.nsPerOp)
      ? ""
      : `  ${(row.nsPerOp / first.nsPerOp).toFixed(2)}x the time`;
  const figure = `${row.nsPerOp.toFixed(1)} ns`.padStart(12);
  return `  ${name} ${figure}  ${perSecond.toFixed(2).padStart(8)} M/s${ratio}`;
}
