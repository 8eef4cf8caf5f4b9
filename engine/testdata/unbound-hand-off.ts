/** A hand-off that calls a processor of this thread; the processor was bound on another one. */
import type { CreateHandOff } from "../index.ts";

/** Each thread has a registry of its own: what another thread binds is not here. */
const processors = new Map<string, () => void>();

function processorOf(thread: string): () => void {
  const processor = processors.get(thread);
  if (processor === undefined) throw new Error(`No processor is bound to thread ${thread}`);
  return processor;
}

export const createHandOff: CreateHandOff = ({ ring, thread }) => ({
  view: ring.view,
  claim: () => ring.claim(),
  commit: () => processorOf(thread)(),
  flush: () => ring.flush(),
});
