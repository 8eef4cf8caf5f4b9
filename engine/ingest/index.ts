/** The door of ingest: sources (live, simulated, files), decoders, and the normaliser that admits their records. */
export { BinanceClient } from "./binance/binance-client.ts";
export { countFrame } from "./feed/count-frame.ts";
export { FrameIntake } from "./feed/frame-intake.ts";
export type { FeedState, Source, SourceContext } from "./feed/source.ts";
export { Recorder } from "./files/recorder.ts";
export { importTape } from "./files/tape-import.ts";
export { CsvSource, TapeSource } from "./files/tape-source.ts";
export { END_OF_SESSION, MassiveClient, usEquitiesHours } from "./massive/massive-client.ts";
export { MassiveDecoder } from "./massive/massive-decoder.ts";
export { HandOff } from "./normalise/hand-off.ts";
export { Normaliser } from "./normalise/normaliser.ts";
export type { RecordSink } from "./normalise/record-sink.ts";
export { FLUSH_RECORDS, RingSink } from "./normalise/ring-sink.ts";

export { SyntheticFeed } from "./synthetic/synthetic-feed.ts";
export { SYNTHETIC_API_KEY, SyntheticFeedThread } from "./synthetic/synthetic-feed-thread.ts";

export { FLAT_SYMBOL } from "./synthetic/tickers.ts";
