/**
 * What an engine remembers of one symbol: one row of Float64 in shared memory, all zero when fresh.
 *
 *    element 0                              32
 *   +--------------------------------------+---------+-------+-------+----------+------+------------+
 *   | session, extremes, trend, last sample | session | trend | surge | high/low | bars | rings      |
 *   +--------------------------------------+---------+-------+-------+----------+------+------------+
 *     every tick: four cache lines           now and then                                one element
 *
 * Offsets count Float64 elements from the start of the row and are a running sum: append inside a
 * group freely, the layout never leaves the process. What every tick touches lies in front: with
 * thousands of symbols cache misses, not arithmetic, are the price of a tick. Times are epoch
 * microseconds, 0 = never.
 *
 * Writer: the detector worker that owns the symbol. Rows are multiples of 128 bytes, so that two
 * workers never write to one cache line (nor to the pair that the prefetcher takes).
 */

let end = 0;

function field(count = 1): number {
  const at = end;
  end += count;
  return at;
}

/** Kept sizes, for average volume. */
export const SIZES_KEPT = 20;
/** Kept surge samples. */
export const SAMPLES_KEPT = 20;
/** Kept times of surges: the largest `max in 30 min` of any period. */
export const SURGES_KEPT = 5;
/** Kept volumes of bars before the current one. */
export const BAR_VOLUMES_KEPT = 10;
/** Windows of the trend: short, medium, long. */
export const TREND_WINDOWS = 3;

// ---- every tick: session and admission ----
/** Session as `date * 4 + market status`; 0 = no record was ever accepted. */
export const AT_SESSION_KEY: number = field();
export const AT_SUM_PRICE_SIZE: number = field();
export const AT_SUM_SIZE: number = field();
export const AT_NEWEST_TICK_EPOCH_US: number = field();
export const AT_LATE_TICKS: number = field();
export const AT_NEWEST_FEED_SEQ: number = field();
/** Date of the newest sequence, days since 1970-01-01; 0 = no sequence is known. */
export const AT_FEED_SEQ_DATE: number = field();
export const AT_LAST_PRICE: number = field();
/** Next place in the ring of sizes, and how many of its places are filled. */
export const AT_SIZES_NEXT: number = field();
export const AT_SIZES_KNOWN: number = field();
// extremes
export const AT_SESSION_HIGH: number = field();
export const AT_SESSION_LOW: number = field();
export const AT_REPORTED_HIGH: number = field();
export const AT_REPORTED_LOW: number = field();
// trend: the state, per window decayed mean and decayed volume of rising and of falling ticks
/** Ticks of the trend's state; 0 = no state. */
export const AT_TREND_TICKS: number = field();
export const AT_TREND_FIRST_EPOCH_US: number = field();
export const AT_TREND_EPOCH_US: number = field();
export const AT_TREND_PRICE: number = field();
export const AT_TREND_EMA: number = field(TREND_WINDOWS);
export const AT_TREND_UP: number = field(TREND_WINDOWS);
export const AT_TREND_DOWN: number = field(TREND_WINDOWS);
/** Side of the run, and the same or none while it is retraced: what high/low events flag. */
export const AT_TREND_RUN_SIDE: number = field();
export const AT_TREND_DIRECTION: number = field();
// surge: the newest sample (time 0 = none) and the volume since
export const AT_SAMPLE_EPOCH_US: number = field();
export const AT_SAMPLE_PERIOD: number = field();
export const AT_SAMPLE_PENDING: number = field();

/** End of what a quiet tick touches, the ring of sizes aside. */
const HOT_F64 = end;

// ---- sessions ----
export const AT_BASE_PRICE: number = field();

// ---- trend: while there is one ----
/** Start of the run, and its peak of |C|. */
export const AT_TREND_RUN_EPOCH_US: number = field();
export const AT_TREND_RUN_PEAK: number = field();
/** The last emitted direction (0 = none was emitted yet) and when. */
export const AT_TREND_EMITTED_SIDE: number = field();
export const AT_TREND_EMITTED_EPOCH_US: number = field();
export const AT_TREND_COUNT_UP: number = field();
export const AT_TREND_COUNT_DOWN: number = field();

