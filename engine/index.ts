/** The door of engine: everything between a feed's socket and the edge. */
export {
  type Channel,
  ChannelCounts,
  type ChannelHealth,
  type ChannelParts,
  DetectorStage,
  FmvChannel,
  OhlcvChannel,
  TickChannel,
} from "./channels/index.ts";
export { type ConfigInputs, loadConfig, merged as mergedConfig, preflight } from "./config.ts";
export { type DecisionWatch, WATCH_MS, type WatchedSymbol } from "./decision-watch.ts";
export type { Detector, EventWriter, RecordContext } from "./detectors/index.ts";
export { EventDigest } from "./digest.ts";
export { Engine, type EngineListeners } from "./engine.ts";
export { LineOutput } from "./outputs.ts";
export { buildPipeline, type Pipeline, type PipelineParts } from "./pipeline.ts";
export type {
  CreateChannel,
  CreateDetector,
  CreateHandOff,
  CreateSource,
  PluginEntry,
} from "./plugins.ts";
export { EventQueue } from "./queue/index.ts";
export { isRemedy, type RemedyName, type RemedyState } from "./remedies.ts";
export type { RingObserver } from "./ring/index.ts";
export { Breaker, type BreakerSettings, type RouteHealth, Router } from "./router/index.ts";
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
} from "./sources/index.ts";
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
} from "./view.ts";
