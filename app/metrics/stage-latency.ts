/**
 * The latency histograms that the threads keep in shared memory, as one Prometheus histogram. Main thread.
 *
 * Bounds are powers of two microseconds, because there the edges of our buckets lie: a count below a bound
 * is exact, not interpolated.
 */
import { Histogram, type Registry } from "prom-client";
import { STAGES, type ThreadTelemetry } from "#engine/telemetry";

/** 1 us to 8.4 s. */
const BOUNDS_US: readonly number[] = Array.from({ length: 24 }, (_, i) => 2 ** i);
const NAME = "tickscope_stage_latency_seconds";
const HELP = "Time from the receipt of a record to the end of the stage, over all threads.";

type Values = Awaited<ReturnType<Histogram<"stage" | "le">["get"]>>;

export class StageLatency extends Histogram<"stage" | "le"> {
  readonly #threads: readonly ThreadTelemetry[];
  /** Name, help and type as prom-client writes them; holds no value. */
  readonly #head: Histogram<"stage" | "le"> = new Histogram({
    name: NAME,
    help: HELP,
    registers: [],
  });

  constructor(registry: Registry, threads: readonly ThreadTelemetry[]) {
    super({ name: NAME, help: HELP, labelNames: ["stage"], registers: [registry] });
    this.#threads = threads;
  }

  /** What prom-client asks in place of get() for the text format; its declarations leave it out. */
  async getForPromString(): Promise<Values> {
    return { ...(await this.#head.get()), values: this.#values() };
  }

  /** What a scrape shows: stages without a measurement are left out. */
  override get(): Promise<Values> {
    return this.getForPromString();
  }

  #values(): Values["values"] {
    const values: Values["values"] = [];
    STAGES.forEach((stage, index) => {
      const counts = BOUNDS_US.map(() => 0);
      let count = 0;
      let sumUs = 0;
      for (const { latencies } of this.#threads) {
        const histogram = latencies[index]!;
        const total = histogram.total;
        if (total.count === 0) continue;
        const below = histogram.countsBelow(BOUNDS_US);
        BOUNDS_US.forEach((_, i) => {
          counts[i]! += below[i]!;
        });
        // The count of the buckets themselves: a record that comes meanwhile must not break the sum.
        count += below[BOUNDS_US.length]!;
        sumUs += total.sumUs;
      }
      if (count === 0) return;
      const bucket = (le: number | string, value: number) => {
        values.push({ metricName: `${NAME}_bucket`, labels: { stage, le }, value });
      };
      BOUNDS_US.forEach((us, i) => {
        bucket(us / 1e6, counts[i]!);
      });
      bucket("+Inf", count);
      values.push({ metricName: `${NAME}_sum`, labels: { stage }, value: sumUs / 1e6 });
      values.push({ metricName: `${NAME}_count`, labels: { stage }, value: count });
    });
    return values;
  }
}
