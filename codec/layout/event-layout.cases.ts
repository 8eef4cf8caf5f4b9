/** Cases of every offset of an event: its number, and that FlatBuffers reads and writes the same place. */
import type { Observe } from "#schemas";
import * as layout from "./event-layout.ts";
import { EVENT_PINS } from "./event-pins.ts";
import { pinProblem } from "./layout-pins.ts";

export default function cases(observe: Observe): void {
  const constants: Record<string, number> = { ...layout };

  for (const [Struct, pins] of EVENT_PINS) {
    for (const [name, getter] of Object.entries(pins)) {
      const offset = constants[name]!;
      const bytes = layout.EVENT_BYTES;
      observe(
        { [name]: offset },
        "as in the schema",
        pinProblem(Struct, bytes, name, offset, getter, 1, 77, 1),
      );
    }
  }
}
