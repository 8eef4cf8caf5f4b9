/** Event records to contract text that can be sent, against general writers of the same items. */
import {
  EVENT_BYTES,
  EventText,
  eventItem,
  FrameWriter,
  privateSlots,
  SymbolTableWriter,
  symbolTableBytes,
} from "#codec";
import { contest, micro } from "../contest.ts";
import { compiledWriters } from "../rivals/compiled-json.ts";
import { sampleEvents } from "../sample-events.ts";
import { MICRO_PROCESSES, type Suite } from "../suite.ts";

const COUNT = 256;
const ROUNDS = 8;
const SUBJECT = "FrameWriter, from the slot";
const READY_MADE = "JSON.stringify of ready-made items";
const COMPILED = "fast-json-stringify of ready-made items";
const MAKE_FIRST = "make the item, then JSON.stringify";

export const frameSuite: Suite = {
  name: "frame",
  about: "items of all four kinds, from 192-byte event slots",
  processes: MICRO_PROCESSES,
  run: async (size) => {
    const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(65_536)));
    const view = privateSlots(COUNT, EVENT_BYTES);
    await sampleEvents(view, COUNT, symbols);
    const text = new EventText("UTC");
    const writer = new FrameWriter(symbols, text);
    const items = Array.from({ length: COUNT }, (_, i) => eventItem(view, i, symbols, text));
    for (let i = 0; i < COUNT; i++) {
      if (!Bun.deepEquals(JSON.parse(writer.item(view, i)), JSON.parse(JSON.stringify(items[i])))) {
        throw new Error(`Invariant: both writers say the same of event ${i}`);
      }
    }
    const contender = (name: string, textOf: (i: number) => string) => {
      const work = () => {
        let sum = 0;
        for (let i = 0; i < COUNT; i++) sum += readable(textOf(i));
        return sum;
      };
      return micro(name, COUNT, work, () => meaning(textOf));
    };
    const contenders = [
      contender(SUBJECT, (i) => writer.item(view, i)),
      contender(READY_MADE, (i) => JSON.stringify(items[i])),
      contender(COMPILED, compiledWriters(items)),
      contender(MAKE_FIRST, (i) => JSON.stringify(eventItem(view, i, symbols, text))),
    ];
    return {
      parameters: { events: COUNT, rounds: ROUNDS },
      measures: await contest(contenders, size, ROUNDS),
      rivalries: [
        { subject: SUBJECT, rival: READY_MADE },
        { subject: SUBJECT, rival: COMPILED },
        { subject: SUBJECT, rival: MAKE_FIRST },
      ],
    };
  },
};

/**
 * Reads a character, so that a text joined from parts is put together: its length is known before, and
 * asking only for that would measure a promise. What JSON.stringify returns is whole already.
 */
function readable(text: string): number {
  return text.charCodeAt(text.length >> 1);
}

/** Digest of what the texts say, whatever their escapes and the order of their keys. */
function meaning(textOf: (i: number) => string): string {
  const parsed = Array.from({ length: COUNT }, (_, i) => JSON.parse(textOf(i)));
  const said = parsed.map((item) => Object.values(item).map(String).sort());
  return Bun.hash(JSON.stringify(said)).toString(16);
}
