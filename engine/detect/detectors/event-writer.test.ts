import { expect, test } from "bun:test";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  EVENT_BYTES,
  EVENT_DETECTED_EPOCH_US_F64,
  EVENT_F64,
  EVENT_HASH_U32,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_ORDINAL_U8,
  EVENT_PERCENT_CHANGE_F64,
  EVENT_TRACE_ID_U32,
  EVENT_TREND,
  EVENT_U32,
  EVENT_VWAP_DIVERGENCE_F64,
  EVENT_VWAP_F64,
  privateSlots,
  SIDE_UP,
  SymbolTableWriter,
  symbolTableBytes,
} from "#codec";
import { RecordContext } from "../state/record-context.ts";
import { AT_BASE_PRICE } from "../state/symbol-row.ts";
import { SymbolStates, symbolStateBytes } from "../state/symbol-states.ts";
import { eventHash, textHash } from "./event-hash.ts";
import { type EventSink, EventWriter } from "./event-writer.ts";

const NOW = Date.UTC(2025, 7, 20, 14) * 1000;

function setUp() {
  const view = privateSlots(8, EVENT_BYTES);
  let committed = 0;
  const sink: EventSink = {
    view,
    claim: () => asSlot(committed),
    commit: () => {
      committed += 1;
    },
  };
  const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(16)));
  const states = new SymbolStates(new SharedArrayBuffer(symbolStateBytes(16)));
  const context = new RecordContext(states);
  context.symbolId = symbols.intern("AAPL");
  context.row = states.rowOf(asSymbolId(context.symbolId));
  context.state[context.row + AT_BASE_PRICE] = 100;
  context.recordSeq = 42;
  context.epochUs = NOW + 5;
  context.traceId = 7;
  return { view, writer: new EventWriter(sink, symbols), context, committed: () => committed };
}

test("fills identity, times and prices, and leaves nothing of the slot's former event", () => {
  const { view, writer, context } = setUp();
  view.u8.fill(0xff);
  writer.detectedEpochUs = asEpochUs(NOW + 9);
  context.vwap = 101;
  writer.begin();
  const slot = writer.open(context, EVENT_HIGH, SIDE_UP, NOW, 102);
  writer.close();
  const f64 = (offset: number) => view.f64[slot * EVENT_F64 + offset]!;
  expect(view.u32[slot * EVENT_U32 + EVENT_HASH_U32]).toBe(
    eventHash(textHash("AAPL"), EVENT_HIGH, SIDE_UP, NOW, 42),
  );
  expect(view.u32[slot * EVENT_U32 + EVENT_TRACE_ID_U32]).toBe(7);
  expect(f64(EVENT_PERCENT_CHANGE_F64)).toBeCloseTo(2, 12);
  expect(f64(EVENT_VWAP_DIVERGENCE_F64)).toBeCloseTo(100 / 101, 12);
  expect(f64(EVENT_DETECTED_EPOCH_US_F64)).toBe(NOW + 9);
  expect([...view.f64.subarray(slot * EVENT_F64 + 14, (slot + 1) * EVENT_F64)]).toEqual(
    new Array(EVENT_F64 - 14).fill(0),
  );
});

test("an unknown VWAP is NaN and diverges by 0", () => {
  const { view, writer, context } = setUp();
  writer.begin();
  writer.open(context, EVENT_HIGH, SIDE_UP, NOW, 102);
  expect(view.f64[EVENT_VWAP_F64]).toBeNaN();
  expect(view.f64[EVENT_VWAP_DIVERGENCE_F64]).toBe(0);
});

test("counts ordinals per record, and two like events of one record differ in their hash", () => {
  const { view, writer, context } = setUp();
  const hashes = new Set<number>();
  for (const kind of [EVENT_HIGH, EVENT_TREND, EVENT_HIGH]) {
    const slot = writer.open(context, kind, SIDE_UP, NOW, 102);
    writer.close();
    hashes.add(view.u32[slot * EVENT_U32 + EVENT_HASH_U32]!);
  }
  expect(hashes.size).toBe(3);
  expect([0, 1, 2].map((slot) => view.u8[slot * EVENT_BYTES + EVENT_ORDINAL_U8])).toEqual([
    0, 1, 2,
  ]);
  writer.begin();
  expect(writer.events).toBe(0);
});

test("an event that was never closed is not handed on, and its slot is used again", () => {
  const { view, writer, context, committed } = setUp();
  writer.open(context, EVENT_HIGH, SIDE_UP, NOW, 102);
  writer.begin();
  const slot = writer.open(context, EVENT_TREND, SIDE_UP, NOW, 102);
  writer.close();
  expect([slot, committed(), view.u8[EVENT_KIND_U8]]).toEqual([0, 1, EVENT_TREND]);
});
