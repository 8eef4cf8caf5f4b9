/** What a source needs of an engine, without one: for tests of sources. */
import {
  asSlot,
  privateSlots,
  RECORD_BYTES,
  type Slot,
  type SlotView,
  SYMBOLS_MAX_RANGE,
  SymbolTableWriter,
  symbolTableBytes,
} from "#codec";
import {
  ErrorLog,
  type LedgerRow,
  STAGE_DECODE,
  STAGE_NORMALISE,
  STAGE_SOURCE,
  ThreadLedger,
  unaccounted,
} from "#engine/telemetry";
import { countFrame } from "../feed/count-frame.ts";
import { FrameIntake } from "../feed/frame-intake.ts";
import type { FeedState, Source, SourceContext } from "../feed/source.ts";
import { Normaliser } from "../normalise/normaliser.ts";
import type { RecordSink } from "../normalise/record-sink.ts";

/** A sink that keeps every record. */
export class KeepingSink implements RecordSink {
  view: SlotView;
  count = 0;
  flushes = 0;
  /** claim() says -1 from then on. */
  isStopped = false;
  #slots: number;

  constructor(slots: number = 64) {
    this.#slots = slots;
    this.view = privateSlots(slots, RECORD_BYTES);
  }

  claim(): Slot {
    if (this.isStopped) return asSlot(-1);
    if (this.count === this.#slots) this.#grow();
    return asSlot(this.count);
  }

  commit(): void {
    this.count += 1;
  }

  flush(): void {
    this.flushes += 1;
  }

  #grow(): void {
    this.#slots *= 2;
    const grown = privateSlots(this.#slots, RECORD_BYTES);
    grown.u8.set(this.view.u8);
    this.view = grown;
  }
}

/** A normaliser with everything round it. */
export class SourceFixture {
  readonly sink: KeepingSink = new KeepingSink();
  readonly ledger: ThreadLedger = ThreadLedger.detached();
  readonly errors: ErrorLog = ErrorLog.detached();
  readonly symbols: SymbolTableWriter = new SymbolTableWriter(
    new SharedArrayBuffer(symbolTableBytes(SYMBOLS_MAX_RANGE[0])),
  );
  readonly normaliser: Normaliser;
  readonly states: [state: FeedState, detail: string][] = [];
  beats = 0;
  readonly #abort = new AbortController();

  constructor(traceEvery: number = 0) {
    const { symbols, sink, ledger, errors } = this;
    const rest = { sourceIndex: 3, traceEvery, firstRecordSeq: 0 };
    this.normaliser = new Normaliser({ symbols, sink, ledger, errors, ...rest });
  }

  frames(frameBytesMax: number = 1024 * 1024): FrameIntake {
    return new FrameIntake(this.ledger, this.errors, frameBytesMax, "ws://test");
  }

  get context(): SourceContext {
    return {
      normaliser: this.normaliser,
      ledger: this.ledger,
      errors: this.errors,
      signal: this.#abort.signal,
      stopRequested: () => this.#abort.signal.aborted,
      countFrame: (messages) => countFrame(this.ledger, messages),
      beat: () => {
        this.beats += 1;
      },
      setState: (state, detail) => {
        this.states.push([state, detail]);
      },
    };
  }

  /** Runs a source in the background; `stop` ends it and waits. */
  run(source: Source): { done: Promise<void>; stop: () => Promise<void> } {
    const done = source.run(this.context);
    done.catch(() => undefined); // the test awaits `done` itself when it expects a rejection
    const stop = () => {
      this.#abort.abort();
      return done;
    };
    return { done, stop };
  }

  get state(): FeedState | undefined {
    return this.states.at(-1)?.[0];
  }

  row(stage: number): LedgerRow {
    return this.ledger.row(stage);
  }

  /** Error codes in the log, with their counts. */
  errorCounts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { code, count } of this.errors.entries()) counts[code] = (counts[code] ?? 0) + count;
    return counts;
  }

  /** 0 when every frame, message and record is accounted for on these stages and between them. */
  residual(): number {
    const [source, decode, normalise] = [STAGE_SOURCE, STAGE_DECODE, STAGE_NORMALISE].map((stage) =>
      this.row(stage),
    ) as [LedgerRow, LedgerRow, LedgerRow];
    return (
      Math.abs(unaccounted(source)) +
      Math.abs(unaccounted(decode)) +
      Math.abs(unaccounted(normalise)) +
      Math.abs(source.produced - decode.in) +
      Math.abs(decode.produced - normalise.in) +
      Math.abs(normalise.produced - this.sink.count)
    );
  }
}
