/**
 * Metric families whose values are read when they are scraped: nothing is counted twice, and nothing is
 * done between two scrapes. Main thread.
 */
import { Counter, Gauge, type Registry } from "prom-client";

/** One series: its label values, in the order of the family's labels, and its value. */
export type Sample = readonly [labels: readonly string[], value: number];

/** A family of counters or gauges. Names follow the Prometheus conventions; a test holds them. */
export interface Family {
  name: string;
  help: string;
  labels?: readonly string[];
  /** Every series of now. What is not named is not shown. */
  read: () => Iterable<Sample>;
}

/** Values that only grow, or start again at 0 with the process. */
export function counter(registry: Registry, { name, help, labels = [], read }: Family): void {
  new Counter({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    collect() {
      this.reset();
      for (const [values, value] of read()) this.inc(labelsOf(labels, values), value);
    },
  });
}

/** Values that go up and down. */
export function gauge(registry: Registry, { name, help, labels = [], read }: Family): void {
  new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    collect() {
      this.reset();
      for (const [values, value] of read()) this.set(labelsOf(labels, values), value);
    },
  });
}

/** A family of one series without labels. */
export function single(value: number): Sample[] {
  return [[[], value]];
}

function labelsOf(labels: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(labels.map((label, i) => [label, values[i] ?? ""]));
}
