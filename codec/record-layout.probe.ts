/** Pins every offset of a record: its number, and that FlatBuffers reads and writes the same place. */
import type { Probe } from "#schemas";
import { pinProblem } from "./layout-pins.ts";
import * as layout from "./record-layout.ts";
import { RECORD_PINS } from "./record-pins.ts";

export const RECORD_LAYOUT_PROBE: Probe = {
  name: "record-layout",
  stage: "normalise",
  file: "codec/record-layout.ts",
  needs: ["slot-view", "wire-record-header", "wire-tick", "wire-bar", "wire-fmv"],
  run(observe) {
    const constants: Record<string, number> = { ...layout };
    for (const [name, value] of Object.entries(constants)) observe(name, "value", value);
    for (const [Struct, pins] of RECORD_PINS) {
      for (const [name, getter] of Object.entries(pins)) {
        const offset = constants[name]!;
        const bytes = layout.RECORD_BYTES;
        observe(
          name,
          "as in the schema",
          pinProblem(Struct, bytes, name, offset, getter, 1, 77, 1),
        );
      }
    }
  },
};
