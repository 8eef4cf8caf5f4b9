/** Where a source's records go: the seam between the normaliser and the ring. */
import type { Slot, SlotView } from "#codec";

/** Where normalised records go; one writer, the ingest thread. */
export interface RecordSink {
  readonly view: SlotView;
  /**
   * The slot (index into `view`) for the next record. Waits while the ring is gated, which stops the
   * thread from reading its socket: backpressure reaches the source. -1 when the engine stops meanwhile.
   */
  claim(): Slot;
  /** The claimed slot is written. Readers see it after the next flush. */
  commit(): void;
  /** PUBLISH all committed slots. Call once per frame or batch. */
  flush(): void;
}
