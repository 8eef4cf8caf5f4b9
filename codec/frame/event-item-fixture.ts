/**
 * Events to test with: one plain description of any contract event, written into a slot field by
 * field, and generators of valid ones. Test support; production code does not import it.
 */
import fc from "fast-check";
import * as layout from "../layout/event-layout.ts";
import type { SlotView } from "../layout/slot-view.ts";
import { SURGE_LIFE_US } from "./event-units.ts";

/** An event in the units of its slot; `numbers` are the doubles of the kind from element 14 on. */
export interface EventFixture {
  kind: number;
  direction: number;
  reversal: number;
  symbolId: number;
  eventEpochUs: number;
  recordEpochUs: number;
  hash: number;
  price: number;
  countUp: number;
  countDown: number;
  percentChange: number;
  vwap: number;
  vwapDivergence: number;
  volume: number;
  relVolume: number;
  numbers: number[];
  /** Bytes of the kind by offset in the slot. */
  bytes: Record<number, number>;
  dailySurgeCount: number;
}

export function writeEvent(view: SlotView, slot: number, event: EventFixture): void {
  const f = slot * layout.EVENT_F64;
  const u = slot * layout.EVENT_U32;
  const b = slot * layout.EVENT_BYTES;
  view.u8.fill(0, b, b + layout.EVENT_BYTES);
  view.f64[f + layout.EVENT_EVENT_EPOCH_US_F64] = event.eventEpochUs;
  view.f64[f + layout.EVENT_RECORD_EPOCH_US_F64] = event.recordEpochUs;
  view.f64[f + layout.EVENT_PRICE_F64] = event.price;
  view.f64[f + layout.EVENT_PERCENT_CHANGE_F64] = event.percentChange;
  view.f64[f + layout.EVENT_VWAP_F64] = event.vwap;
  view.f64[f + layout.EVENT_VWAP_DIVERGENCE_F64] = event.vwapDivergence;
  view.f64[f + layout.EVENT_VOLUME_F64] = event.volume;
  view.f64[f + layout.EVENT_REL_VOLUME_F64] = event.relVolume;
  view.f64.set(event.numbers, f + layout.HIGHLOW_SESSION_HIGH_F64);
  view.u8[b + layout.EVENT_KIND_U8] = event.kind;
  view.u8[b + layout.EVENT_DIRECTION_U8] = event.direction;
  view.u8[b + layout.EVENT_REVERSAL_U8] = event.reversal;
  view.u32[u + layout.EVENT_SYMBOL_ID_U32] = event.symbolId;
  view.u32[u + layout.EVENT_HASH_U32] = event.hash;
  view.u32[u + layout.EVENT_COUNT_UP_U32] = event.countUp;
  view.u32[u + layout.EVENT_COUNT_DOWN_U32] = event.countDown;
  for (const [offset, value] of Object.entries(event.bytes)) view.u8[b + Number(offset)] = value;
  if (event.kind === layout.EVENT_SURGE) {
    view.u32[u + layout.SURGE_DAILY_COUNT_U32] = event.dailySurgeCount;
  }
}

const percent = fc.double({ min: -100, max: 1e300, noNaN: true });
const amount = fc.double({ min: 0, max: 1e300, noNaN: true });
const price = fc.double({ min: Number.MIN_VALUE, max: 1e300, noNaN: true });
const unit = fc.double({ min: -1, max: 1, noNaN: true });
const score = fc.double({ min: 0, max: 100, noNaN: true });
const epochUs = fc.integer({ min: 946_684_800e6, max: 4_102_444_799e6 });
const count = fc.integer({ min: 0, max: 0xfffffffe });

/** Valid events whose symbol id is 1..`symbols`. */
export function anyEvent(symbols: number): fc.Arbitrary<EventFixture> {
  return fc.oneof(anyHighLow(symbols), anyTrend(symbols), anySurge(symbols));
}

function anyShared(symbols: number): fc.Arbitrary<EventFixture> {
  return fc
    .record({
      isUp: fc.boolean(),
      symbolId: fc.integer({ min: 1, max: symbols }),
      eventEpochUs: epochUs,
      hash: fc.integer({ min: 0, max: 0xffffffff }),
      price,
      own: fc.integer({ min: 1, max: 0xffffffff }),
      other: count,
      percentChange: percent,
      vwap: fc.oneof(price, fc.constant(Number.NaN)),
      vwapDivergence: percent,
      volume: amount,
      relVolume: amount,
      dailySurgeCount: fc.integer({ min: 1, max: 0xffffffff }),
    })
    .map(({ isUp, own, other, ...rest }) => ({
      ...rest,
      kind: 0,
      direction: isUp ? layout.SIDE_UP : layout.SIDE_DOWN,
      reversal: 0,
      recordEpochUs: rest.eventEpochUs,
      countUp: isUp ? own : other,
      countDown: isUp ? other : own,
      numbers: [],
      bytes: {},
    }));
}

