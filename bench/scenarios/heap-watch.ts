/**
 * The live objects of every thread of this process. Each thread has a heap of its own, which no other
 * thread can collect or count: a worker that is started after watchHeaps() loads heap-watch-worker.ts
 * before its own module, and says from time to time what is alive after a full collection.
 */
import { heapStats } from "bun:jsc";

export const HEAP_CHANNEL = "bench-heap-watch";
/** Environment of a watched worker. */
export const HEAP_THREAD = "BENCH_HEAP_THREAD";
export const HEAP_EVERY_MS = "BENCH_HEAP_EVERY_MS";

/** A thread's heap right after a full collection. */
export interface ThreadHeap {
  thread: string;
  /** When it was counted, epoch milliseconds. */
  epochMs: number;
  /** Cells and what they own outside the heap; shared memory is in it once per thread that sees it. */
  liveBytes: number;
  liveObjects: number;
}

/** Collects on this thread and counts what is left. Takes some milliseconds. */
export function collectedHeap(thread: string): ThreadHeap {
  Bun.gc(true);
  const { heapSize, objectCount } = heapStats();
  return { thread, epochMs: Date.now(), liveBytes: heapSize, liveObjects: objectCount };
}

/**
 * From now on every new worker collects and counts each `everyMs`. Returns what every thread said
 * last; the main thread, which is asked here, comes first.
 */
export function watchHeaps(everyMs: number): () => ThreadHeap[] {
  const latest = new Map<string, ThreadHeap>();
  const channel = new BroadcastChannel(HEAP_CHANNEL);
  channel.onmessage = ({ data }: { data: ThreadHeap }) => {
    latest.set(data.thread, data);
  };
  const preload = [new URL("./heap-watch-worker.ts", import.meta.url).pathname];
  const Unwatched = globalThis.Worker;
  globalThis.Worker = class extends Unwatched {
    constructor(url: string | URL, options: WorkerOptions = {}) {
      const watch = { [HEAP_THREAD]: options.name ?? "?", [HEAP_EVERY_MS]: String(everyMs) };
      super(url, { ...options, preload, env: { ...process.env, ...watch } });
    }
  };
  return () => [collectedHeap("main"), ...latest.values()];
}
