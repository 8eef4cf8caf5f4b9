/**
 * All shared memory of an engine: made once by the supervisor, handed to each thread by message.
 *
 * Threads die and are replaced; this stays. Everything that must survive a worker lies here.
 */
import { EVENT_BYTES, RECORD_BYTES, symbolTableBytes } from "#codec";
import { activityWheelBytes, symbolStateBytes } from "#engine/detect";
import { createRing, type Overrun } from "#engine/ring";
import {
  controlBytes,
  DECISION_LOG_BYTES,
  THREAD_DETECTOR_FIRST,
  telemetryBytes,
} from "#engine/telemetry";
import { DOORBELL_BYTES } from "../deliver/doorbell.ts";

/** Buffers by what lies in them. */
export interface EngineMemory {
  control: SharedArrayBuffer;
  /** How detector workers wake the main thread. */
  doorbell: SharedArrayBuffer;
  telemetry: SharedArrayBuffer;
  symbols: SharedArrayBuffer;
  symbolStates: SharedArrayBuffer;
  tickRing: SharedArrayBuffer;
  /** One SPSC ring per detector worker. */
  eventRings: SharedArrayBuffer[];
  /** One wheel of ticks per second per detector worker. */
  activity: SharedArrayBuffer[];
  /** One decision log per detector worker. */
  decisions: SharedArrayBuffer[];
}

/** Measures of an engine's memory. */
export interface MemorySettings {
  workers: number;
  symbolsMax: number;
  ringSlots: number;
  eventRingSlots: number;
  overrun: Overrun;
}

/** Makes zeroed memory. Pages are touched only when used, so a large symbolsMax costs address space. */
export function createMemory(settings: MemorySettings): EngineMemory {
  const { workers, symbolsMax, ringSlots, eventRingSlots, overrun } = settings;
  const threads = THREAD_DETECTOR_FIRST + workers;
  const perWorker = <T>(make: () => T): T[] => Array.from({ length: workers }, make);
  return {
    control: new SharedArrayBuffer(controlBytes(threads)),
    doorbell: new SharedArrayBuffer(DOORBELL_BYTES),
    telemetry: new SharedArrayBuffer(telemetryBytes(threads)),
    symbols: new SharedArrayBuffer(symbolTableBytes(symbolsMax)),
    symbolStates: new SharedArrayBuffer(symbolStateBytes(symbolsMax)),
    tickRing: createRing({
      slots: ringSlots,
      slotBytes: RECORD_BYTES,
      consumers: workers,
      overrun,
    }),
    eventRings: perWorker(() => {
      // Events are never dropped here, whatever the tick ring does: a full ring holds the detector.
      return createRing({
        slots: eventRingSlots,
        slotBytes: EVENT_BYTES,
        consumers: 1,
        overrun: "gate",
      });
    }),
    activity: perWorker(() => new SharedArrayBuffer(activityWheelBytes)),
    decisions: perWorker(() => new SharedArrayBuffer(DECISION_LOG_BYTES)),
  };
}
