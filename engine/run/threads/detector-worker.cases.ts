/**
 * Known answers of detector-worker.ts and of messages.ts: a real worker on memory of its own, from its
 * first message to its end. It drains what lies in the ring and ends.
 */
import {
  asEpochUs,
  EVENT_BYTES,
  EVENT_DETECTED_EPOCH_US_F64,
  EVENT_F64,
  EVENT_KIND_U8,
  SymbolTableWriter,
  writeTick,
} from "#codec";
import { GatedConsumer, GatedProducer } from "#engine/ring";
import { Control, PHASE_DRAINING, ThreadTelemetry } from "#engine/telemetry";
import { defaultConfig, type EngineConfig, type Observe } from "#schemas";
import { countedRows, isAboutNow } from "../../testing/cases-fixture.ts";
import { createMemory } from "../memory.ts";
import { CHANNEL_NAMES } from "../pipeline.ts";
import type { DetectorStart, WorkerReport } from "./messages.ts";

/** 2025-07-29 10:00:00 in New York. */
const TEN_O_CLOCK_US = 1_753_797_600e6;
/** A worker that says nothing for so long will not say more. */
const SILENT_MS_MAX = 8000;

/** Runs a worker until it ends, fails or falls silent; returns what it reported. */
export function reportsOf(module: string, start: unknown): Promise<WorkerReport[]> {
  const reports: WorkerReport[] = [];
  const worker = new Worker(new URL(module, import.meta.url).href);
  return new Promise<WorkerReport[]>((resolve) => {
    const late = setTimeout(() => resolve(reports), SILENT_MS_MAX);
    const end = () => {
      clearTimeout(late);
      resolve(reports);
    };
    worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => {
      reports.push(data);
      if (data.type === "ended" || data.type === "failed") end();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reports.push({ type: "failed", code: "WORKER_THREW", message: event.message });
      end();
    };
    worker.postMessage(start);
  }).finally(() => worker.terminate());
}

export default async function run(observe: Observe): Promise<void> {
  const index = 1;
  const config: EngineConfig = {
    ...defaultConfig(),
    workers: 2,
    ringSlots: 16,
    eventRingSlots: 16,
  };
  const memory = createMemory(config);
  const control = new Control(memory.control);
  control.phase = PHASE_DRAINING;
  const symbols = new SymbolTableWriter(memory.symbols);
  const producer = new GatedProducer(memory.tickRing);
  for (let recordSeq = 0; recordSeq < 4; recordSeq++) {
    const symbolId = symbols.intern(`S${recordSeq}`);
    const slot = producer.claim();
    const at = asEpochUs(TEN_O_CLOCK_US + recordSeq);
    writeTick(producer.view, slot, {
      symbolId,
      recordSeq,
      exchangeEpochUs: at,
      receivedEpochUs: at,
      isEligible: true,
      price: 10,
      size: 100,
    });
    producer.commit();
  }
  producer.flush();
  // The predecessor died in the first record.
  const predecessor = new GatedConsumer(memory.tickRing, index);
  predecessor.poll();
  predecessor.begin();
  const telemetry = new ThreadTelemetry(memory.telemetry, 2 + index);
  const start: DetectorStart = {
    memory,
    config,
    index,
    calendar: "us-equities",
    channels: CHANNEL_NAMES,
  };
  observe("live", "reports", await reportsOf("./detector-worker.ts", start), [
    { type: "ready" },
    { type: "ended" },
  ]);
  observe("live", "ledger", countedRows(telemetry.ledger));
  observe("live", "routes", telemetry.routes.rows());
  observe("live", "done", control.doneRecordSeq(2 + index), Infinity);
  const events = new GatedConsumer(memory.eventRings[index]!, 0);
  const count = events.poll();
  const kinds = Array.from({ length: count }, (_, i) => {
    return events.view.u8[events.slotOf(i) * EVENT_BYTES + EVENT_KIND_U8];
  });
  observe("live", "kinds of its events", kinds, [5]);
  const detectedEpochUs =
    events.view.f64[events.slotOf(0) * EVENT_F64 + EVENT_DETECTED_EPOCH_US_F64] ?? 0;
  observe("live", "events say when they were detected", isAboutNow(detectedEpochUs), true);
  observe("live", "the other ring is empty", new GatedConsumer(memory.eventRings[0]!, 0).lag, 0);
  const plugin = { name: "none", module: "data:text/javascript,export const a = 1;" };
  const plugins = { ...config.plugins, detectors: [plugin] };
  const broken: DetectorStart = { ...start, config: { ...config, plugins } };
  observe("live", "a start that fails", await reportsOf("./detector-worker.ts", broken));
}
