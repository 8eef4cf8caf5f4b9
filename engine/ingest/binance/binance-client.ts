/** The source for Binance's public market streams. Ingest thread. */

import type { ErrorLog } from "#engine/telemetry";
import { TickscopeError } from "#schemas";
import {
  FeedConnection,
  type FeedConnectionOptions,
  type FeedDialect,
  type FeedLink,
} from "../feed/feed-connection.ts";
import { FrameIntake } from "../feed/frame-intake.ts";
import type { Source, SourceContext } from "../feed/source.ts";
import { FRAME_BYTES_MAX } from "../massive/massive-client.ts";
import { BinanceDecoder } from "./binance-decoder.ts";

export interface BinanceClientOptions extends FeedConnectionOptions {
  /**
   * `btcusdt@aggTrade`, `btcusdt@kline_1m`, …, at most 1,024; lower case but for the stream's type.
   */
  readonly streams: readonly string[];
  readonly frameBytesMax?: number;
}

/**
 * The feed's limits: streams of a connection; requests a second are 5, so few messages name them
 * all.
 */
const STREAMS_MAX = 1024;
const STREAMS_PER_REQUEST = 256;
/** The feed ends a connection after 24 h; renewed before, at a moment of our own. */
const LIFE_MS = 23.5 * 3_600_000;
const STREAM = /^(!|[a-z0-9_]+@)[A-Za-z0-9_@]+$/;

export class BinanceClient implements Source {
  readonly name = "binance";
  readonly provider = "Production";
  readonly #options: BinanceClientOptions;
  #decoder: BinanceDecoder | undefined;

  /** Throws a TickscopeError CONFIG_INVALID for no, too many or malformed streams. */
  constructor(options: BinanceClientOptions) {
    const { streams } = options;
    if (streams.length === 0 || streams.length > STREAMS_MAX) {
      const said = `binance.streams has ${streams.length} entries, not 1 to ${STREAMS_MAX}`;
      throw new TickscopeError("CONFIG_INVALID", said);
    }
    for (const stream of streams) {
      if (STREAM.test(stream)) continue;
      const said = `binance.streams: "${stream}" is not like btcusdt@aggTrade (lower case)`;
      throw new TickscopeError("CONFIG_INVALID", said);
    }
    this.#options = options;
  }

  /** How often a contiguous sequence jumped since the source started. */
  get gaps(): number {
    return this.#decoder?.gaps.gaps ?? 0;
  }

  run(context: SourceContext): Promise<void> {
    const { streams, url, frameBytesMax } = this.#options;
    const { ledger, errors, normaliser } = context;
    const frames = new FrameIntake(ledger, errors, frameBytesMax ?? FRAME_BYTES_MAX, url);
    const decoder = new BinanceDecoder(frames, normaliser, errors, aggregatedSymbols(streams));
    this.#decoder = decoder;
    const dialect = new BinanceDialect(streams, decoder, errors);
    const options = { lifeMs: LIFE_MS, ...this.#options };
    return new FeedConnection(options, dialect, context).run();
  }
}

/** Symbols whose aggTrade is among the streams, as messages write them. */
export function aggregatedSymbols(streams: readonly string[]): ReadonlySet<string> {
  const suffix = "@aggTrade";
  return new Set(
    streams
      .filter((stream) => stream.endsWith(suffix))
      .map((stream) => stream.slice(0, -suffix.length).toUpperCase()),
  );
}

/** SUBSCRIBE requests with ids, and their replies. */
class BinanceDialect implements FeedDialect {
  readonly #streams: readonly string[];
  readonly #decoder: BinanceDecoder;
  readonly #errors: ErrorLog;
  /** Streams of the requests without a reply, by id. */
  readonly #pending: Map<unknown, readonly string[]> = new Map();
  #link: FeedLink | undefined;
  #nextId = 1;
  #refused = 0;

  constructor(streams: readonly string[], decoder: BinanceDecoder, errors: ErrorLog) {
    this.#streams = streams;
    this.#decoder = decoder;
    this.#errors = errors;
    decoder.onReply = (id, error) => this.#onReply(id, error);
    decoder.onShutdown = () => {
      this.#link?.reconnect("SOURCE_CLOSED", "the feed announced serverShutdown");
    };
  }

  opened(link: FeedLink): void {
    this.#link = link;
    this.#pending.clear();
    this.#refused = 0;
    for (let i = 0; i < this.#streams.length; i += STREAMS_PER_REQUEST) {
      const params = this.#streams.slice(i, i + STREAMS_PER_REQUEST);
      const id = this.#nextId++;
      this.#pending.set(id, params);
      link.send(JSON.stringify({ method: "SUBSCRIBE", params, id }));
    }
  }

  frame(data: unknown): number {
    return this.#decoder.frame(data);
  }

  late(readyTimeoutMs: number): void {
    const named = [...this.#pending.values()].flat().slice(0, 10).join(", ");
    const said = `not acknowledged within ${readyTimeoutMs} ms: ${named}`;
    this.#link?.reconnect("SOURCE_NOT_ACKNOWLEDGED", said);
  }

  #onReply(id: unknown, error: string): void {
    const streams = this.#pending.get(id);
    if (error !== "") {
      const named = (streams ?? []).slice(0, 10).join(", ");
      this.#errors.record("SOURCE_NOT_ACKNOWLEDGED", `the feed refused ${named}`, error);
      this.#refused += streams?.length ?? 0;
    }
    if (streams === undefined) return;
    this.#pending.delete(id);
    if (this.#pending.size > 0) return;
    const { length } = this.#streams;
    if (this.#refused === length) {
      this.#link?.reconnect("SOURCE_NOT_ACKNOWLEDGED", `the feed refused all ${length} streams`);
    } else {
      this.#link?.ready(`${length - this.#refused} of ${length} streams acknowledged`);
    }
  }
}
