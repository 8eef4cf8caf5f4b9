/** Looks at latencies and rates every two seconds as long as the page is open. */
import { getJson, Poller } from "../engine-api.ts";
import type { Latencies, LatencySummary, Ledger } from "../pipeline/engine-readings.ts";
import { Series } from "./series.ts";

const LOOK_EVERY_MS = 2000;
/** Half an hour. */
const SAMPLES_MAX = 900;

export class Sampler {
  /** Records into the ring, events into the queue, rows delivered; per second. */
  readonly rates: Series = new Series(3, SAMPLES_MAX);
  /** p50, p99, p99.9 of the stage that was chosen, milliseconds, since the engine began. */
  readonly percentiles: Series = new Series(3, SAMPLES_MAX);
  readonly #onSample: () => void;
  #ledger: Ledger | undefined;
  #key = "";
  latencies: Latencies = { latency: {} };
  problem = "";
  /** When the newest answer came, epoch milliseconds; 0 = never. */
  atEpochMs = 0;

  constructor(onSample: () => void) {
    this.#onSample = onSample;
    new Poller(LOOK_EVERY_MS, () => this.#look()).start();
  }

  /** `stage@thread` of which percentiles are kept; by default the last stage that is measured. */
  get key(): string {
    if (this.#key !== "" && this.#key in this.latencies.latency) return this.#key;
    const keys = Object.keys(this.latencies.latency);
    return (
      keys.find((key) => key.startsWith("send@")) ??
      keys.find((key) => key.startsWith("queue@")) ??
      keys[0] ??
      ""
    );
  }

  /** Another stage: its line begins anew. */
  choose(key: string): void {
    this.#key = key;
    for (const column of this.percentiles.columns()) column.length = 0;
  }

  /** The stage's newest summary. */
  get summary(): LatencySummary | undefined {
    return this.latencies.latency[this.key];
  }

  async #look(): Promise<void> {
    if (document.hidden) return;
    const [ledger, latencies] = await Promise.all([
      getJson<Ledger>("/api/ledger"),
      getJson<Latencies>("/api/latency"),
    ]);
    const nowSeconds = Date.now() / 1000;
    if (ledger.ok && latencies.ok) {
      this.problem = "";
      this.atEpochMs = Date.now();
      this.latencies = latencies.value;
      this.#addRates(ledger.value);
      const { p50Us, p99Us, p999Us } = this.summary ?? {};
      const ms = [p50Us, p99Us, p999Us].map((us) =>
        us === undefined || us === null ? null : us / 1000,
      );
      this.percentiles.add(nowSeconds, ms);
    } else {
      this.problem =
        [ledger, latencies]
          .map((answer) => (answer.ok ? "" : answer.problem))
          .find((text) => text !== "") ?? "";
      this.#ledger = undefined;
      this.rates.addHole(nowSeconds);
      this.percentiles.addHole(nowSeconds);
    }
    this.#onSample();
  }

  #addRates(ledger: Ledger): void {
    const before = this.#ledger;
    this.#ledger = ledger;
    const nowSeconds = ledger.epochMs / 1000;
    const seconds = before === undefined ? 0 : (ledger.epochMs - before.epochMs) / 1000;
    const rates = ["ring", "queue", "client"].map((stage) => {
      const count = (of: Ledger) => of.stages.find((row) => row.stage === stage)?.in ?? 0;
      const more = before === undefined ? -1 : count(ledger) - count(before);
      return seconds <= 0 || more < 0 ? null : more / seconds;
    });
    this.rates.add(nowSeconds, rates);
  }
}