// ---- surge: samples and surges ----
/** Kept samples, and the place of the newest in the rings. */
export const AT_SAMPLES: number = field();
export const AT_SAMPLE_HEAD: number = field();
export const AT_SURGE_COUNT_UP: number = field();
export const AT_SURGE_COUNT_DOWN: number = field();
export const AT_SURGE_DAILY: number = field();
/** The last surge (side 0 = none), until when it is shown, and the ring of the last ones. */
export const AT_SURGE_SIDE: number = field();
export const AT_SURGE_EPOCH_US: number = field();
export const AT_SURGE_EXPIRATION_EPOCH_US: number = field();
export const AT_SURGE_TIMES_NEXT: number = field();
export const AT_SURGE_TIMES: number = field(SURGES_KEPT);

// ---- high/low: extremes that move, and events ----
export const AT_HIGH_EPOCH_US: number = field();
export const AT_LOW_EPOCH_US: number = field();
export const AT_HIGH_COUNT: number = field();
export const AT_LOW_COUNT: number = field();
/** Emission time of the last event, for the cooldown. */
export const AT_EMISSION_EPOCH_US: number = field();
export const AT_EVENT_PRICE: number = field();
/** Side (0 = none) and event time of the last, second last and third last event. */
export const AT_EVENT_SIDE: number = field();
export const AT_EVENT_EPOCH_US: number = field();
export const AT_EVENT2_SIDE: number = field();
export const AT_EVENT2_EPOCH_US: number = field();
export const AT_EVENT3_SIDE: number = field();
export const AT_EVENT3_EPOCH_US: number = field();

// ---- bars and fair value ----
export const AT_BAR_END_EPOCH_US: number = field();
export const AT_LATE_BARS: number = field();
export const AT_BAR_SIZES_NEXT: number = field();
export const AT_BAR_SIZES_KNOWN: number = field();
/** The surge's own view of the previous bar; close 0 = none. */
export const AT_BAR_CLOSE: number = field();
export const AT_BAR_CLOSE_EPOCH_US: number = field();
export const AT_BAR_VOLUMES_NEXT: number = field();
export const AT_BAR_VOLUMES_KNOWN: number = field();
/** Fair market value; 0 = unknown. */
export const AT_FMV: number = field();
export const AT_FMV_EPOCH_US: number = field();
export const AT_LATE_FMVS: number = field();
/** Last price against the fair value, percent. */
export const AT_FMV_DEVIATION: number = field();
export const AT_VALUATION_ALERTS: number = field();

// ---- rings ----
export const AT_SIZES: number = field(SIZES_KEPT);
export const AT_SAMPLE_PRICES: number = field(SAMPLES_KEPT);
/** Volume per second since the sample before; RATE_UNKNOWN for the first one. */
export const AT_SAMPLE_RATES: number = field(SAMPLES_KEPT);
export const AT_BAR_SIZES: number = field(SIZES_KEPT);
export const AT_BAR_VOLUMES: number = field(BAR_VOLUMES_KEPT);

const USED_F64 = end;

/** Float64 elements of one row, a multiple of 16 (128 bytes). */
export const SYMBOL_ROW_F64: number = Math.ceil(USED_F64 / 16) * 16;

if (HOT_F64 > 32) throw new Error(`Invariant: a quiet tick takes four cache lines, was ${HOT_F64}`);
if (AT_BAR_VOLUMES + BAR_VOLUMES_KEPT !== USED_F64) {
  throw new Error("Invariant: the row ends with its last ring");
}
if ((SYMBOL_ROW_F64 * 8) % 128 !== 0) {
  throw new Error(`Invariant: a row is a multiple of 128 bytes, was ${SYMBOL_ROW_F64 * 8}`);
}

/** Offsets that hold a time an event left behind: a re-base pulls them back to its own time. */
export const REMEMBERED_TIMES: readonly number[] = [
  AT_TREND_EMITTED_EPOCH_US,
  AT_SURGE_EPOCH_US,
  AT_SURGE_EXPIRATION_EPOCH_US,
  ...Array.from({ length: SURGES_KEPT }, (_, i) => AT_SURGE_TIMES + i),
  AT_HIGH_EPOCH_US,
  AT_LOW_EPOCH_US,
  AT_EMISSION_EPOCH_US,
  AT_EVENT_EPOCH_US,
  AT_EVENT2_EPOCH_US,
  AT_EVENT3_EPOCH_US,
  AT_NEWEST_TICK_EPOCH_US,
  AT_BAR_END_EPOCH_US,
  AT_BAR_CLOSE_EPOCH_US,
  AT_FMV_EPOCH_US,
];
