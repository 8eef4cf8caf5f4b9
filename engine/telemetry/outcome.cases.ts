/** Known answers of outcome.ts. */
import type { Observe } from "#schemas";
import { ThreadLedger } from "./ledger.ts";
import {
  account,
  errorIdOf,
  isErrored,
  OUTCOME_OK,
  outcomeErrored,
  outcomeFiltered,
} from "./outcome.ts";

/** Both sides of every border between success, filtered and errored. */
const OUTCOMES = [0, 0xff, 0x100, 0x10c, 0x1ff, 0x200, 0x23f];

export default function run(observe: Observe): void {
  for (const id of [0, 12]) observe(outcomeFiltered, `reason ${id}`, outcomeFiltered(id));
  for (const id of [0, 63]) observe(outcomeErrored, `code ${id}`, outcomeErrored(id));
  for (const outcome of OUTCOMES) {
    observe(isErrored, `${outcome}`, isErrored(outcome));
  }
  observe(errorIdOf, "575", errorIdOf(0x23f), 63);
  for (const outcome of [OUTCOME_OK, 0x100, 0x10c, 0x200, 0x216]) {
    const ledger = ThreadLedger.detached();
    account(ledger, 5, outcome);
    observe(account, `${outcome}`, ledger.row(5));
  }
}
