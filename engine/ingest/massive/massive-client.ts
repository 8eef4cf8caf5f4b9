/**
 * The source for feeds of Massive's dialect: the live feed and the synthetic one, by the same code.
 * Ingest thread.
 */

import { Calendar, STATUS_CLOSED } from "#engine/detect";
import { TickscopeError } from "#schemas";
import { FeedConnection, type FeedConnectionOptions } from "../feed/feed-connection.ts";
import { FrameIntake } from "../feed/frame-intake.ts";
import type { Source, SourceContext } from "../feed/source.ts";
import { MassiveDecoder } from "./massive-decoder.ts";
import { MassiveDialect } from "./massive-dialect.ts";

/** Largest frame that is decoded, bytes of UTF-8, unless the options say otherwise. */
export const FRAME_BYTES_MAX: number = 16 * 1024 * 1024;

export interface MassiveClientOptions extends FeedConnectionOptions {
  readonly name: string;
  readonly provider: "Test" | "Production";
  readonly apiKey: string;
  /** `T`, `A`, `AM`, `FMV`, …: each is asked for each symbol. */
  readonly channels: readonly string[];
  /** Symbols as the feed writes them, or `*`. */
  readonly symbols: readonly string[];
  readonly frameBytesMax?: number;
  /** A status that ends the source; only the synthetic feed sends one. Default none. */
  readonly endOnStatus?: string;
  /** Where the key comes from, for the message about a refused one. */
  readonly keyHint?: string;
}

/** Status with which the synthetic feed ends; see synthetic-feed.ts. */
export const END_OF_SESSION = "end_of_session";

const CHANNEL = /^[A-Z]+$/;
const SYMBOL = /^[^\s,]+$/;

export class MassiveClient implements Source {
  readonly name: string;
  readonly provider: "Test" | "Production";
  readonly #options: MassiveClientOptions;
  readonly #intent: readonly string[];

  /** Throws a TickscopeError CONFIG_INVALID when nothing, or nothing sensible, is asked for. */
  constructor(options: MassiveClientOptions) {
    this.name = options.name;
    this.provider = options.provider;
    this.#options = options;
    this.#intent = intentOf(options.channels, options.symbols);
  }

  run(context: SourceContext): Promise<void> {
    const { url, apiKey, frameBytesMax, endOnStatus, keyHint } = this.#options;
    const { ledger, errors, normaliser } = context;
    const frames = new FrameIntake(ledger, errors, frameBytesMax ?? FRAME_BYTES_MAX, url);
    const decoder = new MassiveDecoder(frames, normaliser);
    const dialect = new MassiveDialect(
      {
        apiKey,
        intent: this.#intent,
        endOnStatus: endOnStatus ?? null,
        keyHint: keyHint ?? "set a valid key",
      },
      decoder,
      errors,
    );
    return new FeedConnection(this.#options, dialect, context).run();
  }
}

/** channels x symbols, without repetitions. */
function intentOf(channels: readonly string[], symbols: readonly string[]): readonly string[] {
  const intent = new Set<string>();
  for (const channel of channels) {
    if (!CHANNEL.test(channel)) throw invalid("channels", channel, "capital letters");
    for (const symbol of symbols) {
      if (!SYMBOL.test(symbol)) throw invalid("symbols", symbol, "a symbol without comma or space");
      intent.add(`${channel}.${symbol}`);
    }
  }
  if (intent.size === 0) throw invalid("channels x symbols", "nothing", "at least one of each");
  return [...intent];
}

function invalid(key: string, value: string, allowed: string): TickscopeError {
  return new TickscopeError("CONFIG_INVALID", `${key}: "${value}" is not ${allowed}`);
}

/**
 * Whether US stocks trade at a moment, extended hours included: a quiet market is not a mute feed.
 */
export function usEquitiesHours(): (epochUs: number) => boolean {
  const calendar = new Calendar("us-equities");
  return (epochUs) => {
    calendar.locate(epochUs);
    return calendar.marketStatus !== STATUS_CLOSED;
  };
}
