/** Loaded before the module of a watched worker; see heap-watch.ts. */
import { Control } from "#engine/telemetry";
import { collectedHeap, HEAP_CHANNEL, HEAP_EVERY_MS, HEAP_THREAD } from "./heap-watch.ts";

const LOOKS_PER_COUNT = 8;

const name = process.env[HEAP_THREAD] ?? "?";
const everyMs = Number(process.env[HEAP_EVERY_MS]);
const channel = new BroadcastChannel(HEAP_CHANNEL);
let dueLocalMs = performance.now() + everyMs;

function look(): void {
  if (performance.now() < dueLocalMs) return;
  channel.postMessage(collectedHeap(name));
  dueLocalMs = performance.now() + everyMs;
}

setInterval(look, everyMs / LOOKS_PER_COUNT);

// A detector worker never returns to its event loop; this is what its loop asks once a turn.
const { isAskedToLeave } = Control.prototype;
Control.prototype.isAskedToLeave = function (thread: number): boolean {
  look();
  return isAskedToLeave.call(this, thread);
};
