/** Pins every offset of an event: its number, and that FlatBuffers reads and writes the same place. */
import type { Probe } from "#schemas";
import * as layout from "./event-layout.ts";
import { EVENT_PINS } from "./event-pins.ts";
import { pinProblem } from "./layout-pins.ts";

export const EVENT_LAYOUT_PROBE: Probe = {
  name: "event-layout",
  stage: "detect",
  file: "codec/event-layout.ts",
  needs: [
    "slot-view",
    "wire-event-header",
    "wire-high-low-event",
    "wire-trend-event",
    "wire-surge-event",
    "wire-session-event",
  ],
  run(observe) {
    const constants: Record<string, number> = { ...layout };
    for (const [name, value] of Object.entries(constants)) observe(name, "value", value);
    for (const [Struct, pins] of EVENT_PINS) {
      for (const [name, getter] of Object.entries(pins)) {
        const offset = constants[name]!;
        const bytes = layout.EVENT_BYTES;
        observe(
          name,
          "as in the schema",
          pinProblem(Struct, bytes, name, offset, getter, 1, 77, 1),
        );
      }
    }
  },
};
