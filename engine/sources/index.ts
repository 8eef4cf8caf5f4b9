/** The door of sources: whatever brings records into the engine. Ingest thread. */
export { BinanceClient, type BinanceClientOptions } from "./binance-client.ts";
export { BinanceDecoder } from "./binance-decoder.ts";
export { countFrame } from "./count-frame.ts";
export type { FeedConnectionOptions } from "./feed-connection.ts";
export { FrameIntake } from "./frame-intake.ts";
export {
  END_OF_SESSION,
  FRAME_BYTES_MAX,
  MassiveClient,
  type MassiveClientOptions,
  usEquitiesHours,
} from "./massive-client.ts";
export { MassiveDecoder } from "./massive-decoder.ts";
export { Normaliser } from "./normaliser.ts";
export type { NormaliserOptions } from "./record-intake.ts";
export type { TimeUnit } from "./record-problem.ts";
export {
  CHANNELS,
  defaultStartEpochUs,
  FLAT_SYMBOL,
  MarketSimulator,
  type MarketSink,
  SIMULATED_SYMBOLS_MAX,
  type SimulatorOptions,
  SyntheticFeed,
  type SyntheticFeedCounts,
  type SyntheticFeedOptions,
  type SyntheticReport,
  type SyntheticRequest,
} from "./simulator/index.ts";
export type { FeedState, RecordSink, Source, SourceContext } from "./source.ts";
export { importTape, type TapeImportOptions, type TapeImportResult } from "./tape-import.ts";
export type { ReplaySpeed } from "./tape-pace.ts";
export {
  CsvSource,
  type CsvSourceOptions,
  TapeSource,
  type TapeSourceOptions,
} from "./tape-source.ts";
