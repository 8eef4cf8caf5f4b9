/**
 * A log-linear histogram of latencies in shared memory: 16 steps per power of two, so a percentile is
 * within 6.25 % of the truth from 2 us to 4 minutes, and exact to 1/8 us below.
 *
 *   f64[0] count · f64[1] sum (us) · f64[2] max (us) · f64[3] unused · f64[4..] buckets
 *
 * Writer: one thread. Readers take a copy that may be a few records old.
 */
const STEPS_LOG2 = 4;
const STEPS = 1 << STEPS_LOG2;
/** Latencies are bucketed in eighths of a microsecond. */
const PARTS_PER_US = 8;
const BUCKETS = (31 - STEPS_LOG2) * STEPS + STEPS;
const HEAD = 4;

/** Bytes of one histogram. */
export const HISTOGRAM_BYTES: number = (HEAD + BUCKETS) * 8;
/** Largest latency that has a bucket of its own, microseconds; longer ones count in the last. */
export const HISTOGRAM_US_MAX: number = 0x7fff_ffff / PARTS_PER_US;

/** The bucket of a latency. @hot */
function bucketOf(us: number): number {
  const parts = us >= HISTOGRAM_US_MAX ? 0x7fff_ffff : us > 0 ? (us * PARTS_PER_US) | 0 : 0;
  if (parts < STEPS) return parts;
  const exponent = 31 - Math.clz32(parts);
  const shift = exponent - STEPS_LOG2;
  return ((shift + 1) << STEPS_LOG2) + ((parts >> shift) & (STEPS - 1));
}

/** The largest latency of a bucket, microseconds. */
function bucketTopUs(bucket: number): number {
  if (bucket < STEPS) return (bucket + 1) / PARTS_PER_US;
  const shift = (bucket >> STEPS_LOG2) - 1;
  return ((STEPS + (bucket & (STEPS - 1)) + 1) * 2 ** shift) / PARTS_PER_US;
}

/** What a histogram holds, in microseconds; percentiles are NaN without records. */
export interface LatencySummary {
  count: number;
  meanUs: number;
  p50Us: number;
  p90Us: number;
  p99Us: number;
  p999Us: number;
  maxUs: number;
}

export class Histogram {
  readonly #f64: Float64Array;

  constructor(buffer: ArrayBufferLike, byteOffset: number) {
    this.#f64 = new Float64Array(buffer, byteOffset, HISTOGRAM_BYTES / 8);
  }

  /** Counts `times` records of one latency; below 0 (a clock that stepped back) counts as 0. @hot */
  record(us: number, times = 1): void {
    const f64 = this.#f64;
    f64[HEAD + bucketOf(us)]! += times;
    f64[0]! += times;
    f64[1]! += us > 0 ? us * times : 0;
    if (us > f64[2]!) f64[2] = us;
  }

  /** Records so far, and the sum of their latencies in microseconds. */
  get total(): { count: number; sumUs: number } {
    return { count: this.#f64[0]!, sumUs: this.#f64[1]! };
  }

  /**
   * How many latencies lie below each bound, microseconds and growing, and at the end how many there are.
   * Exact for bounds that are edges of buckets, such as powers of two; else the bucket around a bound
   * does not count yet.
   */
  countsBelow(boundsUs: readonly number[]): number[] {
    const counts: number[] = [];
    let bucket = 0;
    let sum = 0;
    for (const boundUs of boundsUs) {
      while (bucket < BUCKETS && bucketTopUs(bucket) <= boundUs) {
        sum += this.#f64[HEAD + bucket]!;
        bucket += 1;
      }
      counts.push(sum);
    }
    while (bucket < BUCKETS) {
      sum += this.#f64[HEAD + bucket]!;
      bucket += 1;
    }
    counts.push(sum);
    return counts;
  }

  summary(): LatencySummary {
    const copy = this.#f64.slice();
    const count = copy.subarray(HEAD).reduce((sum, n) => sum + n, 0);
    const maxUs = copy[2]!;
    const percentile = (share: number): number => {
      let seen = 0;
      for (let b = 0; b < BUCKETS; b++) {
        seen += copy[HEAD + b]!;
        if (seen > 0 && seen >= share * count) return Math.min(bucketTopUs(b), maxUs);
      }
      return Number.NaN;
    };
    return {
      count,
      meanUs: count === 0 ? Number.NaN : copy[1]! / count,
      p50Us: percentile(0.5),
      p90Us: percentile(0.9),
      p99Us: percentile(0.99),
      p999Us: percentile(0.999),
      maxUs,
    };
  }
}
