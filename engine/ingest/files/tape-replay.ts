/**
 * Hands recorded blocks to the normaliser at a speed. Ingest thread; for tapes and CSV files alike.
 *
 * Accounting: a block is a frame of `source` and `decode`; `decode` produces a message per record that
 * was handed over, so that a replay which is stopped inside a block leaves nothing unaccounted.
 */
import {
  NO_SYMBOL,
  RECORD_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_U32,
  type Slot,
  type SymbolId,
  type TapeBlock,
} from "#codec";
import { nowEpochUs, STAGE_DECODE, STAGE_SOURCE, type ThreadLedger } from "#engine/telemetry";
import { type ErrorCode, errorCodeId } from "#schemas";
import type { SourceContext } from "../feed/source.ts";
import { type ReplaySpeed, TapePace } from "./tape-pace.ts";

/** Records between two looks at clock, heart and stop. */
const BATCH_RECORDS = 256;
/** Longest time without a return to the event loop, so that timers and messages of the thread run. */
const BUSY_MS_MAX = 50;
/** Longest sleep in one piece; a timer takes no more than 24 days. A stop ends it through the signal. */
const SLEEP_MS_MAX = 60_000;

/**
 * Replays all blocks. Resolves with true at their end, with false when the engine stops before; rejects
 * with whatever the blocks reject with.
 */
export async function replayBlocks(
  context: SourceContext,
  blocks: Iterable<TapeBlock> | AsyncIterable<TapeBlock>,
  speed: ReplaySpeed,
): Promise<boolean> {
  const replay = new Replay(context, speed);
  for await (const block of blocks) {
    if (!(await replay.block(block))) return false;
  }
  return !context.stopRequested();
}

/** Counts a block that came, but cannot be decoded. */
export function countBadBlock(ledger: ThreadLedger, code: ErrorCode): void {
  countFrame(ledger);
  ledger.error(STAGE_DECODE, errorCodeId(code), 1);
}

function countFrame(ledger: ThreadLedger): void {
  ledger.enter(STAGE_SOURCE, 1);
  ledger.leave(STAGE_SOURCE, 1);
  ledger.produce(STAGE_SOURCE, 1);
  ledger.enter(STAGE_DECODE, 1);
}

class Replay {
  readonly #context: SourceContext;
  readonly #pace: TapePace;
  /** The engine's symbol id by the tape's; 0 is no valid symbol in both. */
  readonly #engineIds: SymbolId[] = [NO_SYMBOL];
  #busySinceLocalMs: number = performance.now();

  constructor(context: SourceContext, speed: ReplaySpeed) {
    this.#context = context;
    this.#pace = new TapePace(speed);
  }

  /** Hands a block over; false when the engine stops before its end. */
  async block(block: TapeBlock): Promise<boolean> {
    const context = this.#context;
    if (context.stopRequested()) return false;
    countFrame(context.ledger);
    context.ledger.leave(STAGE_DECODE, 1);
    for (let id = this.#engineIds.length; id < block.symbols.length; id++) {
      this.#engineIds.push(context.normaliser.internSymbol(block.symbols[id] ?? ""));
    }
    for (let slot = 0; slot < block.records; ) {
      if (context.stopRequested()) return false;
      context.beat();
      const nowLocalMs = performance.now();
      const end = this.#pace.dueEnd(block, slot, BATCH_RECORDS, nowLocalMs);
      if (end > slot) this.#handOver(block, slot, end);
      else await this.#sleep(this.#pace.nextLocalMs - nowLocalMs);
      slot = end;
      if (nowLocalMs - this.#busySinceLocalMs > BUSY_MS_MAX) await this.#sleep(0);
    }
    return true;
  }

  /** @hot no allocation, no throw. */
  #handOver(block: TapeBlock, from: number, end: number): void {
    const { normaliser, ledger } = this.#context;
    const { view } = block;
    normaliser.receivedEpochUs = nowEpochUs();
    for (let slot = from as Slot; slot < end; slot++) {
      const tapeId = view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32] ?? 0;
      const recordSeq = view.f64[slot * RECORD_F64 + RECORD_SEQ_F64] ?? Number.NaN;
      ledger.produce(STAGE_DECODE, 1);
      normaliser.encoded(view, slot, this.#engineIds[tapeId] ?? NO_SYMBOL, recordSeq);
    }
    normaliser.flush();
  }

  /** Returns to the event loop for at least `ms`, less when the engine stops. */
  async #sleep(ms: number): Promise<void> {
    const { signal } = this.#context;
    if (!signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const timer = setTimeout(done, Math.min(ms, SLEEP_MS_MAX));
        signal.addEventListener("abort", done);
      });
    }
    this.#busySinceLocalMs = performance.now();
  }
}
