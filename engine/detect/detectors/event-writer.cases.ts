/** Known answers of event-writer.ts: every field of a header, and when ids are told apart. */
import * as codec from "#codec";
import { asEpochUs, asSlot, type Slot } from "#codec";
import { type Observe, of } from "#schemas";
import { FixtureContext, T0_US } from "./cases-fixture.ts";
import { eventHash, textHash } from "./event-hash.ts";
import { type EventSink, EventWriter } from "./event-writer.ts";

const { EVENT_BYTES, EVENT_F64, EVENT_HIGH, EVENT_SURGE, EVENT_U32, SIDE_DOWN, SIDE_UP } = codec;

/** Header fields in the order in which `open` fills them. */
const HEADER_FIELDS = [
  "EVENT_KIND_U8",
  "EVENT_DIRECTION_U8",
  "EVENT_ORDINAL_U8",
  "EVENT_SYMBOL_ID_U32",
  "EVENT_RECORD_SEQ_F64",
  "EVENT_EVENT_EPOCH_US_F64",
  "EVENT_RECORD_EPOCH_US_F64",
  "EVENT_RECEIVED_EPOCH_US_F64",
  "EVENT_DETECTED_EPOCH_US_F64",
  "EVENT_TRACE_ID_U32",
  "EVENT_PRICE_F64",
  "EVENT_PERCENT_CHANGE_F64",
  "EVENT_VWAP_F64",
  "EVENT_VWAP_DIVERGENCE_F64",
  "EVENT_VOLUME_F64",
  "EVENT_REL_VOLUME_F64",
  "EVENT_COUNT_UP_U32",
  "EVENT_COUNT_DOWN_U32",
  "EVENT_REVERSAL_U8",
] as const;

/** A sink of three slots that hold something old; it gives slot 1, then slot 2. */
class FixtureSink implements EventSink {
  readonly view: codec.SlotView = codec.privateSlots(3, EVENT_BYTES);
  slot = 1;
  commits = 0;

  constructor() {
    this.view.f64.fill(7.25);
  }

  claim(): Slot {
    return asSlot(this.slot);
  }

  commit(): void {
    this.commits += 1;
  }

  field(name: (typeof HEADER_FIELDS)[number] | "EVENT_HASH_U32"): number | undefined {
    const { f64, u32, u8 } = this.view;
    const offset = (codec as unknown as Record<string, number>)[name];
    if (name.endsWith("_F64")) return f64[this.slot * EVENT_F64 + offset];
    if (name.endsWith("_U32")) return u32[this.slot * EVENT_U32 + offset];
    return u8[this.slot * EVENT_BYTES + offset];
  }
}

/** A table of two symbols that counts how often it is asked. */
class FixtureSymbols {
  readonly symbolsMax = 2;
  asked = 0;

  symbolOf(id: number): string {
    this.asked += 1;
    return ["", "AAPL", "MSFT"][id] ?? "none";
  }
}

function parts() {
  const sink = new FixtureSink();
  const symbols = new FixtureSymbols();
  const writer = new EventWriter(sink, symbols as unknown as codec.SymbolTable);
  const context = new FixtureContext().set({
    recordSeq: 77,
    receivedEpochUs: T0_US + 5,
    traceId: 9,
  });
  context.set({ size: 30, vwap: 99, price: 101 });
  writer.detectedEpochUs = asEpochUs(T0_US + 6);
  return { sink, symbols, writer, context };
}

