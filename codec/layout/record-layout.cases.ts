/** Cases of every offset of a record: its number, and that FlatBuffers reads and writes the same place. */
import type { Observe } from "#schemas";
import { pinProblem } from "./layout-pins.ts";
import * as layout from "./record-layout.ts";
import { RECORD_PINS } from "./record-pins.ts";

export default function cases(observe: Observe): void {
  const constants: Record<string, number> = { ...layout };

  for (const [Struct, pins] of RECORD_PINS) {
    for (const [name, getter] of Object.entries(pins)) {
      const offset = constants[name]!;
      const bytes = layout.RECORD_BYTES;
      observe(
        { [name]: offset },
        "as in the schema",
        pinProblem(Struct, bytes, name, offset, getter, 1, 77, 1),
      );
    }
  }
}
