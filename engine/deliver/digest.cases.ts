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
import { type Observe, of } from "#schemas";
import { fixedSymbols } from "../testing/cases-fixture.ts";
import { EventDigest } from "./digest.ts";

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

export default function run(observe: Observe): void {
  const digest = new EventDigest(fixedSymbols());
  observe(of(EventDigest, "count"), "nothing", digest.count, 0);
  observe(
    of(EventDigest, "value"),
    "nothing",
    digest.value(),
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
  const view = events();
  digest.add(view, asSlot(1));
  observe(of(EventDigest, "add"), "counts one", digest.count, 1);
  digest.add(view, asSlot(0));
  observe(of(EventDigest, "add"), "counts two", digest.count, 2);
  const bytes = new Bun.CryptoHasher("sha256").update(view.u8).digest("hex");
  observe(
    of(EventDigest, "add"),
    "leaves the event as it is",
    bytes,
    "70a1cddfa3392ad51434ad7e1d9455a28bb25c81498ddc2d0244aa9b65490968",
  );
  const known = digestOf(view, [1]);
  observe(
    of(EventDigest, "value"),
    "the same twice",
    [digest.value() === known, digest.value() === known],
    [false, false],
  );
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
    observe(of(EventDigest, "add"), `does not hear ${what}`, digestOf(changed, [1]) === known);
  }
  const other = events();
  other.u32[atStart + EVENT_SYMBOL_ID_U32] = 4;
  observe(of(EventDigest, "add"), "hears the symbol", digestOf(other, [1]) === known, false);
  observe(
    of(EventDigest, "add"),
    "one event",
    known,
    "sha256:02aa2726c0e2e70f6d08d93f8c2f13251e00c7f30bd9e0fabb85fc5c6097531b",
  );
  observe(
    of(EventDigest, "add"),
    "two events",
    digestOf(view, [0, 1]),
    "sha256:7a7296ed08d3e055db26f0a607b512d4851864a9db458d249f67be58027e8070",
  );
  observe(
    of(EventDigest, "add"),
    "in order",
    digestOf(view, [1, 0]),
    "sha256:fb621f19632700ddb306f5e25d4fbb2122c19ac09ae013728cacfe48cf60b057",
  );
}
