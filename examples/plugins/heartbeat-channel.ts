/**
 * A channel of one's own: counts records of a private kind (16 to 31) and lets them go.
 *
 * A source makes such records with `normaliser.encoded(...)`. The channel owes one outcome per record,
 * and the detect stage's counts for those it admits.
 */
import type { SlotView } from "#codec";
import type { Channel, ChannelHealth, CreateChannel } from "#engine";
import { OUTCOME_OK, STAGE_DETECT, type ThreadLedger } from "#engine/telemetry";

class HeartbeatChannel implements Channel {
  readonly name: string;
  readonly kind: number;
  readonly lastDetectFailed = false;
  readonly #ledger: ThreadLedger;
  #starts = 0;
  #admitted = 0;

  constructor(name: string, kind: number, ledger: ThreadLedger) {
    this.name = name;
    this.kind = kind;
    this.#ledger = ledger;
  }

  get health(): ChannelHealth {
    return {
      starts: this.#starts,
      admitted: this.#admitted,
      filtered: 0,
      outOfOrder: 0,
      errored: 0,
      detectFailures: 0,
      events: 0,
    };
  }

  start(): void {
    this.#starts += 1;
  }

  handle(_view: SlotView, _slot: number): number {
    this.#admitted += 1;
    this.#ledger.enter(STAGE_DETECT, 1);
    this.#ledger.leave(STAGE_DETECT, 1);
    return OUTCOME_OK;
  }
}

export const createChannel: CreateChannel = ({ name, kind, ledger }) => {
  return new HeartbeatChannel(name, kind, ledger);
};
