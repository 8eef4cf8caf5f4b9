/**
 * Type tests: each line under `@ts-expect-error` must not compile, which `tsc -b` checks. The tests run,
 * too, so that what does compile is known to leave numbers as they are.
 */
import { expect, test } from "bun:test";
import {
  asEpochUs,
  asSeq,
  asSlot,
  asSymbolId,
  copySlot,
  type EpochUs,
  privateSlots,
  RECORD_BYTES,
  readRecord,
  type Seq,
  type Slot,
  type SymbolId,
  SymbolTableWriter,
  symbolTableBytes,
  writeTick,
} from "../index.ts";

const slot: Slot = asSlot(1);
const seq: Seq = asSeq(1);
const symbolId: SymbolId = asSymbolId(1);
const epochUs: EpochUs = asEpochUs(1_755_698_405_000_000);
const epochMs: number = 1_755_698_405_000;

const takeSlot = (value: Slot): number => value;
const takeSeq = (value: Seq): number => value;
const takeSymbolId = (value: SymbolId): number => value;
const takeEpochUs = (value: EpochUs): number => value;

test("a named number is a number at run time", () => {
  expect([asSlot(3), asSeq(-3), asSymbolId(7), asEpochUs(0.5)] as number[]).toEqual([
    3, -3, 7, 0.5,
  ]);
  const sum: number = slot + seq;
  expect(sum).toBe(2);
});

test("one kind of number cannot stand for another", () => {
  // @ts-expect-error a sequence is no slot: it has not been cut to the ring's size
  expect(takeSlot(seq)).toBe(1);
  // @ts-expect-error a slot is no sequence
  expect(takeSeq(slot)).toBe(1);
  // @ts-expect-error a symbol's id is no slot
  expect(takeSlot(symbolId)).toBe(1);
  // @ts-expect-error a slot is no symbol's id
  expect(takeSymbolId(slot)).toBe(1);
  // @ts-expect-error milliseconds are plain numbers until they are converted
  expect(takeEpochUs(epochMs)).toBe(epochMs);
  // @ts-expect-error a sum has no name of its own: the unit of the second number is unknown
  expect(takeEpochUs(epochUs + 1)).toBe(epochUs + 1);
  expect(takeEpochUs(asEpochUs(epochMs * 1000))).toBe(epochUs);
});

test("records and symbols take no number for another", () => {
  const view = privateSlots(2, RECORD_BYTES);
  const rest = { isEligible: true, price: 1, size: 1 };
  const good = { symbolId, recordSeq: 1, exchangeEpochUs: epochUs, receivedEpochUs: epochUs };
  writeTick(view, slot, { ...good, ...rest });
  // @ts-expect-error the symbol's id and the slot are swapped
  writeTick(view, symbolId, { ...good, symbolId: slot, ...rest });
  // @ts-expect-error the exchange's time is in milliseconds
  writeTick(view, slot, { ...good, exchangeEpochUs: epochMs, ...rest });
  // @ts-expect-error a ring's sequence is no slot
  copySlot(view, seq, view, slot);
  // @ts-expect-error a record's sequence is no slot
  expect(readRecord(view, good.recordSeq).symbolId).toBe(symbolId);
  const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(65_536)));
  const known: SymbolId = symbols.intern("AAPL");
  expect(symbols.symbolOf(known)).toBe("AAPL");
  // @ts-expect-error a slot is no symbol's id
  expect(symbols.symbolOf(slot)).toBe("AAPL");
});
