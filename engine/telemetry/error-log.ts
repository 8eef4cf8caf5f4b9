/**
 * The de-duplicated error log of one thread, in shared memory.
 *
 *   Int32[0] used entries · Int32[1] errors that found no entry (shed, visible)   128 bytes
 *   entry: f64 count, firstEpochMs, lastEpochMs · u32 fingerprint, codeId, messageBytes, sampleBytes,
 *          stackBytes · text 1,472 bytes of UTF-8                                  1,536 bytes
 *
 * Writer: the owning thread. An entry's text is written once, before PUBLISH of `used`; only its
 * count and last time change afterwards. Not for the tick path of healthy data: an error costs a few
 * microseconds the first time and a map look-up after that.
 */
import { ERROR_CODES, type ErrorCode, errorCodeId } from "#schemas";

const HEADER_BYTES = 128;
const ENTRY_BYTES = 1536;
const TEXT_AT = 64;
const TEXT_MAX = ENTRY_BYTES - TEXT_AT;
/** Distinct errors a thread remembers; later ones are counted as shed. */
export const ERROR_ENTRIES_MAX = 64;
/** Bytes of one thread's error log. */
export const ERROR_LOG_BYTES: number = HEADER_BYTES + ERROR_ENTRIES_MAX * ENTRY_BYTES;
const MESSAGE_MAX = 300;
const SAMPLE_MAX = 400;
/** Exact texts remembered by the shortcut; numbers in messages must not make it grow. */
const TEXTS_MAX = 256;
const FINGERPRINT_VERSION = 1;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One remembered error. */
export interface ErrorEntry {
  code: ErrorCode;
  /** `v<version>-<hex>` over code and message with its numbers and quoted values taken out. */
  fingerprint: string;
  message: string;
  /** The record, frame or message at fault, cut; "" when there is none. */
  sample: string;
  /** Stack of the first occurrence: of what was thrown, else of the place that recorded it. */
  stack: string;
  count: number;
  firstEpochMs: number;
  lastEpochMs: number;
}

/** Stable under changing values: the same fault with another price is the same entry. */
export function errorFingerprint(code: string, message: string): number {
  const shape = message.replace(/"[^"]*"|'[^']*'|-?\d+(\.\d+)?([eE][-+]?\d+)?/g, "#");
  return Number(Bun.hash.xxHash32(`${FINGERPRINT_VERSION}|${code}|${shape}`));
}

function cut(text: string, bytesMax: number): Uint8Array {
  const bytes = encoder.encode(text.length > bytesMax ? text.slice(0, bytesMax) : text);
  return bytes.length > bytesMax ? bytes.subarray(0, bytesMax) : bytes;
}

/** The stack above this file; once per distinct error. */
function recordedAt(): string {
  const lines = new Error().stack?.split("\n") ?? [];
  return lines
    .filter((line) => line.includes(" at ") && !line.includes(import.meta.path))
    .join("\n");
}

export class ErrorLog {
  readonly #buffer: ArrayBufferLike;
  readonly #offset: number;
  readonly #control: Int32Array;
  readonly #entryOf: Map<number, number> = new Map();
  /** Entries by exact text: a flood of one error must not hash its text each time. */
  readonly #entryOfText: Map<string, number> = new Map();

  constructor(buffer: ArrayBufferLike, byteOffset: number) {
    this.#buffer = buffer;
    this.#offset = byteOffset;
    this.#control = new Int32Array(buffer, byteOffset, HEADER_BYTES / 4);
    const used = Atomics.load(this.#control, 0);
    for (let i = 0; i < used; i++) this.#entryOf.set(this.#words(i).u32[6]!, i);
  }

  /** A private log, for parts that run outside an engine. */
  static detached(): ErrorLog {
    return new ErrorLog(new ArrayBuffer(ERROR_LOG_BYTES), 0);
  }

  /**
   * Counts one occurrence. The first one keeps the stack of `thrown`, or of the caller. Never throws.
   */
  record(code: ErrorCode, message: string, sample = "", thrown?: unknown): void {
    const nowMs = Date.now();
    const known = this.#entryOfText.get(message);
    if (known !== undefined && this.#words(known).u32[7] === errorCodeId(code)) {
      this.#bump(known, nowMs);
      return;
    }
    const fingerprint = errorFingerprint(code, message);
    let index = this.#entryOf.get(fingerprint);
    if (index === undefined) {
      index = this.#control[0]!;
      if (index >= ERROR_ENTRIES_MAX) {
        this.#control[1]! += 1;
        return;
      }
      this.#write(index, fingerprint, code, message, sample, thrown, nowMs);
      this.#entryOf.set(fingerprint, index);
      Atomics.store(this.#control, 0, index + 1); // PUBLISH used; pairs with OBSERVE in entries
    }
    if (this.#entryOfText.size < TEXTS_MAX) this.#entryOfText.set(message, index);
    this.#bump(index, nowMs);
  }

  #bump(index: number, nowMs: number): void {
    const { f64 } = this.#words(index);
    f64[0]! += 1;
    f64[2] = nowMs;
  }

  /** Errors that found no free entry. */
  get shed(): number {
    return this.#control[1]!;
  }

  /** All remembered errors, oldest first; any thread. */
  entries(): ErrorEntry[] {
    const used = Atomics.load(this.#control, 0); // OBSERVE used; pairs with PUBLISH in record
    const entries: ErrorEntry[] = [];
    for (let i = 0; i < used; i++) entries.push(this.#read(i));
    return entries;
  }

  #words(index: number): { f64: Float64Array; u32: Uint32Array; text: Uint8Array } {
    const at = this.#offset + HEADER_BYTES + index * ENTRY_BYTES;
    return {
      f64: new Float64Array(this.#buffer, at, 3),
      u32: new Uint32Array(this.#buffer, at, 16),
      text: new Uint8Array(this.#buffer, at + TEXT_AT, TEXT_MAX),
    };
  }

  #write(
    index: number,
    fingerprint: number,
    code: ErrorCode,
    message: string,
    sample: string,
    thrown: unknown,
    nowMs: number,
  ): void {
    const { f64, u32, text } = this.#words(index);
    const stackText = thrown instanceof Error ? (thrown.stack ?? "") : recordedAt();
    const parts = [cut(message, MESSAGE_MAX), cut(sample, SAMPLE_MAX)];
    parts.push(cut(stackText, TEXT_MAX - parts[0]!.length - parts[1]!.length));
    f64[0] = 0;
    f64[1] = nowMs;
    u32[6] = fingerprint;
    u32[7] = errorCodeId(code);
    let at = 0;
    for (let i = 0; i < parts.length; i++) {
      u32[8 + i] = parts[i]!.length;
      text.set(parts[i]!, at);
      at += parts[i]!.length;
    }
  }

  #read(index: number): ErrorEntry {
    const { f64, u32, text } = this.#words(index);
    // slice copies out of shared memory, which TextDecoder does not accept
    const bytes = Uint8Array.from(text);
    const ends = [u32[8]!, u32[8]! + u32[9]!, u32[8]! + u32[9]! + u32[10]!];
    return {
      code: ERROR_CODES[u32[7]!]!,
      fingerprint: `v${FINGERPRINT_VERSION}-${u32[6]!.toString(16).padStart(8, "0")}`,
      message: decoder.decode(bytes.subarray(0, ends[0])),
      sample: decoder.decode(bytes.subarray(ends[0], ends[1])),
      stack: decoder.decode(bytes.subarray(ends[1], ends[2])),
      count: f64[0]!,
      firstEpochMs: f64[1]!,
      lastEpochMs: f64[2]!,
    };
  }
}
