/**
 * A fixed piece of memory that a text is written into, byte by byte, before it becomes one string.
 *
 * Joining strings with `+` only looks cheap: the engine notes the parts and copies them when
 * somebody reads the whole, which costs more than writing the bytes at once. Every writer takes the
 * position to write at and returns the one after its text; up to SLACK_BYTES beyond that may be
 * overwritten, because whole words are stored. Texts are ASCII. Not shared between threads.
 */

/** Longest overshoot: that of an empty piece. */
const SLACK_BYTES = 32;
const WORD_BYTES = 8;
/** Words that are stored for every piece. */
const FIRST_WORDS = 4;

/** A constant text, cut into words. */
export class AsciiPiece {
  readonly length: number;
  readonly words: Float64Array;

  /** `text`: ASCII; throws "Invariant: …" for another. */
  constructor(text: string) {
    this.length = text.length;
    const words = Math.max(FIRST_WORDS, Math.ceil(text.length / WORD_BYTES));
    const bytes = new Uint8Array(words * WORD_BYTES);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) throw new Error(`Invariant: character ${i} of a piece is ASCII, was ${code}`);
      bytes[i] = code;
    }
    this.words = new Float64Array(bytes.buffer);
  }
}

export class AsciiText {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly #buffer: Buffer;

  /** `bytesMax`: the longest text. Writing past it and the slack throws a RangeError. */
  constructor(bytesMax: number) {
    this.#buffer = Buffer.alloc(bytesMax + SLACK_BYTES);
    const { buffer, byteOffset, length } = this.#buffer;
    this.bytes = new Uint8Array(buffer, byteOffset, length);
    this.view = new DataView(buffer, byteOffset, length);
  }

  /** Writes a constant text. @hot */
  piece(at: number, piece: AsciiPiece): number {
    const { view } = this;
    const { words, length } = piece;
    // An ASCII word is never a NaN, whose bits a store could change. Most pieces fit the first four
    // words, and a store too many costs less than a loop whose end the processor cannot foresee.
    view.setFloat64(at, words[0], HOST_IS_LITTLE);
    view.setFloat64(at + 8, words[1], HOST_IS_LITTLE);
    view.setFloat64(at + 16, words[2], HOST_IS_LITTLE);
    view.setFloat64(at + 24, words[3], HOST_IS_LITTLE);
    for (let i = 32; i < length; i += WORD_BYTES) {
      view.setFloat64(at + i, words[i >> 3], HOST_IS_LITTLE);
    }
    return at + length;
  }

  /** Writes a short ASCII string. @hot */
  ascii(at: number, text: string): number {
    const { bytes } = this;
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
    return at + text.length;
  }

  /**
   * Writes `length` bytes of `source` from `from` on; of this text itself when they end at least a
   * word before `at`. @hot
   */
  copy(at: number, source: AsciiText, from: number, length: number): number {
    const { view } = this;
    const { view: other } = source;
    for (let i = 0; i < length; i += WORD_BYTES) {
      view.setFloat64(at + i, other.getFloat64(from + i, true), true);
    }
    return at + length;
  }

  /** The first `length` bytes as a string, in one copy. @hot */
  text(length: number): string {
    return this.#buffer.toString("latin1", 0, length);
  }
}

/** Pieces are stored as this host reads them. */
const HOST_IS_LITTLE: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
