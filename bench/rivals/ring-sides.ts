/**
 * The two sides of every transport that the ring suite compares: a producer that sends records
 * numbered 0, 1, 2, … and a consumer that sums the numbers and looks at every word of every record.
 */
import { RingBuffer } from "ringbuf.js";
import { createRing, GatedConsumer, GatedProducer, RING_FULL } from "#engine/ring";

export const SLOTS = 65_536;
export const BATCH = 256;
export const SLOT_BYTES = 128;
const WORDS = SLOT_BYTES / 8;
const WAIT_MS = 100;

/** Transports between two workers; all but the last two on shared memory. */
export type Transport = "tickscope" | "ringbuf" | "ringbuf-batch" | "channel";

/** Sends `count` records. */
export type Produce = (count: number) => void;
/** Takes `count` records and returns the sum of their numbers; throws on a torn one. */
export type Consume = (count: number) => number | Promise<number>;

/** Shared memory for a transport: one buffer, or one per consumer for rings that have one reader. */
export function buffersFor(
  transport: Transport,
  consumers: number,
  slots: number,
): SharedArrayBuffer[] {
  if (transport === "channel") return [];
  if (transport === "tickscope") {
    return [createRing({ slots, slotBytes: SLOT_BYTES, consumers, overrun: "gate" })];
  }
  return Array.from({ length: consumers }, () => {
    return RingBuffer.getStorageForCapacity(slots * WORDS, Float64Array) as SharedArrayBuffer;
  });
}

function torn(): never {
  throw new Error("Invariant: no torn record");
}

function tickscopeProduce(buffer: SharedArrayBuffer): Produce {
  const producer = new GatedProducer(buffer);
  const { f64 } = producer.view;
  return (count) => {
    for (let i = 0; i < count; i++) {
      let slot = producer.claim();
      while (slot === RING_FULL) {
        producer.waitForRoom(WAIT_MS);
        slot = producer.claim();
      }
      const at = slot * WORDS;
      for (let k = 0; k < WORDS; k++) f64[at + k] = i;
      producer.commit();
      if ((i + 1) % BATCH === 0) producer.flush();
    }
    producer.flush();
  };
}

function tickscopeConsume(buffer: SharedArrayBuffer, index: number): Consume {
  const consumer = new GatedConsumer(buffer, index, BATCH);
  const { f64 } = consumer.view;
  return (count) => {
    let sum = 0;
    for (let done = 0; done < count; ) {
      const ready = consumer.poll();
      if (ready === 0) consumer.wait(WAIT_MS);
      for (let i = 0; i < ready; i++) {
        const at = consumer.slotOf(i) * WORDS;
        const number = f64[at]!;
        for (let k = 1; k < WORDS; k++) if (f64[at + k] !== number) torn();
        sum += number;
      }
      if (ready > 0) consumer.advance(ready);
      done += ready;
    }
    return sum;
  };
}

/** Pushes `batch` records at a time, into the ring of every consumer; spins while one is full. */
function ringbufProduce(buffers: readonly SharedArrayBuffer[], batch: number): Produce {
  const rings = buffers.map((buffer) => new RingBuffer(buffer, Float64Array));
  const staged = new Float64Array(batch * WORDS);
  return (count) => {
    for (let i = 0; i < count; i += batch) {
      const records = Math.min(batch, count - i);
      for (let w = 0; w < records * WORDS; w++) staged[w] = i + Math.floor(w / WORDS);
      for (const ring of rings) {
        // A push takes what fits; the rest follows.
        for (let sent = 0; sent < records * WORDS; ) {
          const taken = ring.push(staged, records * WORDS - sent, sent);
          if (taken === 0) Atomics.pause();
          sent += taken;
        }
      }
    }
  };
}

function ringbufConsume(buffer: SharedArrayBuffer, batch: number): Consume {
  const ring = new RingBuffer(buffer, Float64Array);
  const staged = new Float64Array(batch * WORDS);
  return (count) => {
    let sum = 0;
    for (let done = 0; done < count; ) {
      const records = Math.min(batch, Math.floor(ring.availableRead() / WORDS), count - done);
      if (records === 0) {
        Atomics.pause();
        continue;
      }
      ring.pop(staged, records * WORDS);
      for (let r = 0; r < records; r++) {
        const number = staged[r * WORDS]!;
        for (let k = 1; k < WORDS; k++) if (staged[r * WORDS + k] !== number) torn();
        sum += number;
      }
      done += records;
    }
    return sum;
  };
}

/** A record as a message: as many numbers as a slot has. */
export function recordMessage(number: number): Record<string, number> {
  return {
    kind: number,
    symbolId: number,
    recordSeq: number,
    exchangeEpochUs: number,
    receivedEpochUs: number,
    feedSeq: number,
    traceId: number,
    price: number,
    size: number,
    dayVwap: number,
    officialOpen: number,
  };
}

/** Sums messages as they come; each `take` is answered once `count` of them were there. */
export class MessageConsumer {
  #wanted = 0;
  #taken = 0;
  #sum = 0;
  #done: (sum: number) => void = () => undefined;

  readonly take = (record: Record<string, number>): void => {
    const { recordSeq } = record;
    for (const key in record) if (record[key] !== recordSeq) torn();
    this.#sum += recordSeq!;
    this.#taken += 1;
    this.#look();
  };

  readonly consume = (count: number): Promise<number> => {
    this.#wanted = count;
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#done = resolve;
    this.#look();
    return promise;
  };

  #look(): void {
    if (this.#wanted === 0 || this.#taken < this.#wanted) return;
    const sum = this.#sum;
    this.#wanted = 0;
    this.#taken = 0;
    this.#sum = 0;
    this.#done(sum);
  }
}

/** The producing side of a transport, in its own thread. */
export function produceBy(
  transport: Transport,
  buffers: readonly SharedArrayBuffer[],
  ports: readonly MessagePort[],
): Produce {
  if (transport === "tickscope") return tickscopeProduce(buffers[0]!);
  if (transport === "ringbuf") return ringbufProduce(buffers, 1);
  if (transport === "ringbuf-batch") return ringbufProduce(buffers, BATCH);
  return (count) => {
    for (let i = 0; i < count; i++) for (const port of ports) port.postMessage(recordMessage(i));
  };
}

/** The consuming side of a transport, in its own thread. */
export function consumeBy(
  transport: Transport,
  buffers: readonly SharedArrayBuffer[],
  port: MessagePort | undefined,
  index: number,
): Consume {
  if (transport === "tickscope") return tickscopeConsume(buffers[0]!, index);
  if (transport === "ringbuf") return ringbufConsume(buffers[index]!, 1);
  if (transport === "ringbuf-batch") return ringbufConsume(buffers[index]!, BATCH);
  const consumer = new MessageConsumer();
  port!.onmessage = ({ data }) => consumer.take(data);
  return consumer.consume;
}
