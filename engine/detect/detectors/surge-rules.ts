/** Constants of the surge, by period and by price. Source: detectors rules version 1, section 5. */
import { STRENGTH_MODERATE, STRENGTH_STRONG, STRENGTH_WEAK } from "#codec";
import { PERIODS, type Period } from "../calendar/calendar.ts";
import { SURGES_KEPT } from "../state/symbol-row.ts";
import { REACHED } from "./threshold.ts";

/** What one period of the day asks of a surge. */
export interface SurgeRule {
  /** Percent. */
  readonly pricePercent: number;
  readonly multiplier: number;
  /** Least ratio of the sample's volume rate to the mean rate. */
  readonly volumeThreshold: number;
  readonly samplesMin: number;
  readonly sampleIntervalUs: number;
  /** ADAPTIVE lets a strong move or a strong volume stand alone; STRICT wants both. */
  readonly isAdaptive: boolean;
  readonly scoreMin: number;
  readonly gapUs: number;
  readonly surgesMax: number;
  /** Factor on the band's gate. */
  readonly gateFactor: number;
}

type Mode = "STRICT" | "ADAPTIVE";

function rule(
  [pricePercent, multiplier, volumeThreshold]: readonly [number, number, number],
  [samplesMin, sampleIntervalSeconds]: readonly [number, number],
  mode: Mode,
  [scoreMin, gapSeconds, surgesMax]: readonly [number, number, number],
  gateFactor = 1,
): SurgeRule {
  return {
    pricePercent,
    multiplier,
    volumeThreshold,
    samplesMin,
    sampleIntervalUs: sampleIntervalSeconds * 1e6,
    isAdaptive: mode === "ADAPTIVE",
    scoreMin,
    gapUs: gapSeconds * 1e6,
    surgesMax,
    gateFactor,
  };
}

const BY_PERIOD: Record<Period, SurgeRule> = {
  OPENING: rule([4.5, 0.7, 3.0], [4, 5], "STRICT", [50, 45, 5], 0.7),
  MIDDAY: rule([4.0, 0.4, 3.0], [8, 20], "STRICT", [60, 180, 3]),
  CLOSING: rule([3.5, 0.9, 2.5], [3, 2], "STRICT", [60, 60, 4]),
  AFTERHOURS: rule([1.0, 1.5, 1.0], [5, 15], "ADAPTIVE", [45, 120, 3]),
  PREMARKET: rule([1.25, 1.3, 1.2], [4, 12], "ADAPTIVE", [45, 120, 3]),
  CLOSED: rule([2.0, 1, 1.3], [3, 5], "STRICT", [60, 90, 3]),
};

/** Rules by PERIOD_ constant. */
export const SURGE_RULES: readonly SurgeRule[] = PERIODS.map((period) => BY_PERIOD[period]);
for (const { surgesMax } of SURGE_RULES) {
  if (surgesMax > SURGES_KEPT)
    throw new Error("Invariant: a row keeps as many surges as rules ask");
}

/** What a price class asks of a surge. */
export interface SurgeBand {
  /** Exclusive upper limit of the class. */
  readonly below: number;
  readonly percent: number;
  /** Quote currency. */
  readonly change: number;
  /** Least change of any surge, quote currency. */
  readonly gate: number;
}

const BANDS: readonly SurgeBand[] = [
  { below: 1, percent: 8, change: 0.02, gate: 0.02 },
  { below: 10, percent: 8, change: 0.15, gate: 0.1 },
  { below: 50, percent: 5, change: 0.75, gate: 0.5 },
  { below: 200, percent: 4, change: 1.5, gate: 1.5 },
  { below: 500, percent: 3, change: 3, gate: 3 },
  { below: Number.POSITIVE_INFINITY, percent: 2, change: 5, gate: 5 },
];

/** The band of a price above 0. */
export function surgeBand(price: number): SurgeBand {
  let i = 0;
  while (price >= BANDS[i].below) i++;
  return BANDS[i];
}

/** In place of a TRIGGER_ constant: price and volume are not enough. */
export const TRIGGER_NONE = 0;
/** Time over which `surgesMax` counts. */
export const SURGES_WINDOW_US = 1_800_000_000;

/** Bars: percent, volume ratio, least percent with volume alone, gaps. */
export const BAR_PRICE_PERCENT = 2;
export const BAR_VOLUME_RATIO = 3;
export const BAR_VOLUME_PERCENT_MIN = 0.5;
export const BAR_VOLUMES_MIN = 3;
export const BAR_GAP_US = 300_000_000;
export const BAR_SURGE_GAP_US = 180_000_000;

/**
 * 0..100: half for the move against its threshold (percent), half for the volume ratio against its.
 */
export function surgeScore(
  changePercent: number,
  percentThreshold: number,
  volumeRatio: number,
  volumeThreshold: number,
): number {
  return (
    50 * Math.min(Math.abs(changePercent) / (2 * percentThreshold), 1) +
    50 * Math.min(volumeRatio / (2 * volumeThreshold), 1)
  );
}

/** STRENGTH_ constant of a score. */
export function surgeStrength(score: number): number {
  if (score >= 80 * REACHED) return STRENGTH_STRONG;
  return score >= 60 * REACHED ? STRENGTH_MODERATE : STRENGTH_WEAK;
}
