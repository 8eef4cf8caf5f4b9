/** Known answers of csv-row.ts: every way to read a field. */
import { type Observe, of } from "#schemas";
import { thrownBy } from "../testing/cases-fixture.ts";
import { CsvRow } from "./csv-row.ts";

const NUMBERS = [
  "12.5",
  " 7 ",
  "",
  "  ",
  "+3",
  "-4",
  "5.",
  ".5",
  ".",
  "1e3",
  "1E-3",
  "1e",
  "0x1f",
  "1,5",
  "1 2",
  "abc",
  "nan",
  "NaN",
  "-nan",
  "inf",
  "+Infinity",
  "-INF",
  "infinite",
  "x".repeat(70),
];
const PRICES = ["10", "0", "-1", "", "inf", "nan", "1e-9", "x"];
const SEQUENCES = ["0", "5", "-1", "", "9007199254740991", "9007199254740992", "inf", "-0.5", "x"];
const FLAGS = ["0", "1", "", " 0 ", "2", "true"];
const SECONDS = ["1717426800.5", "1717426800.1234567", "", "0.0000004", "0.0000006", "x"];
const DATE_TIMES = [
  "2024-06-03 15:00:01",
  "2024-06-03T15:00:01",
  "2024-06-03 15:00:01Z",
  "2024-06-03 15:00:01.5",
  "2024-06-03 15:00:01.000123",
  " 2024-02-29 23:59:59.999999 ",
  "",
  "2023-02-29 00:00:00",
  "2024-06-31 00:00:00",
  "2024-13-01 00:00:00",
  "2024-06-03 24:00:00",
  "2024-06-03 15:00:01.1234567",
  "2024-06-03",
  "x2024-06-03 15:00:01",
  "1717426800",
];

/** A value, or what was thrown. */
function answer(call: () => unknown): unknown {
  let value: unknown;
  const thrown = thrownBy(() => {
    value = call();
  });
  return thrown === "nothing" ? value : thrown;
}

type Reader =
  | "number"
  | "optionalPrice"
  | "optionalTime"
  | "sequence"
  | "flag"
  | "seconds"
  | "dateTime";
const READERS: readonly (readonly [reader: Reader, texts: readonly string[]])[] = [
  ["number", NUMBERS],
  ["optionalPrice", PRICES],
  ["optionalTime", PRICES],
  ["sequence", SEQUENCES],
  ["flag", FLAGS],
  ["seconds", SECONDS],
  ["dateTime", DATE_TIMES],
];

function observeFields(observe: Observe): void {
  const row = new CsvRow("file.csv", ["a", "b", "c"]);
  observe(
    of(CsvRow, "constructor"),
    "path and columns",
    [row.path, row.columns],
    ["file.csv", ["a", "b", "c"]],
  );
  observe(of(CsvRow, "text"), "before the first row", row.text("a"), "");
  for (const [fact, fields] of [
    ["too few", ["1", "2"]],
    ["too many", ["1", "2", "3", "4"]],
    ["as many as columns", ["x", "y", "z"]],
  ] as const) {
    observe(
      of(CsvRow, "set"),
      fact,
      thrownBy(() => row.set(fields, 42)),
    );
  }
  for (const column of ["a", "b", "c", "d"]) observe(of(CsvRow, "text"), column, row.text(column));
  row.set(["x", "y", "5"], 43);
  observe(of(CsvRow, "set"), "the next row", row.text("c"), "5");
}

export default function cases(observe: Observe): void {
  observeFields(observe);
  const row = new CsvRow("file.csv", ["first", "field"]);
  for (const [reader, texts] of READERS) {
    for (const text of texts) {
      row.set(["", text], 7);
      observe(
        of(CsvRow, reader),
        JSON.stringify(text),
        answer(() => row[reader]("field")),
      );
    }
    observe(
      of(CsvRow, reader),
      "no such column",
      answer(() => row[reader]("other")),
    );
  }
}
