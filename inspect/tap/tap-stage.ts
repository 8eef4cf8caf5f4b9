/** What can be seen at each stage of the pipeline, and where two stages have the same record. */

/** What a tap reads from: ring records, events, rows of frames, rows offered to clients. */
export type TapSource = "records" | "events" | "rows" | "offers";

export interface TapStage {
  source: TapSource;
  about: string;
}

/** Stages that can be tapped, in flow order. */
export const TAP_STAGES: Readonly<Record<string, TapStage>> = {
  normalise: {
    source: "records",
    about: "records that normalise accepted, as stored in the tick ring",
  },
  ring: { source: "records", about: "same as normalise" },
  route: { source: "records", about: "same as ring: each record is offered to each worker" },
  channel: {
    source: "records",
    about: "same as ring: the record as it enters the channel of its kind",
  },
  detect: { source: "events", about: "the event as its detector found it, in order of records" },
  "event-ring": { source: "events", about: "same as detect" },
  queue: { source: "events", about: "same as detect: the event as it enters the queue" },
  frame: { source: "rows", about: "the row of a frame; item is its JSON text" },
  send: { source: "offers", about: "the row, the client it was offered to, and the outcome" },
};
