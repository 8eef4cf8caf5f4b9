/** Ways to hand a record to its processor without leaving the thread. Each returns the sum it made. */
import { AsyncLocalStorage } from "node:async_hooks";
import { createContext, Script } from "node:vm";

/** Handles `count` records and returns the sum of their numbers. */
export type HandOff = (count: number) => number | Promise<number>;

/** Keeps the sum; not inlined away, because it is reached through a field. */
class Processor {
  sum = 0;

  process(number: number): void {
    this.sum += number;
  }

  async processLater(number: number): Promise<void> {
    this.sum += number;
  }
}

export function directCall(count: number): number {
  const processor = new Processor();
  for (let i = 0; i < count; i++) processor.process(i);
  return processor.sum;
}

/** An async processor that is awaited record by record. */
export async function promisePerTick(count: number): Promise<number> {
  const processor = new Processor();
  for (let i = 0; i < count; i++) await processor.processLater(i);
  return processor.sum;
}

/** A turn of the event loop per record. */
export async function turnPerTick(count: number): Promise<number> {
  const processor = new Processor();
  for (let i = 0; i < count; i++) {
    await new Promise<void>((resolve) => {
      setImmediate(() => {
        processor.process(i);
        resolve();
      });
    });
  }
  return processor.sum;
}

/** An asynchronous context per record. */
export function storagePerCall(count: number): number {
  const processor = new Processor();
  const storage = new AsyncLocalStorage<number>();
  for (let i = 0; i < count; i++) {
    storage.run(i, () => processor.process(storage.getStore()!));
  }
  return processor.sum;
}

/** A new global object (node:vm) per record. */
export function vmContextPerCall(count: number): number {
  const script = new Script("sum + number");
  let sum = 0;
  for (let number = 0; number < count; number++) {
    sum = script.runInContext(createContext({ sum, number })) as number;
  }
  return sum;
}

/** A new worker, with a heap and an event loop of its own, per record. */
export async function workerPerCall(count: number): Promise<number> {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const worker = new Worker(new URL("./call-worker.ts", import.meta.url).href);
    sum += await new Promise<number>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(i);
    });
    worker.terminate();
  }
  return sum;
}
