/** The detectors that come with the engine, in the order in which their events stand. */
import type { Detector } from "./detector.ts";
import { HighLowDetector } from "./high-low.ts";
import { DEFAULT_DETECTOR_SETTINGS, type DetectorSettings } from "./settings.ts";
import { SurgeDetector } from "./surge.ts";
import { TrendDetector } from "./trend.ts";

/** The enabled ones of high/low, trend and surge. Plug-ins go behind them. */
export function createDetectors(
  settings: DetectorSettings = DEFAULT_DETECTOR_SETTINGS,
): Detector[] {
  const detectors: Detector[] = [];
  if (settings.highLow.enabled) detectors.push(new HighLowDetector(settings.highLow));
  if (settings.trend.enabled) detectors.push(new TrendDetector());
  if (settings.surge.enabled) detectors.push(new SurgeDetector());
  return detectors;
}
