/**
 * Massive's trades out of a frame's bytes, without JSON.parse: `[{"ev":"T",…},…]` in whatever order of
 * keys, into columns. Ingest thread.
 *
 * Only what is certain: a frame with anything else in it, such as another `ev`, a key twice, a missing
 * one, a price in quotes, is left to JSON.parse as a whole, which then says what is wrong with it. Keys that
 * the decoder does not read are passed by after a look whether they are JSON.
 */
import { JsonBytes, NOT_PLAIN } from "./json-bytes.ts";
import { conditionBits } from "./massive-conditions.ts";
import { TICKER_BYTES_MAX } from "./ticker-ids.ts";
import { TradeBatch } from "./trade-batch.ts";

/** Said of a frame that is left to JSON.parse. */
export const NOT_SCANNED = -1;

/** Room for frames as they are when all is well, characters; it doubles when a longer one comes. */
const FRAME_CHARS_MIN = 16_384;
/** A longer frame is left to JSON.parse: no memory for what comes once a year. */
const FRAME_CHARS_MAX = 1_048_576;
/** Fewer than the least trade takes: `{"ev":"T","sym":"A","p":1,"s":1,"t":1}` and its comma. */
const TRADE_CHARS_MIN = 32;

// Keys as JsonBytes.key has them: their bytes, the last one lowest.
const KEY_EV = 0x65_76;
const KEY_SYM = 0x73_79_6d;
const KEY_P = 0x70;
const KEY_S = 0x73;
const KEY_DS = 0x64_73;
const KEY_T = 0x74;
const KEY_Q = 0x71;
const KEY_C = 0x63;

// Which keys a trade had so far, as bits.
const SEEN_EV = 1;
const SEEN_SYM = 2;
const SEEN_P = 4;
const SEEN_T = 8;
const SEEN_S = 16;
const SEEN_DS = 32;
const SEEN_Q = 64;
const SEEN_C = 128;
const SEEN_TWICE = 256;
/** Without size, which may be in `s` or `ds`. */
const NEEDED = SEEN_EV | SEEN_SYM | SEEN_P | SEEN_T;
const SIZES = SEEN_S | SEEN_DS;

const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const UPPER_T = 84;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const SPACE = 32;

export class TradeScanner {
  /** What `scan` found, until the next one. */
  batch: TradeBatch = new TradeBatch(FRAME_CHARS_MIN / TRADE_CHARS_MIN);
  #json: JsonBytes = new JsonBytes(FRAME_CHARS_MIN);
  #seen = 0;

  /**
   * Fills the batch with the trades of a frame. Returns how many, or NOT_SCANNED.
   * @hot no allocation per trade, no throw.
   */
  scan(text: string): number {
    if (text.length > this.#json.charsMax) this.#grow(text.length);
    if (!this.#json.load(text)) return NOT_SCANNED;
    const { bytes } = this.#json;
    const { tradesMax } = this.batch;
    if (bytes[0] !== OPEN_ARRAY) return NOT_SCANNED;
    let at = 0;
    let count = 0;
    do {
      if (count === tradesMax) return NOT_SCANNED;
      at = this.#trade(at + 1, count);
      if (at === NOT_PLAIN) return NOT_SCANNED;
      count += 1;
    } while (bytes[at] === COMMA);
    return bytes[at] === CLOSE_ARRAY && at === text.length - 1 ? count : NOT_SCANNED;
  }

  #grow(chars: number): void {
    if (chars > FRAME_CHARS_MAX) return;
    let charsMax = this.#json.charsMax;
    while (charsMax < chars) charsMax *= 2;
    this.#json = new JsonBytes(charsMax);
    this.batch = new TradeBatch(charsMax / TRADE_CHARS_MIN);
  }

  /** The text of a trade's symbol. */
  symbolText(trade: number): string {
    const { symbolAt, symbolEnd } = this.batch;
    return this.#json.slice(symbolAt[trade]!, symbolEnd[trade]!);
  }

  /** The position behind the trade at `at`, which becomes `row` of the batch; or NOT_PLAIN. @hot */
  #trade(at: number, row: number): number {
    const json = this.#json;
    const { bytes } = json;
    const { batch } = this;
    if (bytes[at] !== OPEN_OBJECT) return NOT_PLAIN;
    this.#seen = 0;
    batch.feedSeq[row] = -1;
    batch.conditions[row] = 0;
    let i = at;
    do {
      const key = json.key(i + 1);
      if (key === NOT_PLAIN) return NOT_PLAIN;
      i = this.#field(key, json.end, row);
      if (i === NOT_PLAIN) return NOT_PLAIN;
    } while (bytes[i] === COMMA);
    const seen = this.#seen;
    if (bytes[i] !== CLOSE_OBJECT || seen >= SEEN_TWICE) return NOT_PLAIN;
    return (seen & NEEDED) === NEEDED && (seen & SIZES) !== 0 ? i + 1 : NOT_PLAIN;
  }

