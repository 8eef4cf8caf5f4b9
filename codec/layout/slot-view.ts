/**
 * A block of slots as the typed arrays that hot code reads and writes.
 *
 * One memory, three widths. A view owns nothing and adds no protocol: who may touch a slot at which
 * moment is the ring's matter (engine/ring). Works on shared and on private memory alike.
 */
export interface SlotView {
  readonly f64: Float64Array;
  readonly u32: Uint32Array;
  readonly u8: Uint8Array;
  /** Bytes of one slot: RECORD_BYTES or EVENT_BYTES. */
  readonly slotBytes: number;
}

/**
 * Views `slots` slots of `slotBytes` bytes from `byteOffset` (bytes, a multiple of 8) of `buffer`.
 */
export function slotView(
  buffer: ArrayBufferLike,
  byteOffset: number,
  slots: number,
  slotBytes: number,
): SlotView {
  const bytes = slots * slotBytes;
  return {
    f64: new Float64Array(buffer, byteOffset, bytes / 8),
    u32: new Uint32Array(buffer, byteOffset, bytes / 4),
    u8: new Uint8Array(buffer, byteOffset, bytes),
    slotBytes,
  };
}

/** A private block of `slots` zeroed slots. */
export function privateSlots(slots: number, slotBytes: number): SlotView {
  return slotView(new ArrayBuffer(slots * slotBytes), 0, slots, slotBytes);
}

/** A number of a slot: element `at` of the array `width`, from the start of the slot. */
export interface SlotField {
  readonly width: "f64" | "u32" | "u8";
  readonly at: number;
}

/** What stands at a place of `slot`. */
export function slotValue(view: SlotView, slot: number, { width, at }: SlotField): number {
  const array = view[width];
  return array[(slot * view.slotBytes) / array.BYTES_PER_ELEMENT + at]!;
}
