/** Known answers of csv-forms.ts: which header is which form, and how a row becomes a record. */
import { asEpochUs, asSlot, asSymbolId, privateSlots, RECORD_BYTES } from "#codec";
import type { Observe, Subject } from "#schemas";
import { Notes } from "../../telemetry/noting-fixture.ts";
import { slotNumbers, thrownBy } from "../testing/cases-fixture.ts";
import { CSV_FORMS, type CsvForm, formOf } from "./csv-forms.ts";
import type { CsvRow } from "./csv-row.ts";
import type { TapeBlockBuilder } from "./tape-block-builder.ts";

const HEADERS: readonly (readonly [functionName: Subject, header: string])[] = [
  [formOf, "ticker,price,volume,timestamp"],
  [formOf, "timestamp,volume,price,ticker"],
  [formOf, "ticker,price,volume,timestamp,vwap,market_open_price,eligible,seq"],
  [formOf, "ticker,price,volume,timestamp,seq"],
  [formOf, "ticker,open,high,low,close,volume,start,end"],
  [formOf, "symbol,timestamp,price,amount"],
  [formOf, "symbol,timestamp,price,amount,exchange,local_timestamp,id,side"],
  [formOf, "timestamp,open,high,low,close,volume"],
  [formOf, "ticker,price,price,timestamp"],
  ["columnsText", "a,b,c"],
  [formOf, `${"ab,".repeat(50)}ac`],
  [formOf, Array.from({ length: 30 }, (_, i) => `zzzzzzzz${i}`).join(",")],
  [formOf, ""],
  ["mismatch", "ticker,price,volume"],
  ["mismatch", "ticker,price,volume,timestamp,other"],
  ["mismatch", `ticker,price,volume,timestamp,${"long".repeat(20)}`],
  ["unknownIn", "symbol,timestamp,price,amount,vwap"],
  ["meant", "ticker,prices,volume,timestamp"],
  ["meant", "Ticker,PRICE,volume,timestamp"],
  ["meant", "ticker,price,volume,timestamp,sequence"],
  ["meant", "ticker,price,volume,timestamp,sex"],
  ["meant", "ticker,price,volume,timestamp,vwapxxx"],
  ["meant", "ticker,price,volume,timesta"],
  ["meant", "ticker,price,volume,timest"],
  ["meant", "ticker,price,volume,times"],
  ["meant", "ticker,open,high,low,closes,volume,start,enda"],
  ["meant", "xxd,open,high,low,close,volume,start,ticker"],
  ["meant", "ticker,high,low,close,volume,start,oend"],
  ["scoreOf", "volume,lo"],
  ["scoreOf", "id,volume,hig"],
  ["scoreOf", "end,amoun,symbl"],
  ["scoreOf", "timestamp,open,high,low,close,volum"],
  ["scoreOf", "ticker,open,high,low,close,volume"],
  ["scoreOf", "symbol,price,volume,timestamp"],
  ["scoreOf", "symbol,price,timestamp"],
  ["scoreOf", "ticker,timestamp"],
  ["scoreOf", "symbl,timestamp"],
  ["scoreOf", "amount"],
  ["scoreOf", "tickr"],
  ["scoreOf", "open,high,low,x,y,z,amount,id,exchange,side,local_timestamp"],
];

/** A row whose fields are numbers of their own, by column and by how it was read. */
const COLUMNS = [
  "price",
  "volume",
  "vwap",
  "market_open_price",
  "amount",
  "open",
  "high",
  "low",
  "close",
  "start",
  "end",
  "timestamp",
  "local_timestamp",
  "seq",
  "id",
];

const numberOf = (column: string, add: number): number => COLUMNS.indexOf(column) + 10 + add;

/** Reads like CsvRow, for the forms only: `text` gives the column's name. */
function rowOf(endUs: number, isEligible: boolean): CsvRow {
  const row: Pick<
    CsvRow,
    | "text"
    | "number"
    | "optionalPrice"
    | "optionalTime"
    | "sequence"
    | "flag"
    | "seconds"
    | "dateTime"
  > = {
    text: (column) => `the ${column}`,
    number: (column) => numberOf(column, 0),
    optionalPrice: (column) => numberOf(column, 100),
    optionalTime: (column) => asEpochUs(numberOf(column, 200)),
    sequence: (column) => numberOf(column, 300),
    flag: () => isEligible,
    seconds: (column) => asEpochUs(column === "end" ? endUs : numberOf(column, 400)),
    dateTime: () => asEpochUs(endUs),
  };
  return row as CsvRow;
}

function written(form: CsvForm, endUs: number, isEligible: boolean): unknown[] {
  const notes = new Notes();
  const view = privateSlots(3, RECORD_BYTES);
  view.f64.fill(7.25);
  const builder: Pick<TapeBlockBuilder, "view" | "nextSlot" | "symbolId"> = {
    view,
    nextSlot: asSlot(1),
    symbolId: (text) => {
      notes.add("symbolId", text);
      return asSymbolId(9);
    },
  };
  form.write(rowOf(endUs, isEligible), builder as TapeBlockBuilder, 77, "GIVEN");
  return [notes.take(), slotNumbers(view, 1)];
}

const WRITERS: Readonly<Record<string, string>> = {
  ticks: "writeTickRow",
  trades: "writeTradeRow",
  bars: "writeBarRow",
  "plain bars": "writeBarRow",
};
const MINUTE_US = 60_000_000;
/** What `seconds` says for the start of a bar. */
const START_US = 419;

export default function cases(observe: Observe): void {
  for (const { write, ...form } of CSV_FORMS) observe({ CSV_FORMS }, form.name, form);
  for (const form of CSV_FORMS) {
    const writer = WRITERS[form.name] ?? "";
    observe(writer, `${form.name}: a row`, written(form, START_US + MINUTE_US, true));
    observe(writer, `${form.name}: not eligible`, written(form, START_US + MINUTE_US, false));
    observe(writer, `${form.name}: shorter`, written(form, START_US + MINUTE_US - 1, true));
  }
  for (const [functionName, header] of HEADERS) {
    let name = "";
    const thrown = thrownBy(() => {
      name = formOf("file.csv", header.split(",")).name;
    });
    observe(functionName, header.slice(0, 90), name === "" ? thrown : name);
  }
}
