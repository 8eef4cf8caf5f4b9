/** Records of the tick ring, as normalise produced them. Times: epoch microseconds. */
import {
  asSymbolId,
  BAR_CLOSE_F64,
  BAR_DAY_VWAP_F64,
  BAR_HIGH_F64,
  BAR_LOW_F64,
  BAR_OFFICIAL_OPEN_F64,
  BAR_OPEN_F64,
  BAR_START_EPOCH_US_F64,
  BAR_VOLUME_F64,
  BAR_WINDOW_VWAP_F64,
  FLAG_ELIGIBLE,
  FMV_FMV_F64,
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  RECORD_KIND_WORDS,
  RECORD_RECEIVED_EPOCH_US_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
  type Slot,
  type SlotView,
  type SymbolTable,
  TICK_DAY_VWAP_F64,
  TICK_OFFICIAL_OPEN_F64,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import type { TapForm, TapValue } from "./tap-form.ts";

/** A slot of a view; one instance is pointed at record after record. */
export interface SlotPlace {
  view: SlotView;
  slot: Slot;
}

function kindOf({ view, slot }: SlotPlace): number {
  return view.u8[slot * RECORD_BYTES + RECORD_KIND_U8]!;
}

function number(offset: number, kind = 0): (place: SlotPlace) => TapValue {
  return (place) => {
    if (kind !== 0 && kindOf(place) !== kind) return undefined;
    return place.view.f64[place.slot * RECORD_F64 + offset]!;
  };
}

/** Records of every kind; a field of another kind is absent. */
export function recordForm(symbols: SymbolTable): TapForm<SlotPlace> {
  const symbolIdOf = ({ view, slot }: SlotPlace) =>
    asSymbolId(view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32]!);
  return {
    symbolIdOf,
    fields: {
      kind: (place) => RECORD_KIND_WORDS[kindOf(place)] ?? `kind ${kindOf(place)}`,
      symbol: (place) => symbols.symbolOf(symbolIdOf(place)),
      price: number(TICK_PRICE_F64, KIND_TICK),
      size: number(TICK_SIZE_F64, KIND_TICK),
      eligible: (place) => {
        if (kindOf(place) !== KIND_TICK) return undefined;
        const flags = place.view.u8[place.slot * RECORD_BYTES + RECORD_FLAGS_U8]!;
        return (flags & FLAG_ELIGIBLE) !== 0;
      },
      open: number(BAR_OPEN_F64, KIND_BAR),
      high: number(BAR_HIGH_F64, KIND_BAR),
      low: number(BAR_LOW_F64, KIND_BAR),
      close: number(BAR_CLOSE_F64, KIND_BAR),
      volume: number(BAR_VOLUME_F64, KIND_BAR),
      fmv: number(FMV_FMV_F64, KIND_FMV),
      dayVwap: (place) =>
        number(TICK_DAY_VWAP_F64, KIND_TICK)(place) ?? number(BAR_DAY_VWAP_F64, KIND_BAR)(place),
      officialOpen: (place) =>
        number(TICK_OFFICIAL_OPEN_F64, KIND_TICK)(place) ??
        number(BAR_OFFICIAL_OPEN_F64, KIND_BAR)(place),
      windowVwap: number(BAR_WINDOW_VWAP_F64, KIND_BAR),
      startEpochUs: number(BAR_START_EPOCH_US_F64, KIND_BAR),
      exchangeEpochUs: number(RECORD_EXCHANGE_EPOCH_US_F64),
      receivedEpochUs: number(RECORD_RECEIVED_EPOCH_US_F64),
      recordSeq: number(RECORD_SEQ_F64),
      feedSeq: number(RECORD_FEED_SEQ_F64),
      traceId: ({ view, slot }) => view.u32[slot * RECORD_U32 + RECORD_TRACE_ID_U32]!,
    },
  };
}
