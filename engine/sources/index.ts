/** The door of sources: whatever brings records into the engine. Ingest thread. */
export { BinanceClient } from "./binance-client.ts";
export { countFrame } from "./count-frame.ts";
export { FrameIntake } from "./frame-intake.ts";
export {
  END_OF_SESSION,
  MassiveClient,
  usEquitiesHours,
} from "./massive-client.ts";
export { MassiveDecoder } from "./massive-decoder.ts";
export { Normaliser } from "./normaliser.ts";
export type { RecordSink } from "./record-sink.ts";
export {
  defaultStartEpochUs,
  FLAT_SYMBOL,
  SyntheticFeed,
  type SyntheticFeedOptions,
  type SyntheticReport,
} from "./simulator/index.ts";
export type { FeedState, Source, SourceContext } from "./source.ts";
export { importTape } from "./tape-import.ts";
export {
  CsvSource,
  TapeSource,
} from "./tape-source.ts";
