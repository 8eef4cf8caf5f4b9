/**
 * Ended spans on their way to the collector: a bounded queue, one request under way. The library's own
 * batch processor drops in silence; here what is shed is counted. Main thread.
 */
import type { ReadableSpan, SpanExporter, SpanProcessor } from "@opentelemetry/sdk-trace";

/** Spans that wait; about 1 KB each. */
const QUEUE_MAX = 4096;
/** Spans in one request. */
const BATCH_MAX = 512;

/** What became of spans. */
export interface SpanCounts {
  exported: number;
  /** The queue was full. */
  shed: number;
  /** The collector did not take them. */
  failed: number;
}

export class SpanQueue implements SpanProcessor {
  readonly counts: SpanCounts = { exported: 0, shed: 0, failed: 0 };
  readonly #exporter: SpanExporter;
  readonly #onFailure: (error: Error | undefined) => void;
  readonly #waiting: ReadableSpan[] = [];
  #sending: Promise<void> | undefined;

  /** `onFailure` hears of each request that failed. */
  constructor(exporter: SpanExporter, onFailure: (error: Error | undefined) => void) {
    this.#exporter = exporter;
    this.#onFailure = onFailure;
  }

  onStart(): void {
    // Spans are made whole: only their end counts.
  }

  onEnd(span: ReadableSpan): void {
    if (this.#waiting.length < QUEUE_MAX) this.#waiting.push(span);
    else this.counts.shed += 1;
  }

  /** Sends what waits, in the background, unless that is under way. */
  send(): void {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
  }

  /** Resolves when everything that waits was sent or given up. */
  async forceFlush(): Promise<void> {
    await this.#sending;
    this.send();
    await this.#sending;
  }

  async shutdown(): Promise<void> {
    await this.forceFlush();
    await this.#exporter.shutdown();
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_MAX);
      const problem = await this.#sendBatch(batch);
      if (problem === null) this.counts.exported += batch.length;
      else {
        this.counts.failed += batch.length;
        this.#onFailure(problem.error);
        return; // what waits stays for the next time; a collector that is away is not asked at once
      }
    }
  }

  #sendBatch(batch: ReadableSpan[]): Promise<{ error: Error | undefined } | null> {
    return new Promise((resolve) => {
      this.#exporter.export(batch, ({ code, error }) => {
        resolve(code === 0 ? null : { error });
      });
    });
  }
}
