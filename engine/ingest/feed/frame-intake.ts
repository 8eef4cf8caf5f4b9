/**
 * The first two stages of every feed that sends JSON text: a frame enters and leaves `source`,
 * enters `decode`, and there becomes a value or a count with a name. Ingest thread.
 *
 * Accounting: `source` produces frames, one each; `decode` produces messages, which the dialect's
 * decoder hands to the normaliser one by one: produced(decode) = in(normalise).
 */

import { type ErrorLog, STAGE_DECODE, STAGE_SOURCE, type ThreadLedger } from "#engine/telemetry";
import { type ErrorCode, errorCodeId } from "#schemas";

const SAMPLE_CHARS_MAX = 200;

/** Returned for a frame that was refused; no JSON text parses to it. */
export const REFUSED: unique symbol = Symbol("refused frame");

export class FrameIntake {
  readonly #ledger: ThreadLedger;
  readonly #errors: ErrorLog;
  readonly #frameBytesMax: number;
  readonly #url: string;

  /** `frameBytesMax`: bytes of UTF-8. `url`: named by the refusals. */
  constructor(ledger: ThreadLedger, errors: ErrorLog, frameBytesMax: number, url: string) {
    this.#ledger = ledger;
    this.#errors = errors;
    this.#frameBytesMax = frameBytesMax;
    this.#url = url;
  }

  /** The frame's JSON value, or REFUSED; counts the frame in either case. */
  parse(data: unknown): unknown {
    const text = this.admit(data);
    return text === REFUSED ? REFUSED : this.parseText(text);
  }

  /** The frame's text, not yet parsed, or REFUSED; counts the frame in either case. @hot */
  admit(data: unknown): string | typeof REFUSED {
    this.#ledger.enter(STAGE_SOURCE, 1);
    this.#ledger.leave(STAGE_SOURCE, 1);
    this.#ledger.produce(STAGE_SOURCE, 1);
    this.#ledger.enter(STAGE_DECODE, 1);
    if (typeof data !== "string") {
      const bytes = (data as { byteLength?: number } | null)?.byteLength ?? 0;
      return this.#refuse("FRAME_NOT_TEXT", `a binary frame of ${bytes} bytes`, "");
    }
    // A UTF-16 unit takes at most 3 bytes of UTF-8: most frames need no count.
    if (data.length * 3 > this.#frameBytesMax) {
      const bytes = Buffer.byteLength(data);
      if (bytes > this.#frameBytesMax) {
        const message = `a frame of ${bytes} bytes, frameBytesMax=${this.#frameBytesMax}`;
        return this.#refuse("FRAME_TOO_LARGE", message, data);
      }
    }
    return data;
  }

  /** The JSON value of an admitted frame, or REFUSED. */
  parseText(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (thrown) {
      const said = thrown instanceof Error ? thrown.message : String(thrown);
      return this.#refuse("FRAME_NOT_JSON", `a frame of ${text.length} characters: ${said}`, text);
    }
  }

  /** The frame went through and holds this many messages. */
  leave(messages: number): void {
    this.#ledger.leave(STAGE_DECODE, 1);
    this.#ledger.produce(STAGE_DECODE, messages);
  }

  /** The frame is JSON, but not of the dialect; `expected` says what would be. */
  refuseShape(value: unknown, expected: string): void {
    const message = `a frame that is not ${expected}`;
    this.#refuse("FRAME_SHAPE", message, sampleOf(value));
  }

  #refuse(code: ErrorCode, message: string, sample: string): typeof REFUSED {
    this.#ledger.error(STAGE_DECODE, errorCodeId(code), 1);
    this.#errors.record(code, `${message} from ${this.#url}`, sample.slice(0, SAMPLE_CHARS_MAX));
    return REFUSED;
  }
}

/** The beginning of a parsed value as text, for error samples. Cold; bounded in width and depth. */
export function sampleOf(value: unknown): string {
  return shown(value, 0).slice(0, SAMPLE_CHARS_MAX);
}

function shown(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, SAMPLE_CHARS_MAX));
  if (typeof value !== "object" || value === null) return String(value);
  if (depth > 2) return Array.isArray(value) ? "[…]" : "{…}";
  if (Array.isArray(value)) {
    const items = value.slice(0, 10).map((item) => shown(item, depth + 1));
    return `[${items.join(",")}${value.length > 10 ? ",…" : ""}]`;
  }
  const entries = Object.entries(value).slice(0, 30);
  return `{${entries.map(([key, item]) => `"${key}":${shown(item, depth + 1)}`).join(",")}}`;
}

/** The sentence of FIELD_MISSING: which keys were expected and which came. */
export function missingFields(
  message: Record<string, unknown>,
  kind: string,
  expected: readonly string[],
): string {
  const keys = Object.keys(message);
  const missing = expected.filter((key) => message[key] === undefined);
  const received = keys.slice(0, 40).map((key) => key.slice(0, 20));
  return (
    `${kind} without ${missing.join(", ")}: expected ${expected.join(" ")}; ` +
    `received ${received.join(" ")}; the feed may have renamed a field`
  );
}
