import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readTapeHeader } from "#codec";
import { recordsOf, TestFolder, tapeRecords } from "../testing/tape-fixture.ts";
import { CsvFile } from "./csv-import.ts";
import { importTape } from "./tape-import.ts";

const folder = new TestFolder();
afterAll(() => folder.remove());
const testdata = (name: string) => join(import.meta.dir, "../testdata", name);
const OPTIONS = { symbol: "", calendar: "", force: false } as const;

describe("import to a tape", () => {
  test.each([
    ["csv/ticks.csv", "", "ticks", "us-equities"],
    ["csv/bars.csv", "", "bars", "us-equities"],
    ["csv/trades.csv", "", "trades", "continuous"],
    ["csv/plain-bars.csv", "BTCPERP", "plain bars", "continuous"],
  ])("%s: the tape has the records of the file", async (name, symbol, form, calendar) => {
    const out = folder.file("tape");
    const result = await importTape(testdata(name), out, { ...OPTIONS, symbol });
    const expected = await recordsOf((await CsvFile.open(testdata(name), { symbol })).blocks());
    expect(await tapeRecords(out)).toEqual(expected);
    expect(result).toMatchObject({ form, calendar, records: expected.length, leftOut: {} });
    expect(readTapeHeader(out)).toMatchObject({ calendar, origin: `${form} of ${name.slice(4)}` });
  });

  test("a session, and a calendar of the user's choice", async () => {
    const out = folder.file("tape");
    const input = testdata("binance-futures-session.txt");
    const result = await importTape(input, out, { ...OPTIONS, calendar: "us-equities" });
    expect(result).toMatchObject({ form: "session", calendar: "us-equities" });
    expect(result.leftOut).toHaveProperty("unsupported_kind");
    expect(await tapeRecords(out)).toHaveLength(result.records);
    const again = importTape(input, folder.file("tape"), { ...OPTIONS, symbol: "X" });
    await expect(again).rejects.toMatchObject({ code: "USAGE" });
  });

  test("an existing tape is kept without force, and when the import fails", async () => {
    const out = folder.file("tape");
    writeFileSync(out, "precious");
    const once = importTape(testdata("csv/ticks.csv"), out, OPTIONS);
    await expect(once).rejects.toMatchObject({ code: "USAGE" });
    const bad = folder.file("csv");
    writeFileSync(bad, "ticker,price,volume,timestamp\nA,1,1,1\nA,x,1,1\n");
    const failing = importTape(bad, out, { ...OPTIONS, force: true });
    await expect(failing).rejects.toMatchObject({ code: "CSV_VALUE" });
    expect(readFileSync(out, "utf8")).toBe("precious");
    expect(readdirSync(folder.path).filter((name) => name.endsWith(".partial"))).toEqual([]);
    await importTape(testdata("csv/ticks.csv"), out, { ...OPTIONS, force: true });
    expect(await tapeRecords(out)).toHaveLength(18);
  });

  test("an output that cannot be written", async () => {
    const out = join(folder.path, "no-such-folder", "x.tape");
    const run = importTape(testdata("csv/ticks.csv"), out, OPTIONS);
    await expect(run).rejects.toMatchObject({ code: "TAPE_WRITE_FAILED" });
    expect(existsSync(out)).toBe(false);
  });
});
