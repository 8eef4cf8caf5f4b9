/** Known-answer probes of the engine's own modules, in order of dependency. */
import type { Probe } from "#schemas";
import { collectorProbe } from "./collector.probe.ts";
import { configProbe } from "./config.probe.ts";
import { decisionWatchProbe } from "./decision-watch.probe.ts";
import { digestProbe } from "./digest.probe.ts";
import { doorbellProbe } from "./doorbell.probe.ts";
import { engineProbe } from "./engine.probe.ts";
import { engineThreadsProbe } from "./engine-threads.probe.ts";
import { handOffProbe } from "./hand-off.probe.ts";
import { ledgerViewProbe } from "./ledger-view.probe.ts";
import { marketClockProbe } from "./market-clock.probe.ts";
import { memoryProbe } from "./memory.probe.ts";
import { outputsProbe } from "./outputs.probe.ts";
import { pipelineProbe } from "./pipeline.probe.ts";
import { pluginsProbe } from "./plugins.probe.ts";
import { recentMeanProbe } from "./recent-mean.probe.ts";
import { recordSinkProbe } from "./record-sink.probe.ts";
import { recorderProbe } from "./recorder.probe.ts";
import { remediesProbe } from "./remedies.probe.ts";
import { sourceFactoryProbe } from "./source-factory.probe.ts";
import { statusBoardProbe } from "./status-board.probe.ts";
import { supervisorProbe } from "./supervisor.probe.ts";
import { symbolBookProbe } from "./symbol-book.probe.ts";
import { detectorLoopProbe } from "./threads/detector-loop.probe.ts";
import { detectorWorkerProbe } from "./threads/detector-worker.probe.ts";
import { eventWriterSinkProbe } from "./threads/event-writer-sink.probe.ts";
import { ingestWorkerProbe } from "./threads/ingest-worker.probe.ts";

export const ENGINE_PROBES: readonly Probe[] = [
  configProbe,
  pluginsProbe,
  sourceFactoryProbe,
  memoryProbe,
  recorderProbe,
  recordSinkProbe,
  handOffProbe,
  remediesProbe,
  eventWriterSinkProbe,
  detectorLoopProbe,
  decisionWatchProbe,
  doorbellProbe,
  collectorProbe,
  digestProbe,
  outputsProbe,
  recentMeanProbe,
  marketClockProbe,
  ledgerViewProbe,
  pipelineProbe,
  detectorWorkerProbe,
  ingestWorkerProbe,
  supervisorProbe,
  statusBoardProbe,
  symbolBookProbe,
  engineThreadsProbe,
  engineProbe,
];
