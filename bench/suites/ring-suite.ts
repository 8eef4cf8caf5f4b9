/** The ring between threads, against a C ring of the same layout and what else carries records. */
import { RECORD_BYTES, RECORD_F64 } from "#codec";
import { createRing, GatedConsumer, GatedProducer, RING_FULL } from "#engine/ring";
import { type Contender, contest, micro } from "../contest.ts";
import { compileRing, cRingContender } from "../rivals/c-ring.ts";
import { BATCH, SLOT_BYTES, SLOTS, type Transport } from "../rivals/ring-sides.ts";
import { betweenWorkers, postMessages } from "../rivals/ring-threads.ts";
import type { Rivalry, Size, Suite } from "../suite.ts";

const PASSES = 64;
const ROUNDS = 15;
/** Records of a round: each transport gets some 100 ms of work on a quiet machine. */
const RECORDS = { smoke: 500, full: 2_000_000 };
const RINGBUF_RECORDS = { smoke: 500, full: 200_000 };
const MESSAGES = { smoke: 500, full: 20_000 };

/** Names of the measures, for goals and documents. */
export const ringName = (transport: string, consumers: number): string => {
  return `${transport}, ${consumers} consumer${consumers === 1 ? "" : "s"}`;
};

function singleThread(): () => number {
  const geometry = { slots: 1024, slotBytes: RECORD_BYTES, consumers: 1 };
  const buffer = createRing({ ...geometry, overrun: "gate" });
  const producer = new GatedProducer(buffer);
  const consumer = new GatedConsumer(buffer, 0, BATCH);
  const pass = () => {
    let sum = 0;
    for (let i = 0; i < BATCH; i++) {
      const slot = producer.claim();
      if (slot === RING_FULL) throw new Error("Invariant: the reader keeps up");
      producer.view.f64[slot * RECORD_F64 + 6] = i;
      producer.commit();
    }
    producer.flush();
    const count = consumer.poll();
    for (let i = 0; i < count; i++) {
      sum += consumer.view.f64[consumer.slotOf(i) * RECORD_F64 + 6]!;
    }
    consumer.advance(count);
    return sum;
  };
  return () => {
    let sum = 0;
    for (let i = 0; i < PASSES; i++) sum += pass();
    return sum;
  };
}

type Ending = Contender & { end: () => void };

async function transports(size: Size): Promise<Ending[]> {
  const counts: Record<Transport, number> = {
    tickscope: RECORDS[size],
    ringbuf: RINGBUF_RECORDS[size],
    "ringbuf-batch": RINGBUF_RECORDS[size],
    channel: MESSAGES[size],
  };
  const ring = (label: string, transport: Transport, consumers: number) => {
    const count = counts[transport];
    return betweenWorkers(ringName(label, consumers), transport, consumers, count);
  };
  return [
    await ring("Tickscope", "tickscope", 1),
    await ring("Tickscope", "tickscope", 3),
    await ring("ringbuf.js, a record a push", "ringbuf", 1),
    await ring(`ringbuf.js, ${BATCH} records a push`, "ringbuf-batch", 1),
    await ring(`ringbuf.js, ${BATCH} records a push`, "ringbuf-batch", 3),
    await ring("MessageChannel", "channel", 1),
    await ring("MessageChannel", "channel", 3),
    await postMessages(ringName("postMessage", 1), MESSAGES[size]),
  ];
}

/** Tickscope against every other ring with as many consumers. */
function rivalriesOf(contenders: readonly Contender[]): Rivalry[] {
  return [1, 3].flatMap((consumers) => {
    const subject = ringName("Tickscope", consumers);
    const suffix = ringName("", consumers);
    return contenders
      .filter(({ name }) => name.endsWith(suffix) && name !== subject)
      .map(({ name }) => ({ subject, rival: name }));
  });
}

export const ringSuite: Suite = {
  name: "ring",
  about: "records from one thread to others, gated, every word written and looked at",
  processes: 1,
  run: async (size) => {
    const records = RECORDS[size];
    const c = compileRing();
    const threads = await transports(size);
    if (c.problem === "") {
      for (const consumers of [1, 3]) {
        threads.push(cRingContender(ringName("C", consumers), c.path, consumers, records));
      }
    }
    const alone = micro("write and read a record, one thread", BATCH * PASSES, singleThread());
    const measures = await contest([...threads, alone], size, ROUNDS);
    for (const { end } of threads) end();
    c.clear();
    return {
      parameters: { slots: SLOTS, slotBytes: SLOT_BYTES, batch: BATCH, records, rounds: ROUNDS },
      measures,
      rivalries: [
        ...rivalriesOf(threads),
        { subject: ringName("Tickscope", 3), rival: ringName("Tickscope", 1), isOtherWork: true },
      ],
      skipped: c.problem === "" ? [] : [{ name: "C", reason: c.problem }],
    };
  },
};
