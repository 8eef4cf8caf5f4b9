/**
 * Sampled traces to an OpenTelemetry collector, over OTLP/HTTP. Off unless `telemetry.otlpUrl` is set.
 *
 * The engine never waits for it: traces are read from shared memory by a timer, a bounded number of them
 * is made into spans, and a bounded queue of spans is sent in the background. What does not fit is counted.
 * Main thread.
 */
import { ROOT_CONTEXT, type Tracer, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { STAGES, type ThreadTelemetry } from "#engine/telemetry";
import packageFile from "../../package.json" with { type: "json" };
import { SpanQueue } from "./span-queue.ts";
import { TraceAssembly, type WholeTrace } from "./trace-assembly.ts";

const POLL_EVERY_MS = 500;
/** Traces made into spans at each poll: about 1 ms of work. */
const TRACES_PER_POLL = 128;
/** Beyond an emission's cadence: how long a trace may stay without a new entry before it is whole. */
const SETTLE_MS = 500;
/** A collector that takes longer does not get the batch. */
const REQUEST_MS_MAX = 5000;

/** What an export has done, ever. */
export interface TraceExportCounts {
  spansExported: number;
  /** By reason: spans for which the queue had no room, or that the collector did not take. */
  spansShed: { queue_full: number; export_failed: number };
  /** Entries of trace rings that were overwritten before they were read. */
  entriesShed: number;
}

export interface TraceExportOptions {
  /** Such as http://127.0.0.1:4318/v1/traces. */
  url: string;
  threads: readonly ThreadTelemetry[];
  cadenceMs: number;
  /** Hears of each request that failed. */
  onFailure: (message: string) => void;
}

export class TraceExport {
  readonly #assembly: TraceAssembly;
  readonly #queue: SpanQueue;
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #timer: Timer;

  constructor({ url, threads, cadenceMs, onFailure }: TraceExportOptions) {
    const rings = threads.map(({ traces }) => traces);
    this.#assembly = new TraceAssembly(rings, cadenceMs + SETTLE_MS);
    const exporter = new OTLPTraceExporter({ url, timeoutMillis: REQUEST_MS_MAX });
    this.#queue = new SpanQueue(exporter, (error) =>
      onFailure(error?.message ?? "no reason given"),
    );
    const resource = resourceFromAttributes({
      "service.name": "tickscope",
      "service.version": packageFile.version,
    });
    this.#provider = new TracerProvider({ resource, spanProcessors: [this.#queue] });
    this.#tracer = this.#provider.getTracer("tickscope", packageFile.version);
    this.#timer = setInterval(() => this.#poll(), POLL_EVERY_MS);
  }

  get counts(): TraceExportCounts {
    const { exported, shed, failed } = this.#queue.counts;
    return {
      spansExported: exported,
      spansShed: { queue_full: shed, export_failed: failed },
      entriesShed: this.#assembly.entriesShed,
    };
  }

  /** Ends it; sends what waits, for REQUEST_MS_MAX a batch at most. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#poll();
    await this.#provider.shutdown();
  }

  #poll(): void {
    for (const whole of this.#assembly.poll(performance.now(), TRACES_PER_POLL)) this.#spans(whole);
    this.#queue.send();
  }

  /** A span for the record, and one below it per entry: from the entry before to this one. */
  #spans({ traceId, recordSeq, entries }: WholeTrace): void {
    const first = entries[0]!;
    const last = entries.at(-1)!;
    const attributes = { "tickscope.trace_id": traceId, "tickscope.record_seq": recordSeq };
    const startTime = timeOf(first.epochUs);
    const root = this.#tracer.startSpan("record", { startTime, attributes }, ROOT_CONTEXT);
    const context = trace.setSpan(ROOT_CONTEXT, root);
    for (let i = 1; i < entries.length; i++) {
      const { stage, epochUs } = entries[i]!;
      const name = STAGES[stage] ?? `stage ${stage}`;
      const span = this.#tracer.startSpan(
        name,
        { startTime: timeOf(entries[i - 1]!.epochUs) },
        context,
      );
      span.end(timeOf(epochUs));
    }
    root.end(timeOf(last.epochUs));
  }
}

/** Seconds and nanoseconds: epoch nanoseconds do not fit a number. */
function timeOf(epochUs: number): [number, number] {
  const seconds = Math.floor(epochUs / 1e6);
  return [seconds, Math.round((epochUs - seconds * 1e6) * 1000)];
}
