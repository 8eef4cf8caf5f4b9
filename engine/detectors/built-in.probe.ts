/** Known answers of built-in.ts: which detectors run, in which order, with which settings. */
import type { Observe, Probe } from "#schemas";
import { createDetectors } from "./built-in.ts";
import { ProbeContext, ProbeEvents } from "./probe-fixture.ts";
import { DEFAULT_DETECTOR_SETTINGS as DEFAULTS } from "./settings.ts";

const NAMES = ["highLow", "trend", "surge"] as const;

export const BUILT_IN_PROBE: Probe = {
  name: "built-in-detectors",
  stage: "detect",
  file: "engine/detectors/built-in.ts",
  needs: ["detector-settings", "high-low", "trend", "surge", "record-context", "symbol-row"],
  run: (observe: Observe): void => {
    observe("createDetectors", "by default", namesOf(createDetectors()));
    for (const name of NAMES) {
      const settings = { ...DEFAULTS, [name]: { ...DEFAULTS[name], enabled: false } };
      observe("createDetectors", `without ${name}`, namesOf(createDetectors(settings)));
    }
    const highLow = { ...DEFAULTS.highLow, minPercent: 50, minChange: 50 };
    for (const settings of [DEFAULTS, { ...DEFAULTS, highLow }]) {
      const context = new ProbeContext().set({ price: 101, size: 1, period: 2 });
      context.put({ AT_SESSION_HIGH: 100, AT_REPORTED_HIGH: 100 });
      const events = new ProbeEvents();
      createDetectors(settings)[0]?.onTick?.(context, events.writer);
      const fact = `least move ${settings.highLow.minPercent} percent`;
      observe("createDetectors", fact, events.take().length);
    }
  },
};

function namesOf(detectors: readonly { name: string }[]): string[] {
  return detectors.map(({ name }) => name);
}
