/** Cases of which bytes a view of slots shows. */
import type { Observe, Subject } from "#schemas";
import { privateSlots, type SlotView, slotValue, slotView } from "./slot-view.ts";

function observeView(observe: Observe, functionName: Subject, view: SlotView): void {
  const { f64, u32, u8, slotBytes } = view;
  for (const [width, array] of Object.entries({ f64, u32, u8 })) {
    const { byteOffset, byteLength } = array;
    observe(functionName, `${width}: byteOffset, byteLength`, [byteOffset, byteLength]);
  }
  observe(functionName, "slotBytes", slotBytes);
}

export default function cases(observe: Observe): void {
  const buffer = new ArrayBuffer(1024);
  const view = slotView(buffer, 64, 3, 128);
  observeView(observe, slotView, view);
  const { f64, u32, u8 } = view;
  observe(
    slotView,
    "one memory",
    [f64, u32, u8].every((array) => array.buffer === buffer),
    true,
  );
  observeView(observe, privateSlots, privateSlots(2, 192));
  u8.forEach((_, at) => {
    u8[at] = at;
  });
  for (const width of ["u8", "u32", "f64"] as const) {
    observe(slotValue, width, slotValue(view, 1, { width, at: 3 }));
  }
}
