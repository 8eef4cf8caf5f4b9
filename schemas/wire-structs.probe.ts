/** Pins the generated structs and enums of the wire format, accessor by accessor. */
import { ByteBuffer } from "flatbuffers";
import * as wire from "./generated/wire/index.ts";
import type { Observe, Probe } from "./probe.ts";

interface StructClass {
  new (): { __init(position: number, buffer: ByteBuffer): object };
  sizeOf(): number;
}

type Accessor = (this: object, value?: number) => unknown;

/** Where the struct lies in its memory, bytes: not at its beginning. */
const AT = 64;
const BUFFER_BYTES = 320;

function accessorsOf(Struct: StructClass, isKept: (name: string) => boolean): [string, Accessor][] {
  const prototype = Struct.prototype as Record<string, Accessor>;
  return Object.getOwnPropertyNames(prototype)
    .filter(isKept)
    .map((name) => [name, prototype[name]!]);
}

/** Memory of which no two bytes near each other are the same. */
function countedBytes(): Uint8Array {
  return Uint8Array.from({ length: BUFFER_BYTES }, (_, at) => (at * 37 + 11) & 127);
}

function positionOf(value: unknown): unknown {
  return typeof value === "object" ? (value as { bb_pos?: number } | null)?.bb_pos : value;
}

function observeStruct(observe: Observe, Struct: StructClass): void {
  observe("sizeOf", "bytes", Struct.sizeOf());
  const bytes = countedBytes();
  const struct = new Struct().__init(AT, new ByteBuffer(bytes));
  const isGetter = (name: string) => !/^(constructor|__init|mutate_.*)$/.test(name);
  for (const [name, get] of accessorsOf(Struct, isGetter)) {
    // Where one is in the struct, the argument is an index: of a list that is reserved.
    observe(name, "read", positionOf(get.call(struct, name === "header" ? undefined : 0)));
  }
  for (const [name, mutate] of accessorsOf(Struct, (each) => each.startsWith("mutate_"))) {
    const isListed = mutate.length > 1;
    bytes.set(countedBytes());
    observe(name, "done", isListed || mutate.call(struct, 3));
    observe(name, "bytes", bytes.slice(AT, AT + Struct.sizeOf()));
  }
}

function structProbe(name: string, stage: string, Struct: StructClass, needs: string[]): Probe {
  return {
    name: `wire-${name}`,
    stage,
    file: `schemas/generated/wire/${name}.ts`,
    needs,
    run: (observe) => observeStruct(observe, Struct),
  };
}

function enumProbe(name: string, stage: string, members: Record<string, unknown>): Probe {
  return {
    name: `wire-${name}`,
    stage,
    file: `schemas/generated/wire/${name}.ts`,
    needs: [],
    run(observe) {
      for (const [member, value] of Object.entries(members)) observe(member, "value", value);
    },
  };
}

const RECORD = ["wire-record-header"];
const EVENT = ["wire-event-header"];

export const WIRE_STRUCT_PROBES: readonly Probe[] = [
  enumProbe("record-kind", "normalise", wire.RecordKind),
  enumProbe("event-kind", "detect", wire.EventKind),
  enumProbe("side", "detect", wire.Side),
  structProbe("record-header", "normalise", wire.RecordHeader, []),
  structProbe("tick", "normalise", wire.Tick, RECORD),
  structProbe("bar", "normalise", wire.Bar, RECORD),
  structProbe("fmv", "normalise", wire.Fmv, RECORD),
  structProbe("event-header", "detect", wire.EventHeader, []),
  structProbe("high-low-event", "detect", wire.HighLowEvent, EVENT),
  structProbe("trend-event", "detect", wire.TrendEvent, EVENT),
  structProbe("surge-event", "detect", wire.SurgeEvent, EVENT),
  structProbe("session-event", "detect", wire.SessionEvent, EVENT),
];
