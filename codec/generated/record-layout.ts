// @generated from tick.fbs

/** Bytes of one slot, a multiple of 64. */
export const RECORD_BYTES = 128;
/** Float64 elements of one slot. */
export const RECORD_F64 = 16;
/** Uint32 elements of one slot. */
export const RECORD_U32 = 32;

// RecordHeader
export const RECORD_KIND_U8 = 0;
export const RECORD_FLAGS_U8 = 1;
export const RECORD_SOURCE_U8 = 2;
export const RECORD_SYMBOL_ID_U32 = 1;
export const RECORD_SEQ_F64 = 1;
export const RECORD_EXCHANGE_EPOCH_US_F64 = 2;
export const RECORD_RECEIVED_EPOCH_US_F64 = 3;
export const RECORD_FEED_SEQ_F64 = 4;
export const RECORD_TRACE_ID_U32 = 10;

// Tick
export const TICK_PRICE_F64 = 6;
export const TICK_SIZE_F64 = 7;
export const TICK_DAY_VWAP_F64 = 8;
export const TICK_OFFICIAL_OPEN_F64 = 9;

// Bar
export const BAR_OPEN_F64 = 6;
export const BAR_HIGH_F64 = 7;
export const BAR_LOW_F64 = 8;
export const BAR_CLOSE_F64 = 9;
export const BAR_VOLUME_F64 = 10;
export const BAR_START_EPOCH_US_F64 = 11;
export const BAR_WINDOW_VWAP_F64 = 12;
export const BAR_DAY_VWAP_F64 = 13;
export const BAR_OFFICIAL_OPEN_F64 = 14;

// Fmv
export const FMV_FMV_F64 = 6;

// RecordKind
export const KIND_TICK = 1;
export const KIND_BAR = 2;
export const KIND_FMV = 3;
