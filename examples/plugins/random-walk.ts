/**
 * A source of one's own: one symbol on a random walk, ten ticks a second of its own clock.
 *
 * It hands numbers to the normaliser and nothing else: checking, counting and backpressure come with it.
 */
import type { CreateSource, Source, SourceContext } from "#engine";

const STEP_US = 100_000;
const START_EPOCH_US = Date.UTC(2025, 6, 29, 14, 0) * 1000;
const TICKS = 5_000;

class RandomWalk implements Source {
  readonly provider = "Test";
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  async run(context: SourceContext): Promise<void> {
    context.setState("connected", "");
    let state = 7;
    let price = 100;
    for (let i = 0; i < TICKS && !context.stopRequested(); i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      price = Math.max(1, price + ((state >>> 16) / 65_536 - 0.5) * 0.2);
      const epochUs = START_EPOCH_US + i * STEP_US;
      context.normaliser.receivedEpochUs = (performance.timeOrigin + performance.now()) * 1000;
      context.normaliser.tick("WALK", price, 100, epochUs, i + 1, true, 0, 0);
      if (i % 100 === 99) {
        context.normaliser.flush();
        await Bun.sleep(0); // let the engine stop us
      }
    }
    context.normaliser.flush();
    context.setState("ended", "");
  }
}

export const createSource: CreateSource = ({ name }) => new RandomWalk(name);
