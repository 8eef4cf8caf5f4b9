/** What the real channels and detectors make of the simulated market. */
import { describe, expect, test } from "bun:test";
import {
  asSlot,
  asSymbolId,
  EVENT_BYTES,
  EVENT_DIRECTION_U8,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_LOW,
  EVENT_RECORD_EPOCH_US_F64,
  EVENT_SURGE,
  EVENT_SYMBOL_ID_U32,
  EVENT_TREND,
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
  privateSlots,
  RECORD_KIND_U8,
  SIDE_UP,
  type Slot,
  type SymbolTable,
} from "#codec";
import {
  ActivityWheelWriter,
  activityWheelBytes,
  Calendar,
  createDetectors,
  type EventSink,
  EventWriter,
  FmvChannel,
  OhlcvChannel,
  SymbolStates,
  symbolStateBytes,
  TickChannel,
} from "#engine/detect";
import { type ErrorLog, STAGE_NORMALISE, type ThreadLedger } from "#engine/telemetry";
import { MassiveDecoder } from "../massive/massive-decoder.ts";
import { SourceFixture } from "../testing/source-fixture.ts";
import { MarketSimulator } from "./simulator.ts";
import { FLAT_SYMBOL } from "./tickers.ts";

const TEN_US = Date.UTC(2025, 5, 3, 14) * 1000;
const LISTS = ["highs", "lows", "trending up", "trending down", "surging up", "surging down"];

/** Counts events by list, minute and symbol; keeps none. */
class CountingSink implements EventSink {
  readonly view = privateSlots(1, EVENT_BYTES);
  /** By list, then by minute since the start. */
  readonly counts: number[][] = LISTS.map(() => []);
  readonly bySymbol: Map<string, number> = new Map();
  readonly #symbols: SymbolTable;

  constructor(symbols: SymbolTable) {
    this.#symbols = symbols;
  }

  claim(): Slot {
    return asSlot(0);
  }

  commit(): void {
    const { u8, u32, f64 } = this.view;
    const kind = u8[EVENT_KIND_U8];
    const isUp = u8[EVENT_DIRECTION_U8] === SIDE_UP;
    let list = -1;
    if (kind === EVENT_HIGH) list = 0;
    if (kind === EVENT_LOW) list = 1;
    if (kind === EVENT_TREND) list = isUp ? 2 : 3;
    if (kind === EVENT_SURGE) list = isUp ? 4 : 5;
    if (list < 0) return;
    const minute = Math.floor((f64[EVENT_RECORD_EPOCH_US_F64]! - TEN_US) / 6e7);
    const counts = this.counts[list]!;
    counts[minute] = (counts[minute] ?? 0) + 1;
    const symbol = this.#symbols.symbolOf(asSymbolId(u32[EVENT_SYMBOL_ID_U32]!));
    this.bySymbol.set(symbol, (this.bySymbol.get(symbol) ?? 0) + 1);
  }
}

/** Channels on private memory that take each record as it is committed. */
function channelsOf(symbols: SymbolTable, ledger: ThreadLedger, errors: ErrorLog, sink: EventSink) {
  const states = new SymbolStates(new SharedArrayBuffer(symbolStateBytes(1024)));
  const activity = new ActivityWheelWriter(new SharedArrayBuffer(activityWheelBytes));
  const events = new EventWriter(sink, symbols);
  const detectors = createDetectors();
  const parts = () => {
    const calendar = new Calendar("us-equities");
    return { states, calendar, detectors, events, ledger, errors, activity, symbols };
  };
  const channels = {
    [KIND_TICK]: new TickChannel(parts()),
    [KIND_BAR]: new OhlcvChannel(parts()),
    [KIND_FMV]: new FmvChannel(parts()),
  };
  for (const channel of Object.values(channels)) channel.start();
  return channels;
}

function simulate(seed: number, minutes: number) {
  const fixture = new SourceFixture();
  const sink = new CountingSink(fixture.symbols);
  const channels = channelsOf(fixture.symbols, fixture.ledger, fixture.errors, sink);
  const decoder = new MassiveDecoder(fixture.frames(), fixture.normaliser);
  let refused = 0;
  const commit = fixture.sink.commit.bind(fixture.sink);
  fixture.sink.commit = () => {
    commit();
    fixture.sink.count = 0; // one slot, used again and again
    const { view } = fixture.sink;
    const kind = view.u8[RECORD_KIND_U8] as keyof typeof channels;
    if (channels[kind].handle(view, asSlot(0)) >= 0x200) refused += 1;
  };
  const options = { seed, symbols: 600, ticksPerSecond: 1000, startEpochUs: TEN_US };
  const market = new MarketSimulator(options, {
    message: (_channel, _stock, text) => decoder.frame(`[${text}]`),
  });
  for (let i = 0; i < minutes * 3000; i++) market.step();
  return { fixture, sink, refused };
}

describe("ten minutes of pre-roll and five more", () => {
  const { fixture, sink, refused } = simulate(1, 15);
  const between = (list: number, from: number, to: number) =>
    sink.counts[list]!.slice(from, to).reduce((sum, count) => sum + (count ?? 0), 0);

  test.each(LISTS.map((name, list) => [name, list] as const))(
    "%s: rows in the pre-roll and after it",
    (_name, list) => {
      expect(between(list, 0, 10)).toBeGreaterThan(5);
      expect(between(list, 10, 15)).toBeGreaterThan(2);
    },
  );

  test("every message is a valid record", () => {
    const row = fixture.row(STAGE_NORMALISE);
    expect(row.errored).toEqual({});
    expect(row.filtered).toEqual({});
    expect(row.out).toBe(row.in);
    expect(refused).toBe(0);
    expect(fixture.errors.entries()).toEqual([]);
  });

  test("the flat symbol makes no event", () => {
    expect(fixture.symbols.count).toBe(600);
    expect(sink.bySymbol.get(FLAT_SYMBOL)).toBeUndefined();
    expect(sink.bySymbol.size).toBeGreaterThan(300);
  });
});
