/** For tests of tapes: small tapes, and everything that a reader finds in one. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TickscopeError } from "#schemas";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  type EpochUs,
  privateSlots,
  RECORD_BYTES,
  type RecordObject,
  readRecord,
  type TapeEnd,
  TapeReader,
  TapeWriter,
  writeBar,
  writeTick,
} from "../index.ts";
import { writeFmv } from "../layout/fmv-fixture.ts";

/** A temporary folder; `remove` when done. */
export class TapeFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), "tickscope-tape-"));
  #files = 0;

  /** A path that does not exist yet. */
  next(): string {
    return join(this.path, `${this.#files++}.tape`);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

export const TAPE_OPTIONS = {
  origin: "a test",
  calendar: "us-equities",
  createdEpochUs: 1e15 as EpochUs,
} as const;

/** A record and the text of its symbol; its symbol id is always 9999. */
export interface Written {
  symbol: string;
  record: RecordObject;
}

/** Appends record `seq` of a kind that `seq` decides; returns what a reader must find. */
export function append(
  writer: TapeWriter,
  seq: number,
  symbol: string,
  price: number,
): RecordObject {
  const view = privateSlots(1, RECORD_BYTES);
  view.u8.fill(255);
  // Symbol id 9999 is the engine's; the tape must replace it with its own.
  const identity = { symbolId: asSymbolId(9999), recordSeq: seq, receivedEpochUs: asEpochUs(0) };
  if (seq % 3 === 0) {
    const isEligible = seq % 2 === 0;
    const tick = { exchangeEpochUs: asEpochUs(1e15), feedSeq: seq, isEligible, price, size: 5 };
    writeTick(view, asSlot(0), { ...identity, ...tick });
  } else if (seq % 3 === 1) {
    const times = { startEpochUs: asEpochUs(1e15), endEpochUs: asEpochUs(2e15), isMinute: true };
    writeBar(view, asSlot(0), {
      ...identity,
      ...times,
      open: price,
      high: 4,
      low: 3,
      close: 2,
      volume: 1,
    });
  } else writeFmv(view, 0, 9999, seq, 1e15, 0, price);
  writer.append(view, asSlot(0), symbol);
  return readRecord(view, asSlot(0));
}

/** Reads a tape to its end. */
export function readAll(path: string): { found: Written[]; reader: TapeReader; end: TapeEnd } {
  const reader = new TapeReader(path);
  const found: Written[] = [];
  for (let block = reader.next(); block !== undefined; block = reader.next()) {
    for (let slot = 0; slot < block.records; slot++) {
      const record = readRecord(block.view, asSlot(slot));
      const symbol = block.symbols[record.symbolId];
      found.push({ symbol, record: { ...record, symbolId: asSymbolId(9999) } });
    }
  }
  reader.close();
  return { found, reader, end: reader.end! };
}

/** A tape of five records in three blocks, and where its header and each block end. */
export function smallTape(path: string): {
  path: string;
  bytes: Buffer;
  ends: number[];
  written: Written[];
} {
  const writer = new TapeWriter(path, { ...TAPE_OPTIONS, recordsPerBlock: 2 });
  const ends = [writer.bytesWritten];
  const written: Written[] = [];
  for (const [seq, symbol] of ["A", "Ωmega", "", "A", "B"].entries()) {
    written.push({ symbol, record: append(writer, seq, symbol, seq + 1) });
    if (seq % 2 === 1) ends.push(writer.bytesWritten);
  }
  writer.close();
  ends.push(writer.bytesWritten);
  return { path, bytes: readFileSync(path), ends, written };
}

/** The code that `run` is refused with; "" when it is not. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof TickscopeError) return thrown.code;
    throw thrown;
  }
  return "";
}
