// @generated
export { Bar } from "./bar.js";
export { EventHeader } from "./event-header.js";
export { EventKind } from "./event-kind.js";
export { Fmv } from "./fmv.js";
export { HighLowEvent } from "./high-low-event.js";
export { RecordBatch } from "./record-batch.js";
export { RecordHeader } from "./record-header.js";
export { RecordKind } from "./record-kind.js";
export { SessionEvent } from "./session-event.js";
export { Side } from "./side.js";
export { SurgeEvent } from "./surge-event.js";
export { TapeHeader } from "./tape-header.js";
export { Tick } from "./tick.js";
export { TrendEvent } from "./trend-event.js";
