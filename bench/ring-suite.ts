/** The ring: cost of a record on one thread, and records per second between threads. */
import { RECORD_BYTES, RECORD_F64 } from "#codec";
import { createRing, RING_FULL, RingConsumer, RingProducer } from "#ring";
import { type Contender, contest, micro } from "./contest.ts";
import type { Suite } from "./suite.ts";

const BATCH = 256;
const PASSES = 64;
const ROUNDS = 7;

function singleThread(): () => number {
  const buffer = createRing({
    slots: 1024,
    slotBytes: RECORD_BYTES,
    consumers: 1,
    overrun: "gate",
  });
  const producer = new RingProducer(buffer);
  const consumer = new RingConsumer(buffer, 0, BATCH);
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

/** Records per second from one thread to `consumers` others; every record checked by its reader. */
async function acrossThreads(consumers: number, count: number): Promise<number> {
  const buffer = createRing({ slots: 65_536, slotBytes: RECORD_BYTES, consumers, overrun: "gate" });
  const module = new URL("../engine/ring/ring-litmus-worker.ts", import.meta.url).href;
  const workers = Array.from({ length: consumers + 1 }, () => new Worker(module));
  const startedMs = performance.now();
  const results = await Promise.all(
    workers.map((worker, i) => {
      return new Promise<{ records: number; torn: number; outOfOrder: number }>((resolve) => {
        worker.onmessage = (event) => resolve(event.data);
        const role = i < consumers ? "consumer" : "producer";
        worker.postMessage({ role, buffer, count, index: i, pace: i < consumers ? 0 : BATCH });
      });
    }),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  for (const worker of workers) worker.terminate();
  const wrong = results.reduce((sum, result) => sum + result.torn + result.outOfOrder, 0);
  if (wrong > 0) throw new Error(`Invariant: no torn or unordered record, was ${wrong}`);
  return count / seconds;
}

function threadsContender(consumers: number, count: number): Contender {
  return {
    name: `1 producer, ${consumers} consumer(s), across threads`,
    unit: "records/s",
    sample: () => acrossThreads(consumers, count),
    checksum: () => `${count} records, none torn`,
  };
}

export const ringSuite: Suite = {
  name: "ring",
  about: `128-byte slots; start-up of the threads included; every word of every record checked`,
  processes: 1,
  run: async (size) => {
    const count = size === "smoke" ? 10_000 : 5_000_000;
    const contenders = [
      micro("write and read a record, one thread", BATCH * PASSES, singleThread()),
      threadsContender(1, count),
      threadsContender(3, count),
    ];
    return {
      parameters: { batch: BATCH, records: count, rounds: ROUNDS },
      measures: await contest(contenders, size, ROUNDS, 1),
      rivalries: [],
    };
  },
};
