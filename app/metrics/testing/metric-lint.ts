/**
 * What `promtool check metrics` complains of, and a few rules of the format besides. For tests.
 *
 * Rules: prometheus.io/docs/practices/naming and github.com/prometheus/client_golang, testutil/promlint.
 */
import type { MetricFamily } from "./exposition.ts";

const UNITS_NOT_BASE = [
  "milliseconds",
  "microseconds",
  "nanoseconds",
  "minutes",
  "hours",
  "days",
  "ms",
  "us",
  "ns",
  "sec",
  "kilobytes",
  "megabytes",
  "gigabytes",
  "kb",
  "mb",
  "gb",
  "bits",
  "percent",
  "percents",
  "celsius_degrees",
];
const TYPE_WORDS = ["gauge", "counter", "histogram", "summary"];
const PARTS = /_(bucket|sum|count)$/;

/** What is wrong, one sentence each; empty when all is well. */
export function lintMetrics(families: readonly MetricFamily[]): string[] {
  const names = families.map(({ name }) => name);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  return [
    ...twice.map((name) => `${name}: declared twice`),
    ...families.flatMap((family) =>
      [...lintName(family), ...lintSeries(family)].map((p) => `${family.name}: ${p}`),
    ),
  ];
}

function lintName({ name, help, type }: MetricFamily): string[] {
  const problems: string[] = [];
  const words = name.split("_");
  if (help === "") problems.push("no help text");
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    problems.push("not snake_case, or a colon, which is for recording rules");
  if (type === "counter" && !name.endsWith("_total")) problems.push("counters end in _total");
  if (type !== "counter" && name.endsWith("_total")) problems.push("only counters end in _total");
  if (type !== "histogram" && type !== "summary" && PARTS.test(name))
    problems.push("_bucket, _sum and _count belong to histograms");
  if (!TYPE_WORDS.includes(type)) problems.push(`type "${type}"`);
  for (const word of TYPE_WORDS)
    if (words.includes(word)) problems.push(`the type "${word}" is in the name`);
  for (const unit of UNITS_NOT_BASE)
    if (words.includes(unit)) problems.push(`"${unit}" is no base unit`);
  const unitAt = words.findIndex((word) => word === "seconds" || word === "bytes");
  const behind = words.slice(unitAt + 1).filter((word) => word !== "total");
  if (unitAt >= 0 && behind.length > 0) problems.push("the unit is not the last word");
  if (type === "histogram" && unitAt < 0) problems.push("a histogram without a unit");
  return problems;
}

function lintSeries({ name, type, series }: MetricFamily): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const sample of series) {
    const key = `${sample.name}${JSON.stringify(sample.labels)}`;
    if (seen.has(key)) problems.push(`series twice: ${key}`);
    seen.add(key);
    const isPart = type === "histogram" && PARTS.test(sample.name);
    const family = isPart ? sample.name.replace(PARTS, "") : sample.name;
    if (family !== name) problems.push(`series of another family: ${sample.name}`);
    if (type === "counter" && sample.value < 0) problems.push(`a counter below 0: ${key}`);
    for (const label of Object.keys(sample.labels)) {
      if (!/^[a-z][a-z0-9_]*$/.test(label)) problems.push(`label ${label} is not snake_case`);
      if (label === "le" && !sample.name.endsWith("_bucket")) problems.push("le outside buckets");
      if (label === "quantile" && type !== "summary") problems.push("quantile outside summaries");
    }
  }
  return type === "histogram" ? [...problems, ...lintBuckets(name, series)] : problems;
}

/** Buckets grow to +Inf, which is the count. */
function lintBuckets(name: string, series: MetricFamily["series"]): string[] {
  const problems: string[] = [];
  const labelled = Map.groupBy(series, ({ labels: { le, ...labels } }) => JSON.stringify(labels));
  for (const [labels, parts] of labelled) {
    const buckets = parts.filter((part) => part.name === `${name}_bucket`);
    const count = parts.find((part) => part.name === `${name}_count`);
    const last = buckets.at(-1);
    if (last?.labels.le !== "+Inf") problems.push(`no +Inf bucket: ${labels}`);
    if (last?.value !== count?.value) problems.push(`the count is not the +Inf bucket: ${labels}`);
    if (!parts.some((part) => part.name === `${name}_sum`)) problems.push(`no sum: ${labels}`);
    buckets.forEach((bucket, i) => {
      const before = buckets[i - 1];
      if (before !== undefined && bucket.value < before.value)
        problems.push(`buckets fall: ${labels}`);
    });
  }
  return problems;
}
