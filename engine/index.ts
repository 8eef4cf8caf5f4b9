/** The door of the engine: everything between a feed's socket and the edge. */
export {
  type Channel,
  type ChannelHealth,
  type ChannelParts,
  type Detector,
  type EventWriter,
  type RecordContext,
  type RouteHealth,
  Router,
} from "#engine/detect";
export {
  FLAT_SYMBOL,
  FrameIntake,
  importTape,
  MassiveDecoder,
  Normaliser,
  type RecordSink,
  type Source,
  type SourceContext,
  SyntheticFeed,
} from "#engine/ingest";
export type { RingObserver } from "#engine/ring";
export { EventDigest } from "./deliver/digest.ts";
export { EventQueue, type QueueBounds } from "./deliver/event-queue.ts";
export { LineOutput } from "./deliver/outputs.ts";
export { type ConfigInputs, loadConfig, merged as mergedConfig, preflight } from "./run/config.ts";
export { Engine, type EngineListeners } from "./run/engine.ts";
export { buildPipeline, type Pipeline, type PipelineParts } from "./run/pipeline.ts";
export type {
  CreateChannel,
  CreateDetector,
  CreateHandOff,
  CreateSource,
  PluginEntry,
} from "./run/plugins.ts";
export { isRemedy, type RemedyName, type RemedyState } from "./run/remedies.ts";
export type { DecisionWatch, WatchedSymbol } from "./view/decision-watch.ts";
export type {
  EngineStatus,
  EngineView,
  LedgerEdge,
  LedgerSnapshot,
  LedgerStage,
  MarketClock,
  MarketStatus,
  SymbolSnapshot,
  TickWindows,
} from "./view/view.ts";
