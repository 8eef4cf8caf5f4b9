/**
 * Reads a tape block by block, synchronously; never more than one block in memory. Any thread.
 *
 * What cannot be a tape is refused at the door; damage and cuts further in end the reading after the
 * good blocks, as a value: `end` says which it was, and where.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { TickscopeError } from "#schemas";
import { RECORD_BYTES, RECORD_F64, RECORD_SEQ_F64 } from "../layout/record-layout.ts";
import {
  BLOCK_BODY_BYTES_MAX,
  BLOCK_PREFIX_BYTES,
  decodeBlock,
  decodeTapeHeader,
  TAPE_HEADER_BYTES_MAX,
  TAPE_MAGIC,
  TAPE_PREFIX_BYTES,
  TAPE_VERSION,
  type TapeBlock,
  type TapeHeader,
} from "./tape-format.ts";

/** How the reading of a tape ended; the blocks before are good in each case. */
export type TapeEnd =
  | { state: "complete" }
  /** The file ends inside a block: a killed recording, a cut copy. Code TAPE_TRUNCATED. */
  | { state: "truncated"; message: string }
  /** A block is not what its writer wrote. */
  | { state: "damaged"; error: TickscopeError };

export class TapeReader {
  readonly path: string;
  readonly header: TapeHeader;
  /** Bytes of the file when it was opened. */
  readonly bytes: number;
  readonly #fd: number;
  readonly #symbols: string[] = [""];
  readonly #prefix: Uint8Array = new Uint8Array(BLOCK_PREFIX_BYTES);
  #body: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #position: number;
  #blocks = 0;
  #records = 0;
  #lastRecordSeq = -1;
  #end: TapeEnd | undefined;
  #isClosed = false;

