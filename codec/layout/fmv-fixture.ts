/** For tests: fair market values, which only the normaliser writes while the engine runs. */

import type { EpochUs, Slot, SymbolId } from "./nominal.ts";
import { writeTick } from "./record.ts";
import { KIND_FMV, RECORD_BYTES, RECORD_KIND_U8 } from "./record-layout.ts";
import type { SlotView } from "./slot-view.ts";

/** Writes a fair market value over the whole slot: its number lies where a trade has its price. */
export function writeFmv(
  view: SlotView,
  slot: number,
  symbolId: number,
  recordSeq: number,
  exchangeEpochUs: number,
  receivedEpochUs: number,
  fmv: number,
): void {
  const identity = {
    symbolId: symbolId as SymbolId,
    recordSeq,
    receivedEpochUs: receivedEpochUs as EpochUs,
  };
  writeTick(view, slot as Slot, {
    ...identity,
    exchangeEpochUs: exchangeEpochUs as EpochUs,
    isEligible: false,
    price: fmv,
    size: 0,
  });
  view.u8[slot * RECORD_BYTES + RECORD_KIND_U8] = KIND_FMV;
}
