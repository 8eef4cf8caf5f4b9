/** Known answers of settings.ts: the defaults of rules version 1. */
import type { Observe } from "#schemas";
import { DEFAULT_DETECTOR_SETTINGS } from "./settings.ts";

export default function cases(observe: Observe): void {
  for (const [name, settings] of Object.entries(DEFAULT_DETECTOR_SETTINGS)) {
    for (const [key, value] of Object.entries(settings)) {
      observe({ DEFAULT_DETECTOR_SETTINGS }, `${name}.${key}`, value);
    }
  }
}
