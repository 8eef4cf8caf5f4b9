/** Massive frames into the ring: decode, normalise, intern, count, write; against bare JSON.parse. */
import {
  asEpochUs,
  RECORD_BYTES,
  type Slot,
  type SlotView,
  SymbolTableWriter,
  symbolTableBytes,
} from "#codec";
import { FrameIntake, MassiveDecoder, Normaliser, type RecordSink } from "#engine";
import { createRing, GatedConsumer, GatedProducer, RING_FULL } from "#engine/ring";
import { STAGE_NORMALISE, ThreadTelemetry } from "#engine/telemetry";
import { contest, micro } from "../contest.ts";
import { massiveFrames } from "../massive-frames.ts";
import { MICRO_PROCESSES, type Suite } from "../suite.ts";

const FRAMES = 64;
const TRADES = 50;
const SYMBOLS = 4000;
const OPS = FRAMES * TRADES;
const ROUNDS = 8;
const SUBJECT = "frames into the ring";
const PARSED = "frames into the ring, parsed by JSON.parse";
const BARE = "bare JSON.parse";
/** The scanner's worst case: all of its work done before it has to leave the frame to JSON.parse. */
const LEFT = "frames into the ring, left to JSON.parse at the last trade";
/** Trades with all keys of Massive's documentation. */
const whole = (name: string): string => `${name}, all keys`;
const FRAME_BYTES_MAX = 16_777_216;

/** A ring whose reader passes by everything at each flush, on the writer's own thread. */
class PassingSink implements RecordSink {
  readonly view: SlotView;
  readonly #producer: GatedProducer;
  readonly #consumer: GatedConsumer;

  constructor() {
    const geometry = { slots: 4096, slotBytes: RECORD_BYTES, consumers: 1 };
    const buffer = createRing({ ...geometry, overrun: "gate" });
    this.#producer = new GatedProducer(buffer);
    this.#consumer = new GatedConsumer(buffer, 0);
    this.view = this.#producer.view;
  }

  claim(): Slot {
    const slot = this.#producer.claim();
    if (slot === RING_FULL) throw new Error("Invariant: the reader keeps up");
    return slot;
  }

  commit(): void {
    this.#producer.commit();
  }

  flush(): void {
    this.#producer.flush();
    this.#consumer.advance(this.#consumer.poll());
  }
}

/** Decodes all frames; returns the trades that the ledger counted. */
function decoding(frames: readonly string[], isScanning: boolean): () => number {
  const { ledger, errors } = ThreadTelemetry.detached();
  const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(65_536)));
  const normaliser = new Normaliser({
    symbols,
    sink: new PassingSink(),
    ledger,
    errors,
    sourceIndex: 0,
    traceEvery: 1024,
    firstRecordSeq: 0,
  });
  const intake = new FrameIntake(ledger, errors, FRAME_BYTES_MAX, "bench");
  const decoder = new MassiveDecoder(intake, normaliser, isScanning);
  normaliser.receivedEpochUs = asEpochUs(1);
  return () => {
    const before = ledger.row(STAGE_NORMALISE).out;
    for (let i = 0; i < frames.length; i++) decoder.frame(frames[i]);
    return ledger.row(STAGE_NORMALISE).out - before;
  };
}

function parsing(frames: readonly string[]): () => number {
  return () => {
    let trades = 0;
    for (let i = 0; i < frames.length; i++) trades += JSON.parse(frames[i]!).length;
    return trades;
  };
}

/** The same trades; the last one's id is written with an escape, which the scanner does not read. */
const withEscapeAtEnd = (frame: string): string => {
  const at = frame.lastIndexOf('"i":"') + 5;
  return `${frame.slice(0, at)}\\u0030${frame.slice(at)}`;
};

const bytesPerTrade = (frames: readonly string[]): number =>
  Math.round(frames.reduce((sum, { length }) => sum + length, 0) / OPS);

export const decodeSuite: Suite = {
  name: "decode",
  about: "per trade: frames of the Massive dialect to records in the ring, ledger on",
  processes: MICRO_PROCESSES,
  run: async (size) => {
    const frames = massiveFrames(FRAMES, TRADES, SYMBOLS, "short");
    const wholeFrames = massiveFrames(FRAMES, TRADES, SYMBOLS, "whole");
    const contenders = [
      micro(SUBJECT, OPS, decoding(frames, true)),
      micro(PARSED, OPS, decoding(frames, false)),
      micro(BARE, OPS, parsing(frames)),
      micro(LEFT, OPS, decoding(frames.map(withEscapeAtEnd), true)),
      micro(whole(SUBJECT), OPS, decoding(wholeFrames, true)),
      micro(whole(PARSED), OPS, decoding(wholeFrames, false)),
      micro(whole(BARE), OPS, parsing(wholeFrames)),
    ];
    return {
      parameters: {
        trades: TRADES,
        frames: FRAMES,
        symbols: SYMBOLS,
        bytesPerTrade: bytesPerTrade(frames),
        bytesPerTradeAllKeys: bytesPerTrade(wholeFrames),
      },
      measures: await contest(contenders, size, ROUNDS),
      rivalries: [
        { subject: SUBJECT, rival: BARE },
        { subject: SUBJECT, rival: PARSED },
        { subject: LEFT, rival: PARSED },
        { subject: whole(SUBJECT), rival: whole(BARE) },
        { subject: whole(SUBJECT), rival: whole(PARSED) },
      ],
    };
  },
};
