/** For tests: fair market values, which only the normaliser writes while the engine runs. */

import { writeTick } from "./record.ts";
import { KIND_FMV, NO_FEED_SEQ, RECORD_BYTES, RECORD_KIND_U8 } from "./record-layout.ts";
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
  const [at, received] = [exchangeEpochUs, receivedEpochUs];
  writeTick(view, slot, symbolId, recordSeq, at, received, NO_FEED_SEQ, false, fmv, 0, 0, 0);
  view.u8[slot * RECORD_BYTES + RECORD_KIND_U8] = KIND_FMV;
}
