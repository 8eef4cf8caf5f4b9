/** Events as detectors found them. Times: epoch microseconds. */
import {
  asSymbolId,
  EVENT_BYTES,
  EVENT_DIRECTION_U8,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_KIND_WORDS,
  EVENT_LOW,
  EVENT_REVERSAL_U8,
  EVENT_SURGE,
  EVENT_SYMBOL_ID_U32,
  EVENT_TREND,
  EVENT_U32,
  SIDE_UP,
  type SlotField,
  type SymbolTable,
  slotValue,
  TAP_FIELDS,
} from "#codec";
import type { SlotPlace } from "./record-form.ts";
import type { TapForm, TapValue } from "./tap-form.ts";

type Read = (place: SlotPlace) => TapValue;

interface TapField extends SlotField {
  readonly name: string;
}

/** Fields of all kinds that stand before those of the kind; the others follow them in this order. */
const FIRST = ["price", "percentChange", "volume", "relVolume"];
const LAST = [
  "vwap",
  "vwapDivergence",
  "reversal",
  "countUp",
  "countDown",
  "eventEpochUs",
  "recordEpochUs",
  "receivedEpochUs",
  "detectedEpochUs",
  "recordSeq",
  "traceId",
];

function byte({ view, slot }: SlotPlace, at: number): number {
  return view.u8[slot * EVENT_BYTES + at]!;
}

/** Readers of fields by name; undefined of events of other kinds. */
function readers(fields: readonly TapField[], kinds?: readonly number[]): [string, Read][] {
  return fields.map((field) => [
    field.name,
    (place) => {
      if (kinds !== undefined && !kinds.includes(byte(place, EVENT_KIND_U8))) return undefined;
      return slotValue(place.view, place.slot, field);
    },
  ]);
}

/** Events of the four kinds; a field of another kind is absent. */
export function eventForm(symbols: SymbolTable): TapForm<SlotPlace> {
  const symbolIdOf = ({ view, slot }: SlotPlace) =>
    asSymbolId(view.u32[slot * EVENT_U32 + EVENT_SYMBOL_ID_U32]!);
  const shared = new Map<string, Read>([
    ...readers(TAP_FIELDS.shared),
    ["reversal", (place) => byte(place, EVENT_REVERSAL_U8) !== 0],
  ]);
  const listed = [...FIRST, ...LAST];
  const others = [...shared.keys()].filter((name) => !listed.includes(name));
  const inOrder = (names: readonly string[]) =>
    names.map((name): [string, Read] => [name, shared.get(name)!]);
  return {
    symbolIdOf,
    fields: Object.fromEntries<Read>([
      [
        "kind",
        (place) => {
          const kind = byte(place, EVENT_KIND_U8);
          return EVENT_KIND_WORDS[kind] ?? `kind ${kind}`;
        },
      ],
      ["symbol", (place) => symbols.symbolOf(symbolIdOf(place))],
      ["direction", (place) => (byte(place, EVENT_DIRECTION_U8) === SIDE_UP ? "up" : "down")],
      ...inOrder(FIRST),
      ...readers(TAP_FIELDS.highLow, [EVENT_HIGH, EVENT_LOW]),
      ...readers(TAP_FIELDS.trend, [EVENT_TREND]),
      ...readers(TAP_FIELDS.surge, [EVENT_SURGE]),
      ...inOrder([...LAST, ...others]),
    ]),
  };
}
