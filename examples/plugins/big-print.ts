/**
 * A detector of one's own: a print of 100 times the usual size is a surge by volume.
 *
 * It runs after the built-in detectors, on the thread that owns the symbol. Time comes from the record.
 */
import {
  EVENT_BYTES,
  EVENT_F64,
  EVENT_PERCENT_CHANGE_F64,
  EVENT_REL_VOLUME_F64,
  EVENT_SURGE,
  EVENT_U32,
  SIDE_UP,
  STRENGTH_STRONG,
  SURGE_DAILY_COUNT_U32,
  SURGE_EXPIRATION_EPOCH_US_F64,
  SURGE_LIFE_US,
  SURGE_SCORE_F64,
  SURGE_STRENGTH_U8,
  SURGE_TRIGGER_U8,
  SURGE_VOLUME_MULTIPLIER_F64,
  TRIGGER_VOLUME,
} from "#codec";
import type { CreateDetector } from "#engine";

const USUAL_TIMES = 100;
/** Weight of a new print in the usual size. */
const ALPHA = 0.05;

export const createDetector: CreateDetector = ({ name }) => {
  const usual = new Map<number, number>();
  const counts = new Map<number, number>();
  return {
    name,
    onTick(context, emit) {
      const { symbolId, size, price, epochUs } = context;
      const before = usual.get(symbolId) ?? size;
      usual.set(symbolId, before + ALPHA * (size - before));
      if (size < USUAL_TIMES * before || before === 0) return;
      const count = (counts.get(symbolId) ?? 0) + 1;
      counts.set(symbolId, count);
      const slot = emit.open(context, EVENT_SURGE, SIDE_UP, epochUs, price);
      const f = slot * EVENT_F64;
      emit.f64[f + EVENT_PERCENT_CHANGE_F64] = 0; // a surge's percent change is its magnitude: none
      emit.f64[f + SURGE_SCORE_F64] = 100;
      emit.f64[f + SURGE_VOLUME_MULTIPLIER_F64] = size / before;
      emit.f64[f + EVENT_REL_VOLUME_F64] = size / before;
      emit.f64[f + SURGE_EXPIRATION_EPOCH_US_F64] = epochUs + SURGE_LIFE_US;
      emit.u8[slot * EVENT_BYTES + SURGE_STRENGTH_U8] = STRENGTH_STRONG;
      emit.u8[slot * EVENT_BYTES + SURGE_TRIGGER_U8] = TRIGGER_VOLUME;
      emit.u32[slot * EVENT_U32 + SURGE_DAILY_COUNT_U32] = count;
      emit.setCounts(slot, count, 0);
      emit.close();
    },
  };
};