  /** The position behind the value at `at`; or NOT_PLAIN. @hot */
  #field(key: number, at: number, row: number): number {
    const { batch } = this;
    switch (key) {
      case KEY_EV:
        this.#see(SEEN_EV);
        return this.#kind(at);
      case KEY_SYM:
        this.#see(SEEN_SYM);
        return this.#symbol(at, row);
      case KEY_P:
        this.#see(SEEN_P);
        return this.#into(batch.price, row, this.#json.number(at));
      case KEY_S:
        this.#see(SEEN_S);
        // `ds` wins, wherever it stands.
        if ((this.#seen & SEEN_DS) !== 0) return this.#json.skip(at);
        return this.#into(batch.size, row, this.#json.number(at));
      case KEY_DS:
        this.#see(SEEN_DS);
        return this.#into(batch.size, row, this.#json.amount(at));
      case KEY_T:
        this.#see(SEEN_T);
        return this.#into(batch.epochMs, row, this.#json.epochMs(at));
      case KEY_Q:
        this.#see(SEEN_Q);
        return this.#into(batch.feedSeq, row, this.#json.number(at));
      case KEY_C:
        this.#see(SEEN_C);
        return this.#conditions(at, row);
      default:
        return this.#json.skip(at);
    }
  }

  /** Notes a key; JSON.parse takes the last of two, so two are left to it. @hot */
  #see(key: number): void {
    const seen = this.#seen;
    this.#seen = seen | key | (seen & key ? SEEN_TWICE : 0);
  }

  /** @hot */
  #into(column: Float64Array, row: number, value: number): number {
    if (value === NOT_PLAIN) return NOT_PLAIN;
    column[row] = value;
    return this.#json.end;
  }

  /** Nothing but `"T"`. @hot */
  #kind(at: number): number {
    const { bytes } = this.#json;
    const isTrade = bytes[at] === QUOTE && bytes[at + 1] === UPPER_T && bytes[at + 2] === QUOTE;
    return isTrade ? at + 3 : NOT_PLAIN;
  }

  /** @hot */
  #symbol(at: number, row: number): number {
    const { bytes } = this.#json;
    const { batch } = this;
    if (bytes[at] !== QUOTE) return NOT_PLAIN;
    let i = at + 1;
    let low = 0;
    let high = 0;
    for (let unit = bytes[i]!; unit !== QUOTE; unit = bytes[++i]!) {
      if (unit < SPACE || unit === BACKSLASH) return NOT_PLAIN;
      high = (high << 8) | (low >>> 24);
      low = (low << 8) | unit;
    }
    const isShort = i - at - 1 <= TICKER_BYTES_MAX;
    batch.symbolAt[row] = at + 1;
    batch.symbolEnd[row] = i;
    batch.symbolLow[row] = isShort ? low : 0;
    batch.symbolHigh[row] = isShort ? high : 0;
    return i + 1;
  }

  /** An array of condition ids, which are whole numbers. @hot */
  #conditions(at: number, row: number): number {
    const { bytes } = this.#json;
    if (bytes[at] !== OPEN_ARRAY) return NOT_PLAIN;
    if (bytes[at + 1] === CLOSE_ARRAY) return at + 2;
    let i = at;
    let bits = 0;
    do {
      let id = bytes[++i]! - ZERO;
      if (!(id >= 0 && id <= 9)) return NOT_PLAIN;
      let digit = bytes[++i]! - ZERO;
      if (digit >= 0 && digit <= 9) {
        if (id === 0) return NOT_PLAIN;
        id = id * 10 + digit;
        digit = bytes[++i]! - ZERO;
        if (digit >= 0 && digit <= 9) {
          id = id * 10 + digit;
          i += 1;
        }
      }
      bits |= conditionBits(id);
    } while (bytes[i] === COMMA);
    if (bytes[i] !== CLOSE_ARRAY) return NOT_PLAIN;
    this.batch.conditions[row] = bits;
    return i + 1;
  }
}
