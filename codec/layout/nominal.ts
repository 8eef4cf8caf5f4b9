/**
 * Numbers that must not be taken for one another. At run time each is a plain number; only the compiler
 * tells them apart. They stand where parts meet: inside a function arithmetic is done in plain numbers,
 * and what leaves it is named again, by a converter or, on a hot path, by a cast.
 */

declare const unit: unique symbol;

/** A number of one kind: it can be used as a number, but no other number can be used as it. */
type Nominal<Kind extends string> = number & { readonly [unit]: Kind };

/** Index of a slot in a SlotView; RING_FULL (-1) where there is none. */
export type Slot = Nominal<"Slot">;
/** Sequence of a ring: an Int32 that only grows and wraps. No record_seq, which does not wrap. */
export type Seq = Nominal<"Seq">;
/** Id that a SymbolTable gave, from 1; 0 = no valid symbol, -1 = the table was full. */
export type SymbolId = Nominal<"SymbolId">;
/** Microseconds since the Unix epoch. */
export type EpochUs = Nominal<"EpochUs">;

/** Names an index into a SlotView. */
export function asSlot(index: number): Slot {
  return index as Slot;
}

/** Names a sequence; the caller has wrapped it (`| 0`). */
export function asSeq(int32: number): Seq {
  return int32 as Seq;
}

/** Names an id that was read from a record, or counted from 1 to SymbolTable.count. */
export function asSymbolId(id: number): SymbolId {
  return id as SymbolId;
}

/** Names microseconds since the epoch; a caller that has another unit converts first. */
export function asEpochUs(microseconds: number): EpochUs {
  return microseconds as EpochUs;
}
