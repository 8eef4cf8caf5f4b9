/**
 * Records what goes into the ring to a tape. Ingest thread.
 *
 * A disk that is full or gone ends the recording, never the engine: the failure is named once, the
 * records that did not make it are counted, and the tape ends at its last whole block.
 */
import {
  RECORD_SYMBOL_ID_U32,
  RECORD_U32,
  type Slot,
  type SlotView,
  type SymbolId,
  type SymbolTable,
  TapeWriter,
} from "#codec";
import type { CalendarName } from "#engine/detect";
import type { ErrorLog } from "#engine/telemetry";
import { TickscopeError } from "#schemas";
import type { Tap } from "../normalise/ring-sink.ts";

const FLUSH_EVERY_MS = 1_000;

/** Told at the end of a recording; `problem` is null when the tape is whole. */
export type RecordingEnded = (path: string, records: number, problem: string | null) => void;

export class Recorder {
  readonly #writer: TapeWriter;
  readonly #path: string;
  readonly #symbols: SymbolTable;
  readonly #errors: ErrorLog;
  readonly #onEnd: RecordingEnded;
  #flushedAtLocalMs = performance.now();
  #isBroken = false;

  /** Starts a tape at `path`. Throws TAPE_WRITE_FAILED when it cannot be created. */
  constructor(
    path: string,
    calendar: CalendarName,
    symbols: SymbolTable,
    errors: ErrorLog,
    onEnd: RecordingEnded,
  ) {
    this.#path = path;
    this.#symbols = symbols;
    this.#errors = errors;
    this.#onEnd = onEnd;
    this.#writer = new TapeWriter(path, { origin: "recorded by tickscope", calendar });
  }

  /** Sees every record on its way into the ring. */
  readonly tap: Tap = (view: SlotView, slot: Slot) => {
    if (this.#isBroken) return;
    try {
      const symbol = this.#symbols.symbolOf(
        view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32]! as SymbolId,
      );
      this.#writer.append(view, slot, symbol);
    } catch (thrown) {
      this.#break(thrown);
    }
  };

  /** Writes what is pending when the last write is a second old, so that a crash loses little. */
  flushIfDue(): void {
    const nowLocalMs = performance.now();
    if (this.#isBroken || nowLocalMs - this.#flushedAtLocalMs < FLUSH_EVERY_MS) return;
    this.#flushedAtLocalMs = nowLocalMs;
    try {
      this.#writer.flush();
    } catch (thrown) {
      this.#break(thrown);
    }
  }

  close(): void {
    if (this.#isBroken) return;
    try {
      this.#writer.close();
      this.#onEnd(this.#path, this.#writer.recordsWritten, null);
    } catch (thrown) {
      this.#break(thrown);
    }
  }

  #break(thrown: unknown): void {
    if (!(thrown instanceof TickscopeError)) throw thrown;
    this.#isBroken = true;
    this.#errors.record(thrown.code, thrown.message, "", thrown);
    this.#onEnd(this.#path, this.#writer.recordsWritten, thrown.oneLine);
  }
}
