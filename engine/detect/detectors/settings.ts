/** Settings of the built-in detectors; names and defaults as in the engine's config. */

/** Keys of the high/low detector; detectors rules version 1, section 3. */
export interface HighLowSettings {
  enabled: boolean;
  /** Least move for prices of 5 to 25, percent; high-low-rules.ts scales it for others. */
  minPercent: number;
  /** Least move for prices of 1 to 5, quote currency; scaled for others. */
  minChange: number;
  /** Least time between two events of a symbol. */
  cooldownSeconds: number;
  /** Longest time between two events that make a reversal. */
  reversalWindowSeconds: number;
  /** Factor on thresholds in PREMARKET, AFTERHOURS and CLOSED. */
  extendedHoursMultiplier: number;
  /** Factor on thresholds in OPENING. */
  openingMultiplier: number;
}

/** Which built-in detectors run, and how. */
export interface DetectorSettings {
  highLow: HighLowSettings;
  trend: { enabled: boolean };
  surge: { enabled: boolean };
}

/** Rules version 1. */
export const DEFAULT_DETECTOR_SETTINGS: DetectorSettings = {
  highLow: {
    enabled: true,
    minPercent: 0.1,
    minChange: 0.01,
    cooldownSeconds: 1,
    reversalWindowSeconds: 300,
    extendedHoursMultiplier: 2,
    openingMultiplier: 1.5,
  },
  trend: { enabled: true },
  surge: { enabled: true },
};
