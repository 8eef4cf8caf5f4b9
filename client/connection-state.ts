/** How the connection is, for whoever shows it. */

export type ConnectionState =
  /** A dial is under way. */
  | { kind: "connecting" }
  /** Open; `silentMs` since the newest message, which comes at least every 2 s. */
  | { kind: "open"; silentMs: number }
  /** Lost; the next dial is in `retryMs`. `silentMs`: since the newest message; null = never heard. */
  | { kind: "waiting"; retryMs: number; silentMs: number | null }
  /** close() was called, or connect() was not. */
  | { kind: "closed" };

/** A time without the engine, told when it is over. */
export interface Gap {
  /** From the newest message before to the engine's answer after, milliseconds. */
  readonly lostMs: number;
  /** True: what was missed has been, or is being, replayed. */
  readonly recovered: boolean;
  /**
   * Why not: another run of the engine (`epoch`), too much was missed (`history`), a number it does
   * not know (`ahead`), or a universe too long for an address (`subscription`).
   */
  readonly reason: "none" | "epoch" | "history" | "ahead" | "subscription";
  /** Frames and resets that are replayed. */
  readonly frames: number;
}
