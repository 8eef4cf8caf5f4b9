/**
 * A fixed piece of memory that a text is written into, byte by byte, before it becomes one string.
 *
 * Joining strings with `+` only looks cheap: the engine notes the parts and copies them when
 * somebody reads the whole, which costs more than writing the bytes at once. Every writer takes the
 * position to write at and returns the one after its text; up to SLACK_BYTES beyond that may be
 * overwritten, because whole words are stored. Texts are ASCII. Not shared between threads.
 */

/** Longest overshoot of a word that is stored whole. */
const SLACK_BYTES = 8;
const WORD_BYTES = 8;

/** A constant text, cut into words. */
export class AsciiPiece {
  readonly length: number;
  readonly words: Float64Array;

  /** `text`: ASCII; throws "Invariant: …" for another. */
  constructor(text: string) {
    this.length = text.length;
    const bytes = new Uint8Array(Math.ceil(text.length / WORD_BYTES) * WORD_BYTES);
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
    const { words } = piece;
    // An ASCII word is never a NaN, whose bits a store could change.
    for (let i = 0; i < words.length; i++) view.setFloat64(at + 8 * i, words[i]!, HOST_IS_LITTLE);
    return at + piece.length;
  }

  /** Writes a short ASCII string. @hot */
  ascii(at: number, text: string): number {
    const { bytes } = this;
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
    return at + text.length;
  }

  /** Writes again the `length` bytes at `from`, which end at least a word before `at`. @hot */
  again(at: number, from: number, length: number): number {
    const { view } = this;
    for (let i = 0; i < length; i += WORD_BYTES) {
      view.setFloat64(at + i, view.getFloat64(from + i, true), true);
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
