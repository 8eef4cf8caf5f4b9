/**
 * A fault that can be injected by name: what is done to a copy of the repository, its config or its
 * feed, and what a diagnosis that knows nothing of it should say.
 *
 * The engine never tests for a fault, and the copy holds no trace of which one it has: a fault is a
 * replaced piece of a module, a wiring, a config, or a world outside that misbehaves.
 */
import type { Stage } from "#telemetry";

/** A piece of a module that is replaced; it must stand in the file exactly once. */
export interface Replacement {
  /** Relative to the root of the repository. */
  file: string;
  find: string;
  put: string;
}

/** One message of the feed; what comes back is sent instead, in this order. */
export type FeedChange = (message: Record<string, unknown>, index: number) => unknown[];

/** A client beside the one that the diagnosis brings. */
export type ExtraClient = "never-reads";

export interface Fault {
  /** `F01`; names as in the catalogue of faults. */
  id: string;
  /** What an operator sees. */
  symptom: string;
  /** Why. */
  cause: string;
  replacements?: readonly Replacement[];
  /** New files of the copy, by path: a user's own modules. */
  files?: Readonly<Record<string, string>>;
  /** Keys on top of the defaults, as they stand in the config file. */
  config?: Readonly<Record<string, unknown>>;
  /** The engine dials a feed outside that changes its messages so. */
  feed?: FeedChange;
  client?: ExtraClient;
  /** What rank 1 of the report should name. Read by tests and tables, never by the diagnosis. */
  expected: { stage: Stage; file: string };
  /** Remedies that make events flow again while the engine runs; empty = mended in source or config. */
  remedies: readonly string[];
}
