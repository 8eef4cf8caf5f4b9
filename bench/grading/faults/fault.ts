/**
 * A fault that can be injected by name: what is done to a copy of the repository, its config or its
 * feed, and what a diagnosis that knows nothing of it should say.
 *
 * The engine never tests for a fault, and the copy holds no trace of which one it has: a fault is an
 * edit of the source, a wiring, a config, or a world outside that misbehaves.
 */
import type { Stage } from "#engine/telemetry";
import type { SourceEdit } from "./source-edit.ts";

/** One message of the feed; what comes back is sent instead, in this order. */
export type FeedChange = (message: Record<string, unknown>, index: number) => unknown[];

/** A client beside the one that the diagnosis brings. */
export type ExtraClient = "never-reads";

/** What rank 1 of the report should name; where it says no file, that of the fault's first edit. */
export interface Expected {
  stage: Stage;
  /** A file that the fault brings. */
  file?: string;
  /** The file of the engine that declares this name. */
  declares?: string;
}

export interface Fault {
  /** `F01`; names as in the catalogue of faults. */
  id: string;
  /** What an operator sees. */
  symptom: string;
  /** Why. */
  cause: string;
  edits?: readonly SourceEdit[];
  /** New files of the copy, by path: a user's own modules. */
  files?: Readonly<Record<string, string>>;
  /** Keys on top of the defaults, as they stand in the config file. */
  config?: Readonly<Record<string, unknown>>;
  /** The engine dials a feed outside that changes its messages so. */
  feed?: FeedChange;
  client?: ExtraClient;
  /** Read by tests and tables, never by the diagnosis. */
  expected: Expected;
  /** Remedies that make events flow again while the engine runs; empty = fixed in source or config. */
  remedies: readonly string[];
}
