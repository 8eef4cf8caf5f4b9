/** Known answers of built-in.ts: which detectors run, in which order, with which settings. */
import type { Observe } from "#schemas";
import { createDetectors } from "./built-in.ts";
import { FixtureContext, FixtureEvents } from "./cases-fixture.ts";
import { DEFAULT_DETECTOR_SETTINGS as DEFAULTS } from "./settings.ts";

const NAMES = ["highLow", "trend", "surge"] as const;

export default function cases(observe: Observe): void {
  observe(createDetectors, "by default", namesOf(createDetectors()), [
    "high-low",
    "trend",
    "surge",
  ]);
  for (const name of NAMES) {
    const settings = { ...DEFAULTS, [name]: { ...DEFAULTS[name], enabled: false } };
    observe(createDetectors, `without ${name}`, namesOf(createDetectors(settings)));
  }
  const highLow = { ...DEFAULTS.highLow, minPercent: 50, minChange: 50 };
  for (const settings of [DEFAULTS, { ...DEFAULTS, highLow }]) {
    const context = new FixtureContext().set({ price: 101, size: 1, period: 2 });
    context.put({ AT_SESSION_HIGH: 100, AT_REPORTED_HIGH: 100 });
    const events = new FixtureEvents();
    createDetectors(settings)[0]?.onTick?.(context, events.writer);
    const fact = `least move ${settings.highLow.minPercent} percent`;
    observe(createDetectors, fact, events.take().length);
  }
}

function namesOf(detectors: readonly { name: string }[]): string[] {
  return detectors.map(({ name }) => name);
}
