/**
 * The one declaration of what each stage does: its thread, the unit that it counts, what it makes of
 * what comes in, and every named way in which something may leave it early.
 *
 * Typed over the closed unions of telemetry and of the error table: a stage, filter reason, drop reason
 * or error code that is added there and not here does not compile.
 */

import type { DropReason, FilterReason, Stage } from "#engine/telemetry";
import type { ErrorCode } from "#schemas";

/** What a stage counts. A row is one event for one client. */
export type FlowUnit = "frames" | "messages" | "records" | "events" | "rows";

/** Which threads carry a stage out; the numbers of detectors come from the config. */
export type ThreadRole = "main" | "ingest" | "detector";

/** What a stage makes of what comes in. */
export interface Transformation {
  /** In words. */
  does: string;
  takes: FlowUnit;
  makes: FlowUnit;
  fieldsIn: readonly string[];
  fieldsOut: readonly string[];
}

export interface StageDeclaration extends Transformation {
  threads: readonly ThreadRole[];
  filterReasons: readonly FilterReason[];
  dropReasons: readonly DropReason[];
  /** Codes that its ledger row may count, or that belong to it in the error table. */
  errorCodes: readonly ErrorCode[];
}

/** Parts around the pipeline to which the error table also assigns codes. */
export const SURROUNDINGS = ["config", "lifecycle", "tape", "worker", "internal"] as const;
export type Surrounding = (typeof SURROUNDINGS)[number];

export interface SurroundingDeclaration {
  does: string;
  /** The stage at which its faults show. */
  stage: Stage;
  errorCodes: readonly ErrorCode[];
}

const HEADER = ["kind", "symbol_id", "record_seq", "exchange_epoch_us", "trace_id"] as const;
const EVENT = ["kind", "symbol_id", "record_seq", "event_epoch_us", "price", "event_id"] as const;

const DECLARED_STAGES = {
  source: {
    does: "holds the connection to the feed or its file, subscribes, and receives frames",
    threads: ["ingest"],
    takes: "frames",
    makes: "frames",
    fieldsIn: ["bytes of the feed"],
    fieldsOut: ["text of a frame", "received_epoch_us"],
    filterReasons: [],
    dropReasons: [],
    errorCodes: [
      "SOURCE_CONNECT_FAILED",
      "SOURCE_CLOSED",
      "SOURCE_AUTH_FAILED",
      "SOURCE_NOT_ACKNOWLEDGED",
      "SOURCE_MUTE",
      "SOURCE_UNKNOWN",
      "SOURCE_FAILED",
      "FEED_GAP",
    ],
  },
  decode: {
    does: "splits a frame into its messages",
    threads: ["ingest"],
    takes: "frames",
    makes: "messages",
    fieldsIn: ["text of a frame"],
    fieldsOut: ["message kind", "named values of the feed"],
    filterReasons: [],
    dropReasons: [],
    errorCodes: [
      "FRAME_TOO_LARGE",
      "FRAME_NOT_TEXT",
      "FRAME_NOT_JSON",
      "FRAME_SHAPE",
      "TAPE_CRC",
      "TAPE_TRUNCATED",
    ],
  },
  normalise: {
    does: "turns a message into a record of fixed size, or rejects it with a reason",
    threads: ["ingest"],
    takes: "messages",
    makes: "records",
    fieldsIn: [
      "message kind",
      "symbol",
      "price, size, bar or fair value",
      "time in the feed's unit",
    ],
    fieldsOut: [...HEADER, "received_epoch_us", "price, size, bar or fmv"],
    filterReasons: ["control_message", "unsupported_kind", "unfinished_bar", "duplicate"],
    dropReasons: ["shutdown"],
    errorCodes: [
      "KIND_UNKNOWN",
      "FIELD_MISSING",
      "FRAME_SHAPE",
      "SYMBOL_INVALID",
      "SYMBOL_TABLE_FULL",
      "PRICE_NOT_NUMBER",
      "PRICE_INVALID",
      "SIZE_NOT_NUMBER",
      "SIZE_INVALID",
      "TIME_INVALID",
      "TIME_UNIT",
      "BAR_INCONSISTENT",
      "CSV_VALUE",
    ],
  },
  ring: {
    does: "passes each record to every detector thread, in order",
    threads: ["ingest", "detector"],
    takes: "records",
    makes: "records",
    fieldsIn: [...HEADER],
    fieldsOut: [...HEADER],
    filterReasons: [],
    dropReasons: ["overrun"],
    errorCodes: ["HAND_OFF_FAILED"],
  },
  route: {
    does: "selects the channel of the record's kind, behind a breaker",
    threads: ["detector"],
    takes: "records",
    makes: "records",
    fieldsIn: ["kind", "symbol_id"],
    fieldsOut: ["kind", "channel"],
    filterReasons: ["other_partition", "channel_disabled"],
    dropReasons: [],
    errorCodes: ["ROUTE_MISSING", "ROUTE_BREAKER_OPEN", "RECORD_LOST_WITH_WORKER"],
  },
  channel: {
    does: "admits a record, and updates the symbol's session and averages",
    threads: ["detector"],
    takes: "records",
    makes: "records",
    fieldsIn: ["flags", "feed_seq", "exchange_epoch_us", "price, size, bar or fmv"],
    fieldsOut: ["session", "session high and low", "vwap", "mean size"],
    filterReasons: ["not_eligible", "duplicate", "out_of_order", "tick_covered"],
    dropReasons: [],
    errorCodes: [
      "CHANNEL_BREAKER_OPEN",
      "CHANNEL_NOT_STARTED",
      "CHANNEL_RECORD_INVALID",
      "CHANNEL_THREW",
      "RECORD_LOST_WITH_WORKER",
    ],
  },
  detect: {
    does: "runs the detectors; an admitted record makes zero, one or several events",
    threads: ["detector"],
    takes: "records",
    makes: "events",
    fieldsIn: ["price", "size", "session", "vwap", "mean size"],
    fieldsOut: [...EVENT, "side", "strength", "counts"],
    filterReasons: [],
    dropReasons: [],
    errorCodes: ["DETECTOR_THREW", "EVENT_INVALID", "RECORD_LOST_WITH_WORKER"],
  },
  "event-ring": {
    does: "merges the events of all detector threads into one order",
    threads: ["detector", "main"],
    takes: "events",
    makes: "events",
    fieldsIn: ["record_seq", "ordinal"],
    fieldsOut: ["record_seq", "ordinal"],
    filterReasons: [],
    dropReasons: [],
    errorCodes: ["RECORD_LOST_WITH_WORKER"],
  },
  queue: {
    does: "orders events by priority until the edge pulls them",
    threads: ["main"],
    takes: "events",
    makes: "events",
    fieldsIn: ["kind"],
    fieldsOut: ["kind", "priority"],
    filterReasons: [],
    dropReasons: [
      "queue_overflow_p0",
      "queue_overflow_p1",
      "queue_overflow_p2",
      "queue_overflow_p3",
      "queue_overflow_p4",
    ],
    errorCodes: [],
  },
  frame: {
    does: "writes each event's text once, and offers it to every client",
    threads: ["main"],
    takes: "events",
    makes: "rows",
    fieldsIn: [...EVENT, "side", "strength", "counts"],
    fieldsOut: ["list", "item of schemas/contract/JSON.md", "activity"],
    filterReasons: ["no_client", "control_event"],
    dropReasons: [],
    errorCodes: ["EVENT_INVALID", "EMIT_FAILED"],
  },
  send: {
    does: "selects the rows of each client by its universe and filters",
    threads: ["main"],
    takes: "rows",
    makes: "rows",
    fieldsIn: ["list", "symbol", "values that filters ask for"],
    fieldsOut: ["stock_data frame of the client"],
    filterReasons: ["universe", "client_filter"],
    dropReasons: ["conflated", "client_closed"],
    errorCodes: ["SEND_REFUSED"],
  },
  client: {
    does: "the server has accepted the frame for this client",
    threads: ["main"],
    takes: "rows",
    makes: "rows",
    fieldsIn: ["stock_data frame of the client"],
    fieldsOut: ["message on the client's socket"],
    filterReasons: [],
    dropReasons: [],
    errorCodes: [
      "CLIENT_MESSAGE_INVALID",
      "CLIENT_MESSAGE_TOO_LARGE",
      "CLIENT_LIMIT",
      "CLIENT_SUBSCRIPTION_LIMIT",
      "CLIENT_TOO_SLOW",
    ],
  },
} as const satisfies Record<Stage, StageDeclaration>;

