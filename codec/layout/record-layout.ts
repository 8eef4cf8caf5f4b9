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
 * The constants are generated from the structs of schemas/tick.fbs: a slot is such a FlatBuffers
 * struct. Offsets end in `_U8`, `_U32` or `_F64` and count elements of that width from the start of
 * the slot, so that hot code adds and never divides.
 */
export * from "../generated/record-layout.ts";

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
