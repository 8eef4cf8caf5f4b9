/**
 * The stages of the pipeline and every named way in which a record can leave it early.
 *
 * The position of a name is its id in shared memory: append, never reorder.
 */

/** Stages in flow order; see docs/architecture.md, stages and edges. */
export const STAGES = [
  "source",
  "decode",
  "normalise",
  "ring",
  "route",
  "channel",
  "detect",
  "event-ring",
  "queue",
  "frame",
  "send",
  "client",
] as const;
/** A stage of the pipeline. */
export type Stage = (typeof STAGES)[number];

export const STAGE_SOURCE = 0;
export const STAGE_DECODE = 1;
export const STAGE_NORMALISE = 2;
export const STAGE_RING = 3;
export const STAGE_ROUTE = 4;
export const STAGE_CHANNEL = 5;
export const STAGE_DETECT = 6;
export const STAGE_EVENT_RING = 7;
export const STAGE_QUEUE = 8;
export const STAGE_FRAME = 9;
export const STAGE_SEND = 10;
export const STAGE_CLIENT = 11;

/** FILTERED: left on purpose, by a stated rule; neither success nor failure. */
export const FILTER_REASONS = [
  "control_message", // acknowledgement, heartbeat or status of the feed
  "unsupported_kind", // a known message type that this engine does not use (quotes, LULD, NOI, depth)
  "other_partition", // another detector worker owns the symbol
  "not_eligible", // condition codes that may not set a price
  "duplicate", // the feed's sequence was seen before
  "out_of_order", // older than the newest accepted record of the symbol
  "tick_covered", // a bar of a symbol whose ticks flow
  "no_client", // nobody was connected when the event was emitted
  "universe", // the client did not subscribe to the symbol
  "client_filter", // the client's filter refused the event
  "control_event", // an event for the engine itself (session change), not a row of a list
  "unfinished_bar", // a bar that the feed is still changing
  "channel_disabled", // the config switches off the channel of this kind
] as const;
/** Why a record was filtered. */
export type FilterReason = (typeof FILTER_REASONS)[number];

export const FILTER_CONTROL_MESSAGE = 0;
export const FILTER_UNSUPPORTED_KIND = 1;
export const FILTER_OTHER_PARTITION = 2;
export const FILTER_NOT_ELIGIBLE = 3;
export const FILTER_DUPLICATE = 4;
export const FILTER_OUT_OF_ORDER = 5;
export const FILTER_TICK_COVERED = 6;
export const FILTER_NO_CLIENT = 7;
export const FILTER_UNIVERSE = 8;
export const FILTER_CLIENT_FILTER = 9;
export const FILTER_CONTROL_EVENT = 10;
export const FILTER_UNFINISHED_BAR = 11;
export const FILTER_CHANNEL_DISABLED = 12;

/** DROPPED: lost by a declared policy. */
export const DROP_REASONS = [
  "overrun", // overrun: drop-oldest, and the reader was lapped
  "queue_overflow_p0",
  "queue_overflow_p1",
  "queue_overflow_p2",
  "queue_overflow_p3",
  "queue_overflow_p4",
  "conflated", // a newer event of the symbol replaced it for a slow client
  "client_closed", // the client left before the frame was accepted
  "shutdown", // the engine ended before the drain was complete
] as const;
/** Why a record was dropped. */
export type DropReason = (typeof DROP_REASONS)[number];

export const DROP_OVERRUN = 0;
export const DROP_QUEUE_OVERFLOW_P0 = 1;
export const DROP_CONFLATED = 6;
export const DROP_CLIENT_CLOSED = 7;
export const DROP_SHUTDOWN = 8;
