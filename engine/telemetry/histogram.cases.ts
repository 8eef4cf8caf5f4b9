/** Known answers of histogram.ts: the bucket of each latency, and what a summary makes of buckets. */

import { type Observe, of } from "#schemas";
import { isUsable } from "./cases-fixture.ts";
import { HISTOGRAM_BYTES, Histogram } from "./histogram.ts";

const HEAD = 4;
const LATENCIES_US = [
  -1,
  0,
  0.1,
  0.125,
  0.2,
  1.875,
  2,
  2.124,
  2.125,
  3.9,
  4,
  7.99,
  8,
  100,
  1000.5,
  12_345,
  1e6,
  9.9e6,
  2 ** 27,
  2 ** 28 - 1,
  2 ** 28,
  1e12,
];

function newHistogram(): { histogram: Histogram; f64: Float64Array } {
  const buffer = new ArrayBuffer(HISTOGRAM_BYTES + 16);
  return {
    histogram: new Histogram(buffer, 8),
    f64: new Float64Array(buffer, 8, HISTOGRAM_BYTES / 8),
  };
}

/** Buckets that hold something, as index and count. */
function filled(f64: Float64Array): number[][] {
  return [...f64.subarray(HEAD).entries()].filter(([, count]) => count !== 0);
}

export default function run(observe: Observe): void {
  observe(
    of(Histogram, "constructor"),
    "has its memory",
    isUsable(() => newHistogram().histogram.total),
    true,
  );
  for (const us of LATENCIES_US) {
    const { histogram, f64 } = newHistogram();
    histogram.record(us);
    observe("bucketOf", `${us} us`, filled(f64)[0]?.[0]);
  }
  observeRecord(observe);
  observeSummary(observe);
  observeCountsBelow(observe);
}

function observeRecord(observe: Observe): void {
  const { histogram, f64 } = newHistogram();
  const head = () => [...f64.subarray(0, HEAD)];
  histogram.record(5, 3);
  observe(of(Histogram, "record"), "head after 3 of 5 us", head(), [3, 15, 5, 0]);
  observe(of(Histogram, "record"), "buckets after 3 of 5 us", filled(f64), [[36, 3]]);
  histogram.record(5, 2);
  observe(of(Histogram, "record"), "buckets add up", filled(f64), [[36, 5]]);
  histogram.record(0.5);
  observe(of(Histogram, "record"), "a fraction of a microsecond", head(), [6, 25.5, 5, 0]);
  histogram.record(4);
  observe(of(Histogram, "record"), "a smaller one leaves the maximum", head(), [7, 29.5, 5, 0]);
  histogram.record(-7, 2);
  observe(of(Histogram, "record"), "below 0 adds no time", head(), [9, 29.5, 5, 0]);
  histogram.record(0);
  observe(of(Histogram, "record"), "0 counts", head(), [10, 29.5, 5, 0]);
  f64[0] = 11;
  f64[1] = 12;
  observe(of(Histogram, "total"), "reads", histogram.total, { count: 11, sumUs: 12 });
}

function observeSummary(observe: Observe): void {
  const { histogram, f64 } = newHistogram();
  observe(of(Histogram, "summary"), "empty", histogram.summary(), {
    count: 0,
    maxUs: 0,
    meanUs: NaN,
    p50Us: NaN,
    p90Us: NaN,
    p999Us: NaN,
    p99Us: NaN,
  });
  f64[2] = 3;
  f64[HEAD + 200] = 1;
  observe(of(Histogram, "summary"), "a percentile stays below the maximum", histogram.summary(), {
    count: 1,
    maxUs: 3,
    meanUs: 0,
    p50Us: 3,
    p90Us: 3,
    p999Us: 3,
    p99Us: 3,
  });
  f64[2] = 1e12;
  for (const bucket of [0, 1, 15, 16, 17, 31, 32, 47, 48, 200, 447]) {
    f64.fill(0, HEAD);
    f64[HEAD + bucket] = 1;
    observe("bucketTopUs", `bucket ${bucket}`, histogram.summary().p50Us);
  }
  // 1000 records in buckets 0..999 / 10: each percentile lies at a bucket's edge.
  f64.fill(0);
  f64[1] = 50_000;
  f64[2] = 1e12;
  for (let n = 0; n < 1000; n++) f64[HEAD + Math.floor(n / 10)]! += 1;
  for (const [name, value] of Object.entries(histogram.summary())) {
    observe(of(Histogram, "summary"), `1000 records, ${name}`, value);
  }
  f64[HEAD + 300] = 1;
  f64[HEAD + 301] = 1;
  observe(of(Histogram, "summary"), "1002 records", histogram.summary());
}

function observeCountsBelow(observe: Observe): void {
  const { histogram } = newHistogram();
  observe(of(Histogram, "countsBelow"), "empty", histogram.countsBelow([1, 2]), [0, 0, 0]);
  observe(of(Histogram, "countsBelow"), "without bounds", histogram.countsBelow([]), [0]);
  for (const us of [0.1, 1, 1.9, 2, 3, 4, 5, 100, 1e12]) histogram.record(us, 2);
  observe(
    of(Histogram, "countsBelow"),
    "powers of two",
    histogram.countsBelow([1, 2, 4, 8, 64, 128, 2 ** 27]),
    [2, 6, 10, 14, 14, 16, 16, 18],
  );
  observe(
    of(Histogram, "countsBelow"),
    "inside a bucket",
    histogram.countsBelow([100.5, 2 ** 40]),
    [14, 18, 18],
  );
}
