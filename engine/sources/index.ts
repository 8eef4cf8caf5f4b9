/** The door of sources: whatever brings records into the engine. Ingest thread. */
export { Normaliser } from "./normaliser.ts";
export type { NormaliserOptions } from "./record-intake.ts";
export type { TimeUnit } from "./record-problem.ts";
export type { FeedState, RecordSink, Source, SourceContext } from "./source.ts";
