/**
 * Where every field of a record lies inside its slot.
 *
 *   byte  0        8                16 .. 47                    48 .. 127
 *        +--------+----------------+---------------------------+---------------------+
 *        | kind   | record_seq f64 | exchange, received,       | numbers of the kind |
 *        | flags  |                | feed_seq f64, trace_id u32|                     |
 *        | source |                |                           |                     |
 *        | symbol |                |                           |                     |
 *        +--------+----------------+---------------------------+---------------------+
 *
 * The layout is that of the FlatBuffers structs in schemas/tick.fbs; record-layout.test.ts pins each
 * offset against the generated accessors. Offsets end in `_U8`, `_U32` or `_F64` and count elements of
 * that width from the start of the slot, so that hot code adds and never divides.
 */

/** Bytes of one record slot, a multiple of 64; equals Tick.sizeOf(). */
export const RECORD_BYTES = 128;
/** Float64 elements of one record slot. */
export const RECORD_F64 = 16;
/** Uint32 elements of one record slot. */
export const RECORD_U32 = 32;

export const RECORD_KIND_U8 = 0;
export const RECORD_FLAGS_U8 = 1;
export const RECORD_SOURCE_U8 = 2;
export const RECORD_SYMBOL_ID_U32 = 1;
export const RECORD_SEQ_F64 = 1;
export const RECORD_EXCHANGE_EPOCH_US_F64 = 2;
export const RECORD_RECEIVED_EPOCH_US_F64 = 3;
export const RECORD_FEED_SEQ_F64 = 4;
export const RECORD_TRACE_ID_U32 = 10;

export const TICK_PRICE_F64 = 6;
export const TICK_SIZE_F64 = 7;
export const TICK_DAY_VWAP_F64 = 8;
export const TICK_OFFICIAL_OPEN_F64 = 9;

export const BAR_OPEN_F64 = 6;
export const BAR_HIGH_F64 = 7;
export const BAR_LOW_F64 = 8;
export const BAR_CLOSE_F64 = 9;
export const BAR_VOLUME_F64 = 10;
export const BAR_START_EPOCH_US_F64 = 11;
export const BAR_WINDOW_VWAP_F64 = 12;
export const BAR_DAY_VWAP_F64 = 13;
export const BAR_OFFICIAL_OPEN_F64 = 14;

export const FMV_FMV_F64 = 6;

/** Record kinds; the same numbers as RecordKind in schemas/tick.fbs. */
export const KIND_TICK = 1;
export const KIND_BAR = 2;
export const KIND_FMV = 3;
/** First kind number that a plug-in's channel may take; the last is 31. */
export const KIND_PLUGIN_FIRST = 16;
/** One more than the largest kind number. */
export const KINDS_MAX = 32;

/** Bit of `flags`: the print may set a price. */
export const FLAG_ELIGIBLE = 1;
/** Bit of `flags`: a minute bar; without it a bar is a second bar. */
export const FLAG_MINUTE_BAR = 2;

/** `feed_seq` of a record whose feed gives no sequence. */
export const NO_FEED_SEQ = -1;
