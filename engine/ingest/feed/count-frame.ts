/** The source and decode stages in one step, for input that needs no decoding. */
import { STAGE_DECODE, STAGE_SOURCE, type ThreadLedger } from "#engine/telemetry";

/** Counts one unit of input that holds `messages` messages; see SourceContext.countFrame. @hot */
export function countFrame(ledger: ThreadLedger, messages: number): void {
  ledger.enter(STAGE_SOURCE, 1);
  ledger.leave(STAGE_SOURCE, 1);
  ledger.produce(STAGE_SOURCE, 1);
  ledger.enter(STAGE_DECODE, 1);
  ledger.leave(STAGE_DECODE, 1);
  ledger.produce(STAGE_DECODE, messages);
}
