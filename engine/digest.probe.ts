/** Known answers of digest.ts: what two runs must share, and what may differ. */
import {
  asSlot,
  EVENT_BYTES,
  EVENT_DETECTED_EPOCH_US_F64,
  EVENT_F64,
  EVENT_ORDINAL_U8,
  EVENT_RECEIVED_EPOCH_US_F64,
  EVENT_SYMBOL_ID_U32,
  EVENT_TRACE_ID_U32,
  EVENT_U32,
  privateSlots,
  type SlotView,
} from "#codec";
import type { Observe, Probe } from "#schemas";
import { EventDigest } from "./digest.ts";
import { fixedSymbols } from "./probe-fixture.ts";

/** Two slots whose bytes are all set. */
function events(): SlotView {
  const view = privateSlots(2, EVENT_BYTES);
  for (let i = 0; i < view.u8.length; i++) view.u8[i] = (i * 7 + 1) & 0x7f;
  for (const slot of [0, 1]) view.u32[slot * EVENT_U32 + EVENT_SYMBOL_ID_U32] = 3;
  return view;
}

function digestOf(view: SlotView, slots: number[]): string {
  const digest = new EventDigest(fixedSymbols());
  for (const slot of slots) digest.add(view, asSlot(slot));
  return digest.value();
}

function run(observe: Observe): void {
  const digest = new EventDigest(fixedSymbols());
  observe("count", "nothing", digest.count);
  observe("value", "nothing", digest.value());
  const view = events();
  digest.add(view, asSlot(1));
  observe("add", "counts one", digest.count);
  digest.add(view, asSlot(0));
  observe("add", "counts two", digest.count);
  const bytes = new Bun.CryptoHasher("sha256").update(view.u8).digest("hex");
  observe("add", "leaves the event as it is", bytes);
  const known = digestOf(view, [1]);
  observe("value", "the same twice", [digest.value() === known, digest.value() === known]);
  const atStart = EVENT_U32;
  const unheard: Record<string, (changed: SlotView) => void> = {
    ordinal: ({ u8 }) =>
      u8.fill(99, EVENT_BYTES + EVENT_ORDINAL_U8, EVENT_BYTES + EVENT_ORDINAL_U8 + 1),
    "trace id": ({ u32 }) =>
      u32.fill(99, atStart + EVENT_TRACE_ID_U32, atStart + EVENT_TRACE_ID_U32 + 1),
    received: ({ f64 }) =>
      f64.fill(
        9,
        EVENT_F64 + EVENT_RECEIVED_EPOCH_US_F64,
        EVENT_F64 + EVENT_RECEIVED_EPOCH_US_F64 + 1,
      ),
    detected: ({ f64 }) =>
      f64.fill(
        9,
        EVENT_F64 + EVENT_DETECTED_EPOCH_US_F64,
        EVENT_F64 + EVENT_DETECTED_EPOCH_US_F64 + 1,
      ),
  };
  for (const [what, change] of Object.entries(unheard)) {
    const changed = events();
    change(changed);
    observe("add", `does not hear ${what}`, digestOf(changed, [1]) === known);
  }
  const other = events();
  other.u32[atStart + EVENT_SYMBOL_ID_U32] = 4;
  observe("add", "hears the symbol", digestOf(other, [1]) === known);
  observe("add", "one event", known);
  observe("add", "two events", digestOf(view, [0, 1]));
  observe("add", "in order", digestOf(view, [1, 0]));
}

export const digestProbe: Probe = {
  name: "digest",
  stage: "event-ring",
  file: "engine/digest.ts",
  needs: [],
  run,
};
