/** What an emitter is made from: the keys of the engine's config that concern the edge. */
import type { EngineView } from "#engine";
import type { EdgeObserver } from "./frames/edge-observer.ts";
import type { Endpoint } from "./http/endpoint.ts";
import type { ClientPreferences } from "./requests/client-filter.ts";

/** Limits towards clients; see schemas/config/engine-config.schema.json, server. */
export interface EdgeLimits {
  /** Clients connected at the same time, all endpoints together. */
  readonly clientsMax: number;
  /** Symbols in one client's universe. */
  readonly subscriptionSymbolsMax: number;
  /** Bytes of one message from a client. */
  readonly messageBytesMax: number;
  /** Bytes waiting in a client's socket; above it the client is conflated. */
  readonly bufferedBytesMax: number;
  /** Milliseconds above bufferedBytesMax after which the client is closed. */
  readonly slowClientCloseMs: number;
  /** Rows per list of a catch-up frame. */
  readonly historyRows: number;
  /** Frames and bytes kept for clients that come back. */
  readonly resumeFramesMax: number;
  readonly resumeBytesMax: number;
  /** Browser origins besides loopback, such as `https://desk.example`; `*` allows all. */
  readonly origins: readonly string[];
}

/** The part of EngineConfig that concerns the edge. */
export interface EmitterConfig {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Milliseconds between emissions, 10..60000. */
  readonly cadenceMs: number;
  /** IANA zone of the clock texts in frames; null = the server's own. */
  readonly timeZone: string | null;
  /** Milliseconds that a stop may take to hand clients what is theirs. */
  readonly drainMsMax: number;
  /** Milliseconds without a heartbeat after which a worker counts as stalled. */
  readonly workerStallMs: number;
  readonly server: EdgeLimits;
}

export interface EmitterOptions {
  readonly view: EngineView;
  readonly config: EmitterConfig;
  /** Further HTTP endpoints; they come before the edge's own of the same path. */
  readonly endpoints?: readonly Endpoint[];
  /** Sees what is emitted, and to whom. */
  readonly observer?: EdgeObserver;
  /** What a user of the page has chosen; null = nothing. */
  readonly preferences?: (user: string) => ClientPreferences | null;
}
