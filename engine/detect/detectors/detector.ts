/**
 * The seam for detectors: the built-in ones and a user's own implement the same interface.
 *
 * A detector is called for every admitted record of its kind, in the order of the list: high/low,
 * trend, surge, then plug-ins. It runs on a detector worker, must not wait, and must take time only
 * from the context, never from a wall clock: the same tape then gives the same events. What it
 * remembers per symbol it keeps itself, by `context.symbolId`; a plug-in's memory ends with its worker.
 *
 * If it throws, the record counts as DETECTOR_THREW and later detectors do not see it.
 *
 *   export const bigPrints: Detector = {
 *     name: "big-prints",
 *     onTick(context, emit) {
 *       if (context.size < 1e6) return;
 *       const slot = emit.open(context, EVENT_HIGH, SIDE_UP, context.epochUs, context.price);
 *       emit.setCounts(slot, 1, 0);
 *       emit.close();
 *     },
 *   };
 */

import type { RecordContext } from "../state/record-context.ts";
import type { EventWriter } from "./event-writer.ts";

export interface Detector {
  readonly name: string;
  /** @hot no allocation, no waiting; about 50 ns is a good guest. */
  onTick?(context: RecordContext, emit: EventWriter): void;
  /** @hot */
  onBar?(context: RecordContext, emit: EventWriter): void;
}
