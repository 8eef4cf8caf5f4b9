/**
 * A user's own hand-off between the ingest thread and whoever reads, kept accountable: what it throws
 * is counted on the ring stage and logged with its stack, and the source goes on. Ingest thread.
 *
 * Accounting: as RingSink, copies of records. A record that the module refused by throwing is
 *   ring: in = copies, errored(HAND_OFF_FAILED) = copies
 * and one that it passed on through `ring` is counted there.
 */
import type { Slot, SlotView } from "#codec";
import { type ErrorLog, STAGE_RING, type ThreadLedger } from "#engine/telemetry";
import { errorCodeId } from "#schemas";
import type { RecordSink } from "./record-sink.ts";

const HAND_OFF_FAILED = errorCodeId("HAND_OFF_FAILED");

export class HandOff implements RecordSink {
  readonly view: SlotView;
  readonly #inner: RecordSink;
  readonly #ledger: ThreadLedger;
  readonly #errors: ErrorLog;
  readonly #copies: number;

  /** `copies`: detector workers, each of which is owed every record. */
  constructor(inner: RecordSink, ledger: ThreadLedger, errors: ErrorLog, copies: number) {
    this.view = inner.view;
    this.#inner = inner;
    this.#ledger = ledger;
    this.#errors = errors;
    this.#copies = copies;
  }

  claim(): Slot {
    return this.#inner.claim();
  }

  commit(): void {
    try {
      this.#inner.commit();
    } catch (thrown) {
      this.#ledger.enter(STAGE_RING, this.#copies);
      this.#ledger.error(STAGE_RING, HAND_OFF_FAILED, this.#copies);
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      this.#errors.record("HAND_OFF_FAILED", message, "", thrown);
    }
  }

  flush(): void {
    try {
      this.#inner.flush();
    } catch (thrown) {
      // Its records are counted one by one; what a flush loses is the module's own matter.
      this.#errors.record("HAND_OFF_FAILED", `flush: ${thrown}`, "", thrown);
    }
  }
}
