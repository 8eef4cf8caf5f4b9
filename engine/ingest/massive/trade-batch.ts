/**
 * The trades of one frame between scanning and delivering, a column a field. Ingest thread.
 *
 * A frame is taken as a whole or not at all, so nothing of it may go on before its last byte is read.
 */

export class TradeBatch {
  readonly tradesMax: number;
  readonly price: Float64Array;
  readonly size: Float64Array;
  /** The venue's time, milliseconds, with fractions if the feed sent some. */
  readonly epochMs: Float64Array;
  /** The feed's sequence of the symbol, -1 for none. */
  readonly feedSeq: Float64Array;
  /** Bits of massive-conditions.ts over all of a trade's conditions. */
  readonly conditions: Uint8Array;
  /** Where the symbol's text begins and ends in the frame. */
  readonly symbolAt: Int32Array;
  readonly symbolEnd: Int32Array;
  /** The symbol's last four bytes, and the four before; see ticker-ids.ts. Undefined for longer symbols. */
  readonly symbolLow: Int32Array;
  readonly symbolHigh: Int32Array;

  /** `tradesMax`: 1 or more. Whole, for whoever fills the batch stops where a count of rows equals it. */
  constructor(tradesMax: number) {
    if (!Number.isSafeInteger(tradesMax) || tradesMax < 1) {
      throw new Error(`Invariant: tradesMax is a whole number above 0, was ${tradesMax}`);
    }
    this.tradesMax = tradesMax;
    this.price = new Float64Array(tradesMax);
    this.size = new Float64Array(tradesMax);
    this.epochMs = new Float64Array(tradesMax);
    this.feedSeq = new Float64Array(tradesMax);
    this.conditions = new Uint8Array(tradesMax);
    this.symbolAt = new Int32Array(tradesMax);
    this.symbolEnd = new Int32Array(tradesMax);
    this.symbolLow = new Int32Array(tradesMax);
    this.symbolHigh = new Int32Array(tradesMax);
  }
}
