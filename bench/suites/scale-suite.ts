/** How costs grow: a tick with the number of symbols, a record with the size of the ring. */
import { type Contender, contest } from "../contest.ts";
import { OneThreadPipeline } from "../one-thread-pipeline.ts";
import { betweenWorkers } from "../rivals/ring-threads.ts";
import type { Suite } from "../suite.ts";
import { detectorContender } from "./detector-suite.ts";

const ROUNDS = 12;
const SYMBOLS = { smoke: [100, 1000], full: [100, 500, 1000, 2000, 4000, 8000, 20_000] };
const SLOTS = { smoke: [64, 1024], full: [64, 512, 4096, 65_536, 1_048_576] };
const RECORDS = { smoke: 500, full: 1_000_000 };
/** Every symbol has been seen some dozen times before anything counts. */
const WARM_UP_TICKS_PER_SYMBOL = 30;

export const scaleSuite: Suite = {
  name: "scale",
  about: "a tick's cost against symbols, the ring's throughput against its slots",
  processes: 1,
  run: async (size) => {
    const contenders: Contender[] = [];
    for (const symbols of SYMBOLS[size]) {
      const pipeline = await OneThreadPipeline.make(symbols, 4096);
      const name = `tick through all detectors, ${symbols} symbols`;
      const batches = size === "smoke" ? 2 : 32;
      const contender = detectorContender(name, pipeline, batches);
      if (size === "full") {
        for (let ticks = 0; ticks < symbols * WARM_UP_TICKS_PER_SYMBOL; ticks += 1024) {
          pipeline.prepare(1024);
          pipeline.route(1024);
        }
      }
      contenders.push({ ...contender, at: { axis: "symbols", value: symbols } });
    }
    const rings = [];
    for (const slots of SLOTS[size]) {
      const name = `ring between two threads, ${slots} slots`;
      rings.push(await betweenWorkers(name, "tickscope", 1, RECORDS[size], slots));
      contenders.push({ ...rings.at(-1)!, at: { axis: "slots", value: slots } });
    }
    const measures = await contest(contenders, size, ROUNDS);
    for (const { end } of rings) end();
    return { parameters: { rounds: ROUNDS, records: RECORDS[size] }, measures, rivalries: [] };
  },
};