  /** Opens a tape. Throws TAPE_NOT_FOUND, TAPE_NOT_A_TAPE or TAPE_VERSION. */
  constructor(path: string) {
    this.path = path;
    try {
      this.#fd = openSync(path, "r");
    } catch (cause) {
      throw new TickscopeError("TAPE_NOT_FOUND", `${path}: ${(cause as Error).message}`, { cause });
    }
    try {
      const stat = fstatSync(this.#fd);
      if (!stat.isFile()) throw new TickscopeError("TAPE_NOT_A_TAPE", `${path} is not a file`);
      this.bytes = stat.size;
      const { header, headerBytes } = this.#readHeader();
      this.header = header;
      this.#position = TAPE_PREFIX_BYTES + headerBytes;
    } catch (thrown) {
      this.close();
      throw thrown;
    }
  }

  /** Blocks read so far. */
  get blocks(): number {
    return this.#blocks;
  }

  /** Records read so far. */
  get records(): number {
    return this.#records;
  }

  /** Distinct symbols read so far. */
  get symbols(): number {
    return this.#symbols.length - 1;
  }

  /** How the reading ended; undefined until next() has returned undefined. */
  get end(): TapeEnd | undefined {
    return this.#end;
  }

  /** The next block, valid until the next call; undefined at the end. */
  next(): TapeBlock | undefined {
    if (this.#end !== undefined || this.#isClosed) return undefined;
    const left = this.bytes - this.#position;
    if (left === 0) return this.#finish({ state: "complete" });
    if (left < BLOCK_PREFIX_BYTES) return this.#cut(left, BLOCK_PREFIX_BYTES);
    if (!this.#readFully(this.#prefix, this.#position)) return this.#cut(0, BLOCK_PREFIX_BYTES);
    const prefix = new DataView(this.#prefix.buffer);
    const bodyBytes = prefix.getUint32(0, true);
    if (bodyBytes === 0 || bodyBytes > BLOCK_BODY_BYTES_MAX) {
      return this.#damage("TAPE_CRC", `states a body of ${bodyBytes} bytes`);
    }
    if (left < BLOCK_PREFIX_BYTES + bodyBytes) {
      return this.#cut(left, BLOCK_PREFIX_BYTES + bodyBytes);
    }
    const body = this.#bodyOf(bodyBytes);
    if (!this.#readFully(body, this.#position + BLOCK_PREFIX_BYTES)) {
      return this.#cut(BLOCK_PREFIX_BYTES, BLOCK_PREFIX_BYTES + bodyBytes);
    }
    const stored = prefix.getUint32(4, true);
    const computed = Bun.hash.crc32(body);
    if (stored !== computed) {
      return this.#damage("TAPE_CRC", `has the CRC-32 ${hex(computed)}, stored was ${hex(stored)}`);
    }
    return this.#take(body);
  }

  /** Closes the file; next() then returns undefined. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#fd);
  }

  #take(body: Uint8Array): TapeBlock | undefined {
    const block = decodeBlock(body, this.symbols, this.#lastRecordSeq);
    if (block.problem !== undefined) return this.#damage("TAPE_NOT_A_TAPE", block.problem);
    for (const symbol of block.newSymbols) this.#symbols.push(symbol);
    const { view, records } = block;
    this.#lastRecordSeq = view.f64[(records - 1) * RECORD_F64 + RECORD_SEQ_F64];
    this.#position += BLOCK_PREFIX_BYTES + body.length;
    this.#blocks += 1;
    this.#records += records;
    return { view, records, symbols: this.#symbols };
  }

  #readHeader(): { header: TapeHeader; headerBytes: number } {
    const prefix = new Uint8Array(TAPE_PREFIX_BYTES);
    const isWhole = this.#readFully(prefix, 0);
    const magic = new TextDecoder("latin1").decode(prefix.subarray(0, TAPE_MAGIC.length));
    if (!isWhole || magic !== TAPE_MAGIC) {
      throw new TickscopeError("TAPE_NOT_A_TAPE", `${this.path} does not begin with ${TAPE_MAGIC}`);
    }
    const headerBytes = new DataView(prefix.buffer).getUint32(8, true);
    const body = new Uint8Array(Math.min(headerBytes, TAPE_HEADER_BYTES_MAX));
    if (headerBytes > TAPE_HEADER_BYTES_MAX || !this.#readFully(body, TAPE_PREFIX_BYTES)) {
      const message = `${this.path}: its header of ${headerBytes} bytes is incomplete`;
      throw new TickscopeError("TAPE_NOT_A_TAPE", message);
    }
    const { recordBytes, ...header } = decodeTapeHeader(body);
    if (header.version !== TAPE_VERSION || recordBytes !== RECORD_BYTES) {
      throw new TickscopeError(
        "TAPE_VERSION",
        `${this.path} has version=${header.version} and record_bytes=${recordBytes}; ` +
          `read here: version=${TAPE_VERSION}, record_bytes=${RECORD_BYTES}`,
      );
    }
    return { header, headerBytes };
  }

  /** Memory for a body, reused from block to block. */
  #bodyOf(bodyBytes: number): Uint8Array {
    if (this.#body.length < bodyBytes) this.#body = new Uint8Array(Math.ceil(bodyBytes / 8) * 8);
    return this.#body.subarray(0, bodyBytes);
  }

  /** Fills `into` from the file; false when the file ends before. */
  #readFully(into: Uint8Array, position: number): boolean {
    for (let at = 0; at < into.length; ) {
      const got = readSync(this.#fd, into, at, into.length - at, position + at);
      if (got === 0) return false;
      at += got;
    }
    return true;
  }

  #cut(leftBytes: number, neededBytes: number): undefined {
    const message =
      `${this.path} is truncated in block ${this.#blocks} at byte ${this.#position} ` +
      `(${leftBytes} of ${neededBytes} bytes); ${this.#records} records before it are intact`;
    return this.#finish({ state: "truncated", message });
  }

  #damage(code: "TAPE_CRC" | "TAPE_NOT_A_TAPE", what: string): undefined {
    const message =
      `${this.path}: block ${this.#blocks} at byte ${this.#position} ${what}; ` +
      `${this.#records} records before it are intact`;
    return this.#finish({ state: "damaged", error: new TickscopeError(code, message) });
  }

  #finish(end: TapeEnd): undefined {
    this.#end = end;
    return undefined;
  }
}

/** What a tape says about itself. Throws as the constructor of TapeReader. */
export function readTapeHeader(path: string): TapeHeader {
  const reader = new TapeReader(path);
  reader.close();
  return reader.header;
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, "0");
}