function observeHeader(observe: Observe): void {
  const { sink, writer, context } = parts();
  const slot = writer.open(context, EVENT_SURGE, SIDE_DOWN, T0_US - 3, 101.5);
  observe(of(EventWriter, "open"), "slot", slot, 1);
  for (const name of HEADER_FIELDS) observe(of(EventWriter, "open"), name, sink.field(name));
  const rest = [...sink.view.f64.subarray(EVENT_F64 + 14, 2 * EVENT_F64)];
  observe(of(EventWriter, "open"), "the numbers of the kind", rest, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const outside = [...sink.view.f64].filter((x, i) => x === 7.25 && (i < 24 || i >= 48)).length;
  observe(of(EventWriter, "open"), "elements of other slots left alone", outside, 48);
  for (const vwap of [Number.NaN, 0, -1, 101.5, 200]) {
    writer.open(context.set({ vwap }), EVENT_SURGE, SIDE_DOWN, T0_US, 101.5);
    const shown = [sink.field("EVENT_VWAP_F64"), sink.field("EVENT_VWAP_DIVERGENCE_F64")];
    observe(of(EventWriter, "open"), `VWAP ${vwap}`, shown);
  }
  sink.slot = 2;
  const second = writer.open(context, EVENT_SURGE, SIDE_DOWN, T0_US, 101.5);
  writer.setCounts(second, 3, 4);
  const counts = [sink.field("EVENT_COUNT_UP_U32"), sink.field("EVENT_COUNT_DOWN_U32")];
  observe(of(EventWriter, "setCounts"), "in slot 2", counts, [3, 4]);
  writer.setReversal(second, 2);
  observe(of(EventWriter, "setReversal"), "in slot 2", sink.field("EVENT_REVERSAL_U8"), 2);
  observe(
    of(EventWriter, "open"),
    "in slot 2",
    [sink.field("EVENT_KIND_U8"), sink.field("EVENT_PRICE_F64")],
    [4, 101.5],
  );
}

function observeCounts(observe: Observe): void {
  const { sink, writer, context } = parts();
  observe(
    of(EventWriter, "constructor"),
    "views the sink",
    [writer.f64 === sink.view.f64, writer.u32 === sink.view.u32, writer.u8 === sink.view.u8],
    [true, true, true],
  );
  observe(of(EventWriter, "events"), "at first", writer.events, 0);
  for (let i = 1; i <= 258; i++) {
    writer.open(context, EVENT_HIGH, SIDE_UP, T0_US, 100);
    if (i < 4 || i > 254)
      observe(of(EventWriter, "open"), `ordinal ${i}`, sink.field("EVENT_ORDINAL_U8"));
    writer.close();
    if (i < 4) observe(of(EventWriter, "close"), `${i}`, [writer.events, sink.commits]);
  }
  writer.begin();
  observe(of(EventWriter, "begin"), "forgets the events", writer.events, 0);
  observe(
    of(EventWriter, "detectedEpochUs"),
    "at first",
    new EventWriter(sink, fewSymbols()).detectedEpochUs,
    0,
  );
}

const fewSymbols = () => new FixtureSymbols() as unknown as codec.SymbolTable;

/** Whether an id is that of (symbol, kind, side, time, record, repeat); else what it is. */
function observeIds(observe: Observe): void {
  const { sink, symbols, writer, context } = parts();
  const steps: readonly (readonly [string, number, number, number, number])[] = [
    ["the first", 1, EVENT_HIGH, SIDE_UP, 0],
    ["another side", 1, EVENT_HIGH, SIDE_DOWN, 0],
    ["the first again", 1, EVENT_HIGH, SIDE_UP, 2],
    ["another kind", 1, EVENT_SURGE, SIDE_UP, 0],
    ["the first once more", 1, EVENT_HIGH, SIDE_UP, 4],
    ["another symbol", 2, codec.EVENT_LOW, SIDE_UP, 0],
    ["that once more", 2, codec.EVENT_LOW, SIDE_UP, 6],
  ];
  const texts = ["", "AAPL", "MSFT"];
  for (const [fact, symbolId, kind, side, repeat] of steps) {
    context.set({ symbolId });
    writer.open(context, kind, side, T0_US + 1, 100);
    writer.close();
    const known = eventHash(textHash(texts[symbolId]!), kind, side, T0_US + 1, 77, repeat);
    observe("#hash", fact, sink.field("EVENT_HASH_U32") === known);
  }
  observe("#hash", "symbols asked for", symbols.asked, 2);
  writer.begin();
  writer.open(context, codec.EVENT_LOW, SIDE_UP, T0_US + 1, 100);
  const fresh = eventHash(textHash("MSFT"), codec.EVENT_LOW, SIDE_UP, T0_US + 1, 77, 0);
  observe(
    of(EventWriter, "begin"),
    "forgets what was said",
    sink.field("EVENT_HASH_U32") === fresh,
    true,
  );
}

export default function cases(observe: Observe): void {
  observeCounts(observe);
  observeHeader(observe);
  observeIds(observe);
}
