/** For tests of imports and replays: a folder of its own, tapes, and everything in a list of blocks. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  privateSlots,
  RECORD_BYTES,
  type RecordObject,
  readRecord,
  type TapeBlock,
  TapeReader,
  TapeWriter,
  writeTick,
} from "#codec";

/** A record with its symbol as text. */
export type NamedRecord = RecordObject & { symbol: string };

/** A temporary folder; `remove` when done. */
export class TestFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), "tickscope-"));
  #files = 0;

  /** A path that does not exist yet. */
  file(extension: string): string {
    return join(this.path, `${this.#files++}.${extension}`);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

export interface TestTick {
  symbol: string;
  price: number;
  /** Epoch microseconds. */
  at: number;
}

/** Writes a tape of ticks; record_seq from 0. */
export function writeTicks(path: string, ticks: readonly TestTick[], recordsPerBlock = 4096): void {
  const writer = new TapeWriter(path, { origin: "a test", calendar: "", recordsPerBlock });
  const view = privateSlots(1, RECORD_BYTES);
  for (const [seq, { symbol, price, at }] of ticks.entries()) {
    writeTick(view, asSlot(0), {
      symbolId: asSymbolId(0),
      recordSeq: seq,
      exchangeEpochUs: asEpochUs(at),
      receivedEpochUs: asEpochUs(0),
      isEligible: true,
      price,
      size: 1,
    });
    writer.append(view, asSlot(0), symbol);
  }
  writer.close();
}

/** All records of blocks. */
export async function recordsOf(
  blocks: Iterable<TapeBlock> | AsyncIterable<TapeBlock>,
): Promise<NamedRecord[]> {
  const found: NamedRecord[] = [];
  for await (const { view, records, symbols } of blocks) {
    for (let slot = 0; slot < records; slot++) {
      const record = readRecord(view, asSlot(slot));
      found.push({ ...record, symbol: symbols[record.symbolId] ?? "?" });
    }
  }
  return found;
}

/** All records of a tape. */
export function tapeRecords(path: string): Promise<NamedRecord[]> {
  const reader = new TapeReader(path);
  function* blocks() {
    for (let block = reader.next(); block !== undefined; block = reader.next()) yield block;
    reader.close();
  }
  return recordsOf(blocks());
}
