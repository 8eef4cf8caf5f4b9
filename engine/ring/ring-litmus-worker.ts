/**
 * One thread of the ring's race tests: writes or reads `count` records at full speed.
 *
 * Every double of a record that is written holds its number, so a reader that sees two numbers in one record has seen
 * a torn one, and a reader that sees an unexpected number has seen a lost, repeated or stale one.
 */

import { openConsumer, openProducer } from "./ring-ends.ts";
import { openRing, TAIL_I32 } from "./ring-layout.ts";
import { RingObserver } from "./ring-observer.ts";
import { RING_FULL } from "./ring-producer.ts";

/** First message to the worker. */
export interface LitmusRole {
  role: "producer" | "consumer" | "observer";
  buffer: SharedArrayBuffer;
  /** Records in all; a multiple of every batch is not needed. */
  count: number;
  /** Consumer: its index. Observer: most records that the producer keeps unpublished. */
  index: number;
  /** Observer: the sequence behind the last record. */
  endSeq?: number;
  /** Records per flush (producer) or busy turns per record (consumer), to vary who is slower. */
  pace: number;
  /** Each of so many doubles of a record is written and looked at; the first always. */
  stride?: number;
  /** Where the threads of a race meet before it begins: a word that counts them. */
  start: SharedArrayBuffer;
  /** Threads of the race. */
  threads: number;
}

/** What a thread saw. */
export interface LitmusResult {
  role: string;
  records: number;
  lapped: number;
  torn: number;
  outOfOrder: number;
  /** How often the producer found the ring full, or the consumer found it empty. */
  waits: number;
}

function produce(role: LitmusRole): LitmusResult {
  const { stride = 1 } = role;
  const producer = openProducer(role.buffer);
  const f64PerSlot = producer.memory.slotBytes / 8;
  let waits = 0;
  for (let i = 0; i < role.count; i++) {
    let slot = producer.claim();
    while (slot === RING_FULL) {
      waits++;
      producer.waitForRoom(100);
      slot = producer.claim();
    }
    const at = slot * f64PerSlot;
    for (let k = 0; k < f64PerSlot; k += stride) producer.view.f64[at + k] = i;
    producer.commit();
    if (i % role.pace === 0) producer.flush();
  }
  producer.flush();
  return { role: "producer", records: role.count, lapped: 0, torn: 0, outOfOrder: 0, waits };
}

function consume(role: LitmusRole): LitmusResult {
  const { stride = 1 } = role;
  const consumer = openConsumer(role.buffer, role.index);
  const f64PerSlot = consumer.memory.slotBytes / 8;
  const result = { role: "consumer", records: 0, lapped: 0, torn: 0, outOfOrder: 0, waits: 0 };
  while (result.records + consumer.lapped < role.count) {
    const ready = consumer.poll();
    if (ready === 0) {
      result.waits++;
      consumer.wait(100);
      continue;
    }
    for (let i = 0; i < ready; i++) {
      const at = consumer.slotOf(i) * f64PerSlot;
      const value = consumer.view.f64[at];
      for (let k = stride; k < f64PerSlot; k += stride) {
        if (consumer.view.f64[at + k] !== value) result.torn++;
      }
      if (value !== result.records + consumer.lapped) result.outOfOrder++;
      result.records++;
      for (let busy = 0; busy < role.pace; busy++) Atomics.pause();
    }
    consumer.advance(ready);
  }
  result.lapped = consumer.lapped;
  return result;
}

/** Looks on until the last record is published, from whichever record it came in time for. */
function look(role: LitmusRole): LitmusResult {
  const observer = new RingObserver(role.buffer, role.index, 16);
  const { words } = openRing(role.buffer);
  const f64PerSlot = observer.view.slotBytes / 8;
  const result = { role: "observer", records: 0, lapped: 0, torn: 0, outOfOrder: 0, waits: 0 };
  let first = -1;
  while (Atomics.load(words, TAIL_I32) !== role.endSeq || observer.waiting > 0) {
    const ready = observer.poll();
    if (ready === 0) result.waits++;
    for (let i = 0; i < ready; i++) {
      const at = i * f64PerSlot;
      const value = observer.view.f64[at];
      if (first < 0) first = value - observer.missed;
      for (let k = 1; k < f64PerSlot; k++) if (observer.view.f64[at + k] !== value) result.torn++;
      if (value !== first + result.records + observer.missed) result.outOfOrder++;
      result.records++;
    }
    for (let busy = 0; busy < role.pace; busy++) Atomics.pause();
  }
  result.lapped = observer.missed;
  return result;
}

/** Comes back when all threads of the race are here: a race against a thread that is not there yet is none. */
function meet({ start, threads }: LitmusRole): void {
  const words = new Int32Array(start);
  Atomics.add(words, 0, 1);
  while (Atomics.load(words, 0) < threads) Atomics.pause();
}

declare const self: Worker;
self.onmessage = (event: MessageEvent<LitmusRole>) => {
  const { role } = event.data;
  const run = role === "producer" ? produce : role === "consumer" ? consume : look;
  meet(event.data);
  postMessage(run(event.data));
};
