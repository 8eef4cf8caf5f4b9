/** Known answers of memory.ts: how much of what, and how its rings are measured. */
import { symbolTableBytes } from "#codec";
import { activityWheelBytes, symbolStateBytes } from "#engine/detect";
import { openRing } from "#engine/ring";
import { controlBytes, DECISION_LOG_BYTES, telemetryBytes } from "#engine/telemetry";
import type { Observe } from "#schemas";
import { createMemory } from "./memory.ts";

function geometry(buffer: SharedArrayBuffer): unknown {
  const { slots, slotBytes, consumers, overrun } = openRing(buffer);
  return { slots, slotBytes, consumers, overrun };
}

export default function run(observe: Observe): void {
  for (const overrun of ["gate", "drop-oldest"] as const) {
    const symbolsMax = 64;
    const settings = { workers: 3, symbolsMax, ringSlots: 32, eventRingSlots: 16, overrun };
    const memory = createMemory(settings);
    const { control, telemetry, symbols, symbolStates, tickRing, eventRings, activity, decisions } =
      memory;
    const fact = (what: string) => `${what}, ${overrun}`;
    observe(createMemory, fact("control"), control.byteLength - controlBytes(5));
    observe(createMemory, fact("telemetry"), telemetry.byteLength - telemetryBytes(5));
    observe(createMemory, fact("symbols"), symbols.byteLength - symbolTableBytes(symbolsMax));
    observe(createMemory, fact("states"), symbolStates.byteLength - symbolStateBytes(symbolsMax));
    observe(createMemory, fact("tick ring"), geometry(tickRing));
    observe(createMemory, fact("event rings"), eventRings.map(geometry));
    const wheels = activity.map((buffer) => buffer.byteLength - activityWheelBytes);
    observe(createMemory, fact("wheels"), wheels);
    const logs = decisions.map((buffer) => buffer.byteLength - DECISION_LOG_BYTES);
    observe(createMemory, fact("decision logs"), logs);
    const all = [
      control,
      telemetry,
      symbols,
      symbolStates,
      tickRing,
      ...eventRings,
      ...activity,
      ...decisions,
    ];
    observe(createMemory, fact("nothing twice"), new Set(all).size);
  }
}
