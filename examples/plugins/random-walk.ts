/**
 * A source of one's own: one symbol on a random walk, ten ticks a second of its own clock, and after
 * every hundredth tick a record of a private kind for heartbeat-channel.ts.
 *
 * It hands numbers to the normaliser and nothing else: checking, counting and backpressure come with it.
 */
import {
  asEpochUs,
  asSlot,
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_KIND_U8,
} from "#codec";
import type { CreateSource, Source, SourceContext } from "#engine";
import { nowEpochUs } from "#engine/telemetry";

const STEP_US = 100_000;
const START_EPOCH_US = Date.UTC(2025, 6, 29, 14, 0) * 1000;
const TICKS = 5_000;
/** Kind of the private records, 16 to 31; the config gives the channel the same. */
const KIND_HEARTBEAT = 16;
const HEARTBEAT_EVERY = 100;

class RandomWalk implements Source {
  readonly provider = "Test";
  readonly name: string;
  readonly #slot = privateSlots(1, RECORD_BYTES);

  constructor(name: string) {
    this.name = name;
  }

  async run(context: SourceContext): Promise<void> {
    context.setState("connected", "");
    let state = 7;
    let price = 100;
    let records = 0;
    for (let i = 0; i < TICKS && !context.stopRequested(); i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      price = Math.max(1, price + ((state >>> 16) / 65_536 - 0.5) * 0.2);
      const size = i % 1_000 === 999 ? 100_000 : 100;
      const epochUs = asEpochUs(START_EPOCH_US + i * STEP_US);
      context.normaliser.receivedEpochUs = nowEpochUs();
      context.normaliser.tick("WALK", price, size, epochUs, i + 1, true, 0, 0);
      records += 1;
      if (i % HEARTBEAT_EVERY !== HEARTBEAT_EVERY - 1) continue;
      this.#heartbeat(context, epochUs);
      context.countFrame(records + 1);
      records = 0;
      context.normaliser.flush();
      await Bun.sleep(0); // let the engine stop us
    }
    if (records > 0) context.countFrame(records);
    context.normaliser.flush();
    context.setState("ended", "");
  }

  /** A slot of our own, written by layout; the normaliser copies it into the ring. */
  #heartbeat({ normaliser }: SourceContext, epochUs: number): void {
    this.#slot.u8[RECORD_KIND_U8] = KIND_HEARTBEAT;
    this.#slot.f64[RECORD_EXCHANGE_EPOCH_US_F64] = epochUs;
    const symbolId = normaliser.internSymbol("WALK");
    normaliser.encoded(this.#slot, asSlot(0), symbolId, normaliser.currentRecordSeq + 1);
  }
}

export const createSource: CreateSource = ({ name }) => new RandomWalk(name);
