/** What `/ws` sends; schemas/contract/JSON.md says what each field means. */
import type { SessionReset, StatusUpdate, StockData } from "../schemas/index.ts";

/** How a return was taken; see schemas/contract/JSON.md, resume. */
export interface ResumeAnswer {
  /** True: what was missed follows. False: a snapshot follows, and something may be missing. */
  recovered: boolean;
  reason: "none" | "epoch" | "history" | "ahead";
  /** Frames and resets that follow. */
  frames: number;
}

/** Data by event. */
interface EventData {
  stock_data: StockData;
  status_update: StatusUpdate;
  session_reset: SessionReset;
  resume: ResumeAnswer;
  error: { message: string; code: string };
  universe_updated: { tracker: "all" | "custom"; ticker_count: number };
  filters_updated: { success: boolean };
  user_cache_invalidated: { user_id: string | number };
  pong: Record<string, never>;
}

/** A message of `/ws`, by its event. */
export type EngineMessage = {
  [E in keyof EventData]: { event: E; data: EventData[E]; epoch: string; seq: number };
}[keyof EventData];

/** Reads a message; undefined when it is none. Its data is trusted: the engine checks what it sends. */
export function readMessage(text: string): EngineMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const { event, data, epoch, seq } = value as Record<string, unknown>;
    const isMessage = typeof event === "string" && typeof data === "object" && data !== null;
    if (!isMessage || typeof epoch !== "string" || typeof seq !== "number") return undefined;
    return value as EngineMessage;
  } catch {
    return undefined; // the caller counts it and says so
  }
}
