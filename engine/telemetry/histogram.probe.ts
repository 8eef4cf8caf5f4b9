/** Known answers of histogram.ts: the bucket of each latency, and what a summary makes of buckets. */

import type { Observe, Probe } from "#schemas";
import { HISTOGRAM_BYTES, HISTOGRAM_US_MAX, Histogram } from "./histogram.ts";
import { isUsable } from "./probe-fixture.ts";

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

function run(observe: Observe): void {
  observe("HISTOGRAM_BYTES", "value", HISTOGRAM_BYTES);
  observe("HISTOGRAM_US_MAX", "value", HISTOGRAM_US_MAX);
  observe(
    "constructor",
    "has its memory",
    isUsable(() => newHistogram().histogram.total),
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
  observe("record", "head after 3 of 5 us", head());
  observe("record", "buckets after 3 of 5 us", filled(f64));
  histogram.record(5, 2);
  observe("record", "buckets add up", filled(f64));
  histogram.record(0.5);
  observe("record", "a fraction of a microsecond", head());
  histogram.record(4);
  observe("record", "a smaller one leaves the maximum", head());
  histogram.record(-7, 2);
  observe("record", "below 0 adds no time", head());
  histogram.record(0);
  observe("record", "0 counts", head());
  f64[0] = 11;
  f64[1] = 12;
  observe("total", "reads", histogram.total);
}

function observeSummary(observe: Observe): void {
  const { histogram, f64 } = newHistogram();
  observe("summary", "empty", histogram.summary());
  f64[2] = 3;
  f64[HEAD + 200] = 1;
  observe("summary", "a percentile stays below the maximum", histogram.summary());
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
    observe("summary", `1000 records, ${name}`, value);
  }
  f64[HEAD + 300] = 1;
  f64[HEAD + 301] = 1;
  observe("summary", "1002 records", histogram.summary());
}

function observeCountsBelow(observe: Observe): void {
  const { histogram } = newHistogram();
  observe("countsBelow", "empty", histogram.countsBelow([1, 2]));
  observe("countsBelow", "without bounds", histogram.countsBelow([]));
  for (const us of [0.1, 1, 1.9, 2, 3, 4, 5, 100, 1e12]) histogram.record(us, 2);
  observe("countsBelow", "powers of two", histogram.countsBelow([1, 2, 4, 8, 64, 128, 2 ** 27]));
  observe("countsBelow", "inside a bucket", histogram.countsBelow([100.5, 2 ** 40]));
}

export const histogramProbe: Probe = {
  name: "histogram",
  stage: "ring",
  file: "engine/telemetry/histogram.ts",
  needs: [],
  run,
};
