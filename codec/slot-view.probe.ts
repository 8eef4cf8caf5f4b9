/** Pins which bytes a view of slots shows. */
import type { Observe, Probe } from "#schemas";
import { privateSlots, type SlotView, slotView } from "./slot-view.ts";

function observeView(observe: Observe, functionName: string, view: SlotView): void {
  const { f64, u32, u8, slotBytes } = view;
  for (const [width, array] of Object.entries({ f64, u32, u8 })) {
    const { byteOffset, byteLength } = array;
    observe(functionName, `${width}: byteOffset, byteLength`, [byteOffset, byteLength]);
  }
  observe(functionName, "slotBytes", slotBytes);
}

export const SLOT_VIEW_PROBE: Probe = {
  name: "slot-view",
  stage: "ring",
  file: "codec/slot-view.ts",
  needs: [],
  run(observe) {
    const buffer = new ArrayBuffer(1024);
    const view = slotView(buffer, 64, 3, 128);
    observeView(observe, "slotView", view);
    const { f64, u32, u8 } = view;
    observe(
      "slotView",
      "one memory",
      [f64, u32, u8].every((array) => array.buffer === buffer),
    );
    observeView(observe, "privateSlots", privateSlots(2, 192));
  },
};
