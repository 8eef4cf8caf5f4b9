/** What it costs to hand a record to its processor: rings, messages, promises, contexts. */
import { type Contender, contest } from "../contest.ts";
import type { Transport } from "../rivals/ring-sides.ts";
import { betweenWorkers, postMessages, sumOf } from "../rivals/ring-threads.ts";
import {
  directCall,
  type HandOff,
  promisePerTick,
  storagePerCall,
  turnPerTick,
  vmContextPerCall,
  workerPerCall,
} from "../rivals/same-thread.ts";
import type { Size, Suite } from "../suite.ts";

const ROUNDS = 12;
/** Records of a round at full size, by how dear a hand-off is. */
const CHEAP = 2_000_000;
const MODERATE = 200_000;
const MESSAGES = 20_000;
const DEAR = 1000;
const DEAREST = 3;
const SMOKE = 3;
const SUBJECT = "ring on shared memory, to another thread";

function sameThread(name: string, size: Size, full: number, handOff: HandOff): Contender {
  const count = size === "smoke" ? SMOKE : full;
  return {
    name,
    unit: "ns/op",
    sample: async () => {
      const startedNs = Bun.nanoseconds();
      const sum = await handOff(count);
      const ns = Bun.nanoseconds() - startedNs;
      if (sum !== sumOf(count, 1)) throw new Error(`Invariant: ${name}: the sum, was ${sum}`);
      return ns / count;
    },
    checksum: () => `sum ${sumOf(count, 1)}`,
  };
}

type Ending = Contender & { end: () => void };

/** The same contender as a cost per record. */
function asCost(contender: Ending): Ending {
  return {
    ...contender,
    unit: "ns/op",
    sample: async () => 1e9 / ((await contender.sample()) as number),
  };
}

export const handOffSuite: Suite = {
  name: "hand-off",
  about: "a record handed to its processor, many in flight where the strategy allows it",
  processes: 1,
  run: async (size) => {
    const count = (full: number) => (size === "smoke" ? SMOKE : full);
    const worker = async (name: string, transport: Transport, full: number) => {
      return asCost(await betweenWorkers(name, transport, 1, count(full)));
    };
    const threads = [
      await worker(SUBJECT, "tickscope", CHEAP),
      asCost(await postMessages("postMessage, to another thread", count(MESSAGES))),
      await worker("MessageChannel, to another thread", "channel", MESSAGES),
    ];
    const here = [
      sameThread("call, run to completion", size, CHEAP, directCall),
      sameThread("promise per tick, awaited", size, MODERATE, promisePerTick),
      sameThread("turn of the event loop per tick", size, MESSAGES, turnPerTick),
      sameThread("AsyncLocalStorage context per call", size, MODERATE, storagePerCall),
      sameThread("new vm context per call", size, DEAR, vmContextPerCall),
      sameThread("new worker per call", size, DEAREST, workerPerCall),
    ];
    const contenders = [...threads, ...here];
    const measures = await contest(contenders, size, ROUNDS);
    for (const { end } of threads) end();
    return {
      parameters: { rounds: ROUNDS },
      measures,
      rivalries: contenders.slice(1).map(({ name }) => ({
        subject: SUBJECT,
        rival: name,
        isOtherWork: size === "full",
      })),
    };
  },
};