const DECLARED_SURROUNDINGS = {
  config: {
    does: "flags, environment, config file, plug-ins and calendar",
    stage: "source",
    errorCodes: [
      "CONFIG_UNREADABLE",
      "CONFIG_NOT_JSON",
      "CONFIG_INVALID",
      "CONFIG_UNKNOWN_KEY",
      "USAGE",
      "PLUGIN_LOAD_FAILED",
      "PLUGIN_INVALID",
      "CALENDAR_UNKNOWN_YEAR",
    ],
  },
  lifecycle: {
    does: "port, drain, output files, remedies, visits, export of traces, reports",
    stage: "send",
    errorCodes: [
      "PORT_IN_USE",
      "PORT_FORBIDDEN",
      "DRAIN_TIMEOUT",
      "OUTPUT_FAILED",
      "ENGINE_UNREACHABLE",
      "REMEDY_IMPOSSIBLE",
      "TRACE_EXPORT_FAILED",
      "REPORT_INVALID",
    ],
  },
  tape: {
    does: "recordings and imports",
    stage: "source",
    errorCodes: [
      "TAPE_NOT_FOUND",
      "TAPE_NOT_A_TAPE",
      "TAPE_VERSION",
      "TAPE_CRC",
      "TAPE_TRUNCATED",
      "TAPE_WRITE_FAILED",
      "CSV_HEADER",
      "CSV_VALUE",
      "SESSION_FORMAT",
    ],
  },
  worker: {
    does: "the life of worker threads",
    stage: "detect",
    errorCodes: ["WORKER_THREW", "WORKER_STALLED", "WORKER_START_FAILED"],
  },
  internal: { does: "broken invariants", stage: "detect", errorCodes: ["INVARIANT"] },
} as const satisfies Record<Surrounding, SurroundingDeclaration>;

type Declared = (typeof DECLARED_STAGES)[Stage];
type DeclaredCode =
  | Declared["errorCodes"][number]
  | (typeof DECLARED_SURROUNDINGS)[Surrounding]["errorCodes"][number];
type Undeclared =
  | Exclude<FilterReason, Declared["filterReasons"][number]>
  | Exclude<DropReason, Declared["dropReasons"][number]>
  | Exclude<ErrorCode, DeclaredCode>;

/** Compiles only while nothing is undeclared; the compiler names what is. */
function complete<T, _Missing extends never>(declared: T): T {
  return declared;
}

/** What each stage does. */
export const STAGE_DECLARATIONS: Readonly<Record<Stage, StageDeclaration>> = complete<
  Record<Stage, StageDeclaration>,
  Undeclared
>(DECLARED_STAGES);

/** What stands around the stages. */
export const SURROUNDING_DECLARATIONS: Readonly<Record<Surrounding, SurroundingDeclaration>> =
  DECLARED_SURROUNDINGS;
