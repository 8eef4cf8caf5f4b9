/**
 * Router, channels and detectors of one worker, on this thread, over a market that is made up here: the
 * same code that a detector worker runs, without the ring.
 */
import {
  asSlot,
  asSymbolId,
  EVENT_BYTES,
  FLAG_ELIGIBLE,
  KIND_TICK,
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_U32,
  type Slot,
  type SlotView,
  SymbolTableWriter,
  symbolTableBytes,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { buildPipeline, type Router } from "#engine";
import { activityWheelBytes, type EventSink, symbolStateBytes } from "#engine/detect";
import { DECISION_LOG_BYTES, DecisionLog, ThreadTelemetry } from "#engine/telemetry";
import { defaultConfig, type EngineConfig } from "#schemas";
import { nextRandom } from "./load-random.ts";

const SYMBOLS_MAX = 65_536;
/** 2025-07-29 10:00 in New York. */
const START_EPOCH_US = Date.UTC(2025, 6, 29, 14, 0) * 1000;

/** Keeps the newest events in a ring of slots. */
class KeepingSink implements EventSink {
  readonly view: SlotView;
  readonly #slots: number;
  events = 0;

  constructor(slots: number) {
    this.#slots = slots;
    this.view = privateSlots(slots, EVENT_BYTES);
  }

  claim(): Slot {
    return asSlot(this.events % this.#slots);
  }

  commit(): void {
    this.events += 1;
  }
}

/** A worker's pipeline and a market of `symbols` symbols to feed it with. */
export class OneThreadPipeline {
  readonly symbols: SymbolTableWriter;
  readonly sink: KeepingSink;
  readonly telemetry: ThreadTelemetry = ThreadTelemetry.detached();
  readonly ticks: SlotView;
  readonly #count: number;
  readonly #router: Router;
  readonly #prices: Float64Array;
  #random = 12_345;
  #recordSeq = 0;

  private constructor(
    symbolCount: number,
    sink: KeepingSink,
    router: Router,
    parts: SymbolTableWriter,
  ) {
    this.symbols = parts;
    this.sink = sink;
    this.#router = router;
    this.#count = symbolCount;
    this.ticks = privateSlots(1024, RECORD_BYTES);
    this.#prices = Float64Array.from({ length: symbolCount }, (_, i) => 5 + (i % 400));
  }

  /** `detectors`: modules of further detectors, as a config names them. */
  static async make(
    symbolCount: number,
    keptEvents: number,
    detectors: EngineConfig["plugins"]["detectors"] = [],
  ): Promise<OneThreadPipeline> {
    const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(SYMBOLS_MAX)));
    for (let i = 0; i < symbolCount; i++) symbols.intern(`S${i}`);
    const sink = new KeepingSink(keptEvents);
    const config = defaultConfig();
    const { router } = await buildPipeline({
      config: { ...config, plugins: { ...config.plugins, detectors } },
      calendar: "us-equities",
      symbols,
      symbolStates: new SharedArrayBuffer(symbolStateBytes(SYMBOLS_MAX)),
      activity: new SharedArrayBuffer(activityWheelBytes),
      sink,
      telemetry: ThreadTelemetry.detached(),
      // As in a worker: nothing is watched, and each gate looks.
      decisions: new DecisionLog(new ArrayBuffer(DECISION_LOG_BYTES)),
    });
    return new OneThreadPipeline(symbolCount, sink, router, symbols);
  }

  /** Ticks prepared so far. */
  get recordSeq(): number {
    return this.#recordSeq;
  }

  /** Writes the next `count` (at most 1,024) ticks; each symbol about once a second of event time. */
  prepare(count: number): void {
    const { f64, u32, u8 } = this.ticks;
    for (let i = 0; i < count; i++) {
      const seq = this.#recordSeq++;
      const symbol = seq % this.#count;
      this.#random = nextRandom(this.#random);
      const step = (this.#random / 4_294_967_296 - 0.5) * 0.004;
      // A jump with volume now and then, so that every detector has something to find.
      const jump = (this.#random & 0x3fff) === 7 ? 1.05 : 1;
      this.#prices[symbol]! *= (1 + step) * jump;
      const f = i * RECORD_F64;
      u8[i * RECORD_BYTES + RECORD_KIND_U8] = KIND_TICK;
      u8[i * RECORD_BYTES + RECORD_FLAGS_U8] = FLAG_ELIGIBLE;
      u32[i * RECORD_U32 + RECORD_SYMBOL_ID_U32] = symbol + 1;
      f64[f + RECORD_SEQ_F64] = seq;
      f64[f + RECORD_FEED_SEQ_F64] = seq;
      f64[f + RECORD_EXCHANGE_EPOCH_US_F64] =
        START_EPOCH_US + Math.floor((seq / this.#count) * 1e6);
      f64[f + TICK_PRICE_F64] = this.#prices[symbol]!;
      f64[f + TICK_SIZE_F64] = jump > 1 ? 5000 : 100;
    }
  }

  /** Symbol of the i-th prepared tick. */
  symbolAt(i: number): string {
    return this.symbols.symbolOf(
      asSymbolId(this.ticks.u32[i * RECORD_U32 + RECORD_SYMBOL_ID_U32]!),
    );
  }

  /** Routes the prepared ticks; returns the events so far. */
  route(count: number): number {
    for (let i = 0; i < count; i++) this.#router.route(this.ticks, asSlot(i));
    return this.sink.events;
  }
}
