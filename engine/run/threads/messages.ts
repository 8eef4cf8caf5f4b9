/** What the supervisor and its workers say to each other. Everything per record goes through rings. */

import type { FeedState } from "#engine/ingest";
import { type EngineConfig, type ErrorCode, TickscopeError } from "#schemas";
import type { EngineMemory } from "../memory.ts";
import type { ChannelName } from "../pipeline.ts";

/** First message to a detector worker. */
export interface DetectorStart {
  memory: EngineMemory;
  config: EngineConfig;
  /** Position among the detector workers; owns the symbols with symbolId % workers === index. */
  index: number;
  calendar: "us-equities" | "continuous";
  /** Built-in channels to register. */
  channels: readonly ChannelName[];
}

/** First message to the ingest worker. */
export interface IngestStart {
  memory: EngineMemory;
  config: EngineConfig;
  /** Where the synthetic feed listens; null for other sources. */
  syntheticUrl: string | null;
}

/** What workers report. */
export type WorkerReport =
  | { type: "ready" }
  /** A detector worker has rung the doorbell. */
  | { type: "rung" }
  | { type: "feed"; state: FeedState; detail: string; provider: "Test" | "Production" }
  | { type: "recording"; path: string; records: number; problem: string | null }
  | { type: "failed"; code: ErrorCode; message: string }
  | { type: "ended" };

/**
 * Runs a worker's life. A TickscopeError before `ready` is a start that failed, with its own code; any
 * other rejection becomes the worker's error event, which the supervisor names and answers.
 */
export function runLife(life: Promise<void>): void {
  life.catch((error) => {
    if (error instanceof TickscopeError) {
      postMessage({ type: "failed", code: error.code, message: error.message });
      return;
    }
    queueMicrotask(() => {
      throw error;
    });
  });
}
