/**
 * Reads a recorded Binance session as blocks of records, through the same decoder and normaliser as a
 * live connection. The file: a line that names the streams, then `<receive epoch s>: <frame>` a line.
 *
 *   wss://fstream.binance.com/stream?streams=btcusdt@aggTrade/btcusdt@kline_1m <-> 1626992740.179554
 *   1626992742.289739: {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade",…}}
 */
import {
  type EpochUs,
  RECORD_SYMBOL_ID_U32,
  RECORD_U32,
  type Slot,
  SYMBOLS_MAX_RANGE,
  type SymbolId,
  type SymbolTable,
  SymbolTableWriter,
  symbolTableBytes,
  type TapeBlock,
} from "#codec";
import {
  addRow,
  ErrorLog,
  emptyRow,
  type LedgerRow,
  STAGE_DECODE,
  STAGE_NORMALISE,
  ThreadLedger,
} from "#engine/telemetry";
import { TickscopeError } from "#schemas";
import { BinanceDecoder } from "../binance/binance-decoder.ts";
import { FrameIntake } from "../feed/frame-intake.ts";
import { FRAME_BYTES_MAX } from "../massive/massive-client.ts";
import { Normaliser } from "../normalise/normaliser.ts";
import type { RecordSink } from "../normalise/record-sink.ts";
import { TapeBlockBuilder } from "./tape-block-builder.ts";
import { inputBytes } from "./tape-input.ts";

/** The stamp before a frame takes no more. */
const STAMP_CHARS_MAX = 64;
const FIRST_LINE = /^wss?:\/\/\S+/;
const STAMP = /^(\d{9,11}(?:\.\d+)?): /;
const AGGREGATED = /([a-z0-9_]+)@aggTrade/g;
const SAMPLE_CHARS_MAX = 80;

export class SessionFile {
  readonly path: string;
  readonly #lines: AsyncGenerator<string, void, void>;
  readonly #ledger: ThreadLedger = ThreadLedger.detached();
  readonly #errors: ErrorLog = ErrorLog.detached();
  readonly #normaliser: Normaliser;
  readonly #decoder: BinanceDecoder;
  readonly #sink: BlockSink;
  #line = 1;
  #frames = 0;

  private constructor(path: string, streams: string, lines: AsyncGenerator<string, void, void>) {
    this.path = path;
    this.#lines = lines;
    const symbols = new SymbolTableWriter(
      new SharedArrayBuffer(symbolTableBytes(SYMBOLS_MAX_RANGE[0])),
    );
    this.#sink = new BlockSink(symbols);
    const [ledger, errors] = [this.#ledger, this.#errors];
    this.#normaliser = new Normaliser({
      symbols,
      sink: this.#sink,
      ledger,
      errors,
      sourceIndex: 0,
      traceEvery: 0,
      firstRecordSeq: 0,
    });
    const frames = new FrameIntake(ledger, errors, FRAME_BYTES_MAX, path);
    const aggregated = [...streams.matchAll(AGGREGATED)].map((found) => found[1]?.toUpperCase());
    const known = new Set(aggregated.filter((symbol) => symbol !== undefined));
    this.#decoder = new BinanceDecoder(frames, this.#normaliser, errors, known);
  }

  /** Opens a file and reads its first line. Rejects with TAPE_NOT_FOUND or SESSION_FORMAT. */
  static async open(path: string): Promise<SessionFile> {
    const lines = linesOf(path);
    const first = await lines.next();
    const streams = first.done === true ? "" : first.value;
    if (!FIRST_LINE.test(streams)) {
      await lines.return();
      throw wrongLine(path, 1, streams, "does not name the streams: wss://…?streams=…");
    }
    return new SessionFile(path, streams, lines);
  }

  /** Frames read so far. */
  get frames(): number {
    return this.#frames;
  }

  /** What became of the session's frames and messages that are no record, by reason or code. */
  leftOut(): Pick<LedgerRow, "filtered" | "errored"> {
    const row = emptyRow();
    addRow(row, this.#ledger.row(STAGE_DECODE));
    addRow(row, this.#ledger.row(STAGE_NORMALISE));
    return { filtered: row.filtered, errored: row.errored };
  }

  /**
   * The accepted records, block by block; data that was refused keeps its record_seq, as it would in an
   * engine. Rejects with SESSION_FORMAT at the first line without a time, after the records before it.
   */
  async *blocks(): AsyncGenerator<TapeBlock, void, void> {
    const { builder, full } = this.#sink;
    let problem: unknown;
    try {
      for await (const line of this.#lines) {
        this.#line += 1;
        this.#take(line);
        for (let block = full.shift(); block !== undefined; block = full.shift()) yield block;
      }
    } catch (thrown) {
      problem = thrown;
    }
    if (builder.records > 0) yield builder.take();
    if (problem !== undefined) throw problem;
  }

  /** Closes the file; blocks() then ends. */
  async close(): Promise<void> {
    await this.#lines.return();
  }

  #take(line: string): void {
    if (line === "") return;
    const stamp = STAMP.exec(line);
    if (stamp === null) {
      throw wrongLine(this.path, this.#line, line, 'is not "<receive epoch s>: <frame>"');
    }
    this.#frames += 1;
    this.#normaliser.receivedEpochUs = Math.round(Number(stamp[1]) * 1e6) as EpochUs;
    this.#decoder.frame(line.slice(stamp[0].length));
  }
}

/** Takes records from the normaliser and collects them into blocks. */
class BlockSink implements RecordSink {
  readonly builder: TapeBlockBuilder = new TapeBlockBuilder();
  /** Blocks that wait to be taken; one frame may fill several. */
  readonly full: TapeBlock[] = [];
  readonly #symbols: SymbolTable;

  constructor(symbols: SymbolTable) {
    this.#symbols = symbols;
  }

  get view(): RecordSink["view"] {
    return this.builder.view;
  }

  claim(): Slot {
    if (this.builder.isFull) this.full.push(this.builder.take());
    return this.builder.nextSlot;
  }

  commit(): void {
    const { u32 } = this.view;
    const at = this.builder.records * RECORD_U32 + RECORD_SYMBOL_ID_U32;
    u32[at] = this.builder.symbolId(this.#symbols.symbolOf((u32[at] ?? 0) as SymbolId));
    this.builder.commit();
  }

  flush(): void {
    if (this.builder.isFull) this.full.push(this.builder.take());
  }
}

/** The lines of a text file, without their ends. Rejects with TAPE_NOT_FOUND or SESSION_FORMAT. */
async function* linesOf(path: string): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  let rest = "";
  let line = 1;
  try {
    for await (const bytes of inputBytes(path)) {
      const parts = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        yield part.endsWith("\r") ? part.slice(0, -1) : part;
        line += 1;
      }
      if (rest.length > FRAME_BYTES_MAX + STAMP_CHARS_MAX) {
        throw wrongLine(path, line, rest, `is longer than ${FRAME_BYTES_MAX} characters`);
      }
    }
  } catch (cause) {
    if (cause instanceof TickscopeError) throw cause;
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new TickscopeError("SESSION_FORMAT", `${path}: line ${line}: ${said}`, { cause });
  }
  if (rest !== "") yield rest;
}

function wrongLine(path: string, line: number, text: string, what: string): TickscopeError {
  const shown = JSON.stringify(text.slice(0, SAMPLE_CHARS_MAX));
  return new TickscopeError("SESSION_FORMAT", `${path}: line ${line} ${what}, was ${shown}`);
}
