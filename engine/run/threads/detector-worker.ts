/**
 * Entry of a detector worker. Builds router, channels and detectors over the engine's memory, reports
 * ready, and lives in DetectorLoop until the engine drains.
 */
import { SymbolTable } from "#codec";
import { Control, DecisionLog, THREAD_DETECTOR_FIRST, ThreadTelemetry } from "#engine/telemetry";
import { Doorbell } from "../../deliver/doorbell.ts";
import { buildPipeline } from "../pipeline.ts";
import { DetectorLoop } from "./detector-loop.ts";
import { RingEventSink } from "./event-writer-sink.ts";
import { type DetectorStart, runLife, type WorkerReport } from "./messages.ts";

declare const self: Worker;

function report(message: WorkerReport): void {
  postMessage(message);
}

async function live(start: DetectorStart): Promise<void> {
  const { memory, index, config } = start;
  const thread = THREAD_DETECTOR_FIRST + index;
  const control = new Control(memory.control);
  const telemetry = new ThreadTelemetry(memory.telemetry, thread);
  const { ledger } = telemetry;
  const sink = new RingEventSink(memory.eventRings[index]!, control, ledger, thread);
  const doorbell = new Doorbell(memory.doorbell);
  const decisions = new DecisionLog(memory.decisions[index]!);
  const { router, writer } = await buildPipeline({
    config,
    channels: start.channels,
    calendar: start.calendar,
    symbols: new SymbolTable(memory.symbols),
    symbolStates: memory.symbolStates,
    activity: memory.activity[index]!,
    sink,
    telemetry,
    decisions,
  });
  const loop = new DetectorLoop({
    tickRing: memory.tickRing,
    index,
    workers: config.workers,
    control,
    telemetry,
    router,
    sink,
    decisions,
    publishRoutes: () => telemetry.routes.publish(router.health()),
    announce: (hasEvents) => {
      if (doorbell.rings(hasEvents)) report({ type: "rung" });
    },
    setDetectedEpochUs: (epochUs) => {
      writer.detectedEpochUs = epochUs;
    },
  });
  loop.recover();
  report({ type: "ready" });
  loop.run();
  report({ type: "ended" });
}

self.onmessage = (event: MessageEvent<DetectorStart>) => runLife(live(event.data));
