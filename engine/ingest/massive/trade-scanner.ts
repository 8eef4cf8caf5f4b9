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

/** Returned when the frame must go through JSON.parse. */
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
    batch.feedSeq[row] = -1;
    batch.conditions[row] = 0;
    let i = at;
    let seen = 0;
    let twice = 0;
    // One loop, not a function a field: the calls would cost as much as the reading.
    do {
      const key = json.key(i + 1);
      i = json.end;
      if (i === NOT_PLAIN) return NOT_PLAIN;
      let bit = 0;
      switch (key) {
        case KEY_EV:
          bit = SEEN_EV;
          i = this.#kind(i);
          break;
        case KEY_SYM:
          bit = SEEN_SYM;
          i = this.#symbol(i, row);
          break;
        case KEY_P:
          bit = SEEN_P;
          batch.price[row] = json.number(i);
          i = json.end;
          break;
        case KEY_S:
          bit = SEEN_S;
          i = this.#size(i, row, seen);
          break;
        case KEY_DS:
          bit = SEEN_DS;
          batch.size[row] = json.amount(i);
          i = json.end;
          break;
        case KEY_T:
          bit = SEEN_T;
          batch.epochMs[row] = json.epochMs(i);
          i = json.end;
          break;
        case KEY_Q:
          bit = SEEN_Q;
          batch.feedSeq[row] = json.number(i);
          i = json.end;
          break;
        case KEY_C:
          bit = SEEN_C;
          i = this.#conditions(i, row);
          break;
        default:
          i = json.skip(i);
      }
      // JSON.parse takes the last of two; two are left to it.
      twice |= seen & bit;
      seen |= bit;
    } while (bytes[i] === COMMA);
    // NOT_PLAIN is no position: neither a comma nor this brace stands there.
    if (bytes[i] !== CLOSE_OBJECT || twice !== 0) return NOT_PLAIN;
    return (seen & NEEDED) === NEEDED && (seen & SIZES) !== 0 ? i + 1 : NOT_PLAIN;
  }

  /** `s`, unless `ds` is there: it wins, wherever it stands. @hot */
  #size(at: number, row: number, seen: number): number {
    const json = this.#json;
    if ((seen & SEEN_DS) !== 0) return json.skip(at);
    this.batch.size[row] = json.number(at);
    return json.end;
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
