/** Rows of frames, and what became of each for each client. Times: epoch microseconds. */
import type { FrameRow, OfferOutcome } from "#emitter";
import type { TapForm } from "./tap-form.ts";

const LIST_WORDS = ["highs", "lows", "trend up", "trend down", "surge up", "surge down"];

export const ROW_FORM: TapForm<FrameRow> = {
  symbolIdOf: (row) => row.symbolId,
  fields: {
    list: (row) => LIST_WORDS[row.list],
    symbol: (row) => row.symbol,
    price: (row) => row.price,
    volume: (row) => row.volume,
    relVolume: (row) => row.relVolume,
    count: (row) => row.count,
    eventEpochUs: (row) => row.eventEpochUs,
    recordEpochUs: (row) => row.recordEpochUs,
    receivedEpochUs: (row) => row.receivedEpochUs,
    bytes: (row) => row.text.length,
    item: (row) => row.text,
  },
};

/** A row on its way to one client. */
export interface Offer {
  client: number;
  outcome: OfferOutcome;
  row: FrameRow;
}

export const OFFER_FORM: TapForm<Offer> = {
  symbolIdOf: ({ row }) => row.symbolId,
  fields: {
    client: ({ client }) => client,
    outcome: ({ outcome }) => outcome,
    ...Object.fromEntries(
      Object.entries(ROW_FORM.fields).map(([name, read]) => [name, ({ row }: Offer) => read(row)]),
    ),
  },
};
