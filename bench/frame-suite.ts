/** Event records to contract text, against JSON.stringify of the same items. */
import {
  EVENT_BYTES,
  EventText,
  eventItem,
  FrameWriter,
  privateSlots,
  SymbolTableWriter,
  symbolTableBytes,
} from "#codec";
import { sampleEvents } from "./sample-events.ts";
import { type Suite, timed } from "./suite.ts";

export const frameSuite: Suite = {
  name: "frame",
  about: "items of all four kinds, from 192-byte event slots",
  run: async (size) => {
    const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(65_536)));
    const count = 256;
    const view = privateSlots(count, EVENT_BYTES);
    await sampleEvents(view, count, symbols);
    const text = new EventText("UTC");
    const writer = new FrameWriter(symbols, text);
    /** Digest of what the texts say, whatever their escapes. */
    const meaning = (textOf: (i: number) => string) => () => {
      const parsed = Array.from({ length: count }, (_, i) => JSON.parse(textOf(i)));
      return Bun.hash(
        JSON.stringify(parsed.map((item) => Object.values(item).map(String).sort())),
      ).toString(16);
    };
    const items = Array.from({ length: count }, (_, i) => eventItem(view, i, symbols, text));
    for (let i = 0; i < count; i++) {
      if (!Bun.deepEquals(JSON.parse(writer.item(view, i)), JSON.parse(JSON.stringify(items[i])))) {
        throw new Error(`Invariant: both writers say the same of event ${i}`);
      }
    }
    return [
      await timed(
        "FrameWriter, from the slot",
        size,
        count,
        () => {
          let chars = 0;
          for (let i = 0; i < count; i++) chars += writer.item(view, i).length;
          return chars;
        },
        meaning((i) => writer.item(view, i)),
      ),
      await timed(
        "JSON.stringify of ready-made items",
        size,
        count,
        () => {
          let chars = 0;
          for (let i = 0; i < count; i++) chars += JSON.stringify(items[i]).length;
          return chars;
        },
        meaning((i) => JSON.stringify(items[i])),
      ),
      await timed(
        "make the item, then JSON.stringify",
        size,
        count,
        () => {
          let chars = 0;
          for (let i = 0; i < count; i++) {
            chars += JSON.stringify(eventItem(view, i, symbols, text)).length;
          }
          return chars;
        },
        meaning((i) => JSON.stringify(eventItem(view, i, symbols, text))),
      ),
    ];
  },
};