function anyHighLow(symbols: number): fc.Arbitrary<EventFixture> {
  const own = fc.record({
    above: amount,
    below: fc.double({ min: Number.MIN_VALUE, max: 1, noNaN: true }),
    lateUs: fc.integer({ min: 0, max: 3600e6 }),
    significance: score,
    spanUs: fc.integer({ min: 0, max: 300e6 }),
    previousPrice: price,
    flags: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
    isReversal: fc.boolean(),
    hasPattern: fc.boolean(),
  });
  return fc.tuple(anyShared(symbols), own).map(([shared, part]) => {
    const isHigh = shared.direction === layout.SIDE_UP;
    const type = isHigh ? layout.REVERSAL_TYPE_V_BOTTOM : layout.REVERSAL_TYPE_V_TOP;
    const pattern = isHigh ? layout.PATTERN_W_BOTTOM : layout.PATTERN_M_TOP;
    const high = isHigh ? shared.price : Math.max(shared.price, part.above);
    const low = isHigh ? Math.max(shared.price * part.below, Number.MIN_VALUE) : shared.price;
    return {
      ...shared,
      kind: isHigh ? layout.EVENT_HIGH : layout.EVENT_LOW,
      reversal: part.isReversal ? 1 : 0,
      recordEpochUs: shared.eventEpochUs + part.lateUs,
      numbers: [high, low, part.significance, part.spanUs, part.previousPrice],
      bytes: {
        [layout.HIGHLOW_TREND_FLAG_U8]: part.flags[0],
        [layout.HIGHLOW_SURGE_FLAG_U8]: part.flags[1],
        [layout.HIGHLOW_REVERSAL_TYPE_U8]: part.isReversal ? type : 0,
        [layout.HIGHLOW_REVERSAL_PATTERN_U8]: part.isReversal && part.hasPattern ? pattern : 0,
      },
    };
  });
}

function anyTrend(symbols: number): fc.Arbitrary<EventFixture> {
  const own = fc.record({
    scores: fc.tuple(unit, unit, unit, unit),
    ageUs: fc.integer({ min: 0, max: 86_400e6 }),
    strength: fc.integer({ min: 0, max: 3 }),
    isAbove: fc.boolean(),
    isTurn: fc.boolean(),
  });
  return fc.tuple(anyShared(symbols), own).map(([shared, part]) => ({
    ...shared,
    kind: layout.EVENT_TREND,
    reversal: part.isTurn ? turnOf(shared.direction) : 0,
    numbers: [...part.scores, part.ageUs],
    bytes: {
      [layout.TREND_STRENGTH_U8]: part.strength,
      [layout.TREND_VWAP_POSITION_U8]: Number.isNaN(shared.vwap)
        ? layout.VWAP_UNKNOWN
        : part.isAbove
          ? layout.VWAP_ABOVE
          : layout.VWAP_BELOW,
    },
  }));
}

function anySurge(symbols: number): fc.Arbitrary<EventFixture> {
  const own = fc.record({
    size: fc.double({ min: 1e-9, max: 100, noNaN: true }),
    score,
    strength: fc.integer({ min: 1, max: 3 }),
    trigger: fc.integer({ min: 1, max: 3 }),
    isTurn: fc.boolean(),
  });
  return fc.tuple(anyShared(symbols), own).map(([shared, part]) => {
    const magnitude = shared.direction === layout.SIDE_UP ? part.size : -part.size;
    return {
      ...shared,
      kind: layout.EVENT_SURGE,
      reversal: part.isTurn ? turnOf(shared.direction) : 0,
      percentChange: magnitude,
      numbers: [magnitude, part.score, shared.relVolume, shared.eventEpochUs + SURGE_LIFE_US],
      bytes: {
        [layout.SURGE_STRENGTH_U8]: part.strength,
        [layout.SURGE_TRIGGER_U8]: part.trigger,
      },
    };
  });
}

function turnOf(direction: number): number {
  return direction === layout.SIDE_UP ? layout.REVERSAL_DOWN_NOW_UP : layout.REVERSAL_UP_NOW_DOWN;
}
