import { afterAll, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { FLAG_ELIGIBLE, FLAG_MINUTE_BAR } from "#codec";
import { TickscopeError } from "#schemas";
import { type NamedRecord, recordsOf, TestFolder } from "../testing/tape-fixture.ts";
import { CSV_FORMS } from "./csv-forms.ts";
import { CsvFile } from "./csv-import.ts";

const folder = new TestFolder();
afterAll(() => folder.remove());
const testdata = (name: string) => join(import.meta.dir, "../testdata/csv", name);

async function read(path: string, symbol = ""): Promise<NamedRecord[]> {
  return recordsOf((await CsvFile.open(path, { symbol })).blocks());
}

function csv(text: string | Uint8Array): string {
  const path = folder.file("csv");
  writeFileSync(path, text);
  return path;
}

/** What reading `text` is refused with. */
async function refusal(text: string | Uint8Array, symbol = ""): Promise<TickscopeError> {
  const path = csv(text);
  try {
    await read(path, symbol);
  } catch (thrown) {
    if (thrown instanceof TickscopeError) return thrown;
    throw thrown;
  }
  throw new Error("it was not refused");
}

const TICKS = "ticker,price,volume,timestamp\n";

describe("forms", () => {
  test("ticks: good rows, and bad ones that keep their place", async () => {
    const found = await read(testdata("ticks.csv"));
    expect(found[0]).toMatchObject({
      kind: "tick",
      symbol: "NIGHT",
      recordSeq: 0,
      exchangeEpochUs: 1_755_676_441_604_000,
      feedSeq: 1,
      flags: FLAG_ELIGIBLE,
      price: 117.9931,
      size: 1123,
      dayVwap: 117.9931,
      officialOpen: 0,
    });
    expect(found.map(({ recordSeq }) => recordSeq)).toEqual(found.map((_, i) => i));
    const bad = found.flatMap((tick) =>
      tick.kind === "tick" && tick.symbol === "BAD" ? [tick] : [],
    );
    expect(new Set(bad.map(({ price }) => (price > 0 && price < 1e6 ? 1 : price)))).toEqual(
      new Set([1, Number.POSITIVE_INFINITY, Number.NaN, -3.5]),
    );
    expect(bad.some(({ size }) => Number.isNaN(size))).toBe(true);
    expect(bad.some(({ size }) => size === -1)).toBe(true);
    expect(found.filter(({ symbolId }) => symbolId === 0)).toHaveLength(2);
    expect(found.filter(({ symbol, flags }) => symbol === "ODDLOT" && flags === 0)).toHaveLength(1);
    expect(found.filter(({ symbol, feedSeq }) => symbol === "NINE" && feedSeq === -1)).toHaveLength(
      1,
    );
  });

  test("bars: seconds, the end is the record's time", async () => {
    const [bar, ...rest] = await read(testdata("bars.csv"));
    expect(rest).toHaveLength(4);
    expect(bar).toMatchObject({
      kind: "bar",
      symbol: "BTCPERP",
      exchangeEpochUs: 1_640_991_660e6,
      startEpochUs: 1_640_991_600e6,
      flags: FLAG_MINUTE_BAR,
      open: 46_319,
      high: 46_385,
      low: 46_319,
      close: 46_377,
      volume: 2_300_413.7295,
    });
  });

  test("bars of less than a minute are second bars", async () => {
    const [bar] = await read(
      csv("ticker,open,high,low,close,volume,start,end\nA,1,1,1,1,0,10,11\n"),
    );
    expect(bar).toMatchObject({ kind: "bar", flags: 0, startEpochUs: 10e6, exchangeEpochUs: 11e6 });
  });

  test("real trades: microseconds, id is the sequence, local time is when it was received", async () => {
    const [tick, ...rest] = await read(testdata("trades.csv"));
    expect(rest).toHaveLength(4);
    expect(tick).toMatchObject({
      kind: "tick",
      symbol: "BTCUSDT",
      exchangeEpochUs: 1_582_329_602_111_000,
      receivedEpochUs: 1_582_329_602_418_379,
      feedSeq: 42_377_944,
      flags: FLAG_ELIGIBLE,
      price: 9682,
      size: 0.132,
    });
  });

  test("plain bars: the user's symbol, UTC, the time is the end; the same as the other bars", async () => {
    const plain = await read(testdata("plain-bars.csv"), "BTCPERP");
    expect(plain).toEqual(await read(testdata("bars.csv")));
  });

  test("columns come in any order, quoted, with a BOM, CRLF, blank lines and no last line end", async () => {
    const text =
      '\ufeff"timestamp","volume",ticker,"price"\r\n\r\n' +
      '1.000001,3,"A,""B""\nC",2.5\r\n"2",4,D,1e2';
    expect(await read(csv(text))).toMatchObject([
      { symbol: 'A,"B"\nC', exchangeEpochUs: 1_000_001, price: 2.5, size: 3 },
      { symbol: "D", exchangeEpochUs: 2_000_000, price: 100, size: 4 },
    ]);
  });

  test("gzip is known by its content, not by its name", async () => {
    const plain = `${TICKS}A,1,2,3\n`;
    expect(await read(csv(Bun.gzipSync(plain)))).toEqual(await read(csv(plain)));
  });

  test("more rows than a block: every one, in order, with its symbol", async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => `S${i % 5000},${i + 1},1,${i}\n`);
    const found = await read(csv(TICKS + rows.join("")));
    expect(found).toHaveLength(9000);
    for (const [i, tick] of found.entries()) {
      if (tick.recordSeq !== i || tick.symbol !== `S${i % 5000}`)
        throw new Error(`row ${i} is wrong`);
    }
  });
});

describe("values", () => {
  test.each([
    ["nan", Number.NaN],
    ["NaN", Number.NaN],
    ["-nan", Number.NaN],
    ["inf", Number.POSITIVE_INFINITY],
    ["-Inf", Number.NEGATIVE_INFINITY],
    ["+Infinity", Number.POSITIVE_INFINITY],
    ["", Number.NaN],
    ["-1", -1],
    [" 7 ", 7],
    [".5", 0.5],
    ["5.", 5],
    ["1E-3", 0.001],
    ["1e999", Number.POSITIVE_INFINITY],
  ])("price %p is data: %p", async (text, price) => {
    expect(await read(csv(`${TICKS}A,${text},1,1\n`))).toMatchObject([{ price }]);
  });

  test.each(["0x10", "1_000", "1,000", "--1", "abc", "1.2.3", "e5", "∞", "١"])(
    "price %p is a mistake",
    async (text) => {
      const error = await refusal(`${TICKS}A,1,1,1\nA,"${text}",1,1\n`);
      expect(error.code).toBe("CSV_VALUE");
      expect(error.message).toContain(`line 3, column price: ${JSON.stringify(text)}`);
    },
  );

  test("what is optional and absent, or no price or sequence, is unknown", async () => {
    const header = "ticker,price,volume,timestamp,vwap,market_open_price,eligible,seq\n";
    const rows = ["A,1,1,1,,,,", "A,1,1,1,nan,inf,1,-5", "A,1,1,1,-2,0,0,7"];
    expect(await read(csv(header + rows.join("\n")))).toMatchObject([
      { dayVwap: 0, officialOpen: 0, flags: FLAG_ELIGIBLE, feedSeq: -1 },
      { dayVwap: 0, officialOpen: 0, flags: FLAG_ELIGIBLE, feedSeq: -1 },
      { dayVwap: 0, officialOpen: 0, flags: 0, feedSeq: 7 },
    ]);
    const error = await refusal(`${header}A,1,1,1,,,yes,\n`);
    expect(error.message).toContain('line 2, column eligible: "yes" is not 0 or 1');
  });

  test("a time of up to 6 decimals is exact to the microsecond", async () => {
    const us = fc.integer({ min: 946_684_800_000_000, max: 4_102_444_800_000_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(us, { minLength: 1, maxLength: 20 }), async (times) => {
        const rows = times.map((time) => {
          return `A,1,1,${Math.floor(time / 1e6)}.${String(time % 1e6).padStart(6, "0")}\n`;
        });
        const found = await read(csv(TICKS + rows.join("")));
        expect<number[]>(found.map((tick) => tick.exchangeEpochUs)).toEqual(times);
      }),
      { numRuns: 30 },
    );
  });

  test.each(["2022-02-30 00:00:00", "2022-1-1 00:00:00", "1640991660", "2022-01-01", "soon"])(
    "%p is no time of a bar",
    async (time) => {
      const error = await refusal(`timestamp,open,high,low,close,volume\n${time},1,1,1,1,1\n`, "X");
      expect(error.code).toBe("CSV_VALUE");
      expect(error.message).toContain(`line 2, column timestamp: "${time}"`);
    },
  );
});

describe("refusals", () => {
  test.each([
    ["", "is empty"],
    ["a,b,c\n", 'unknown header "a,b,c"; ticks: ticker,price,volume,timestamp and optionally'],
    ["tiker,price,volume,timestamp\n", 'unknown column "tiker" (did you mean "ticker"?)'],
    ["Ticker,price,volume,timestamp\n", '"Ticker" (did you mean "ticker"?), missing ticker; ticks'],
    ["ticker,price,volume\n", "missing timestamp; ticks have ticker,price,volume,timestamp"],
    ["ticker,price,volume,timestamp,vwop\n", '"vwop" (did you mean "vwap"?); ticks have'],
    ["ticker,price,volume,timestamp,colour\n", 'unknown column "colour"; ticks have'],
    ["ticker,open,high,low,close,volume,start\n", "missing end; bars have"],
    ["symbol,timestamp,price,amout\n", '"amout" (did you mean "amount"?), missing amount; trades'],
    ["ticker,price,price,volume,timestamp\n", 'column "price" appears twice'],
  ])("header %p", async (header, message) => {
    const error = await refusal(`${header}`);
    expect(error.code).toBe("CSV_HEADER");
    expect(error.message).toContain(message);
  });

  test.each([
    ["A,1,1\n", "line 2 has 3 fields; the header has 4 columns"],
    ["A,1,1,1,1\n", "line 2 has 5 fields"],
    ["A,1,1,1\n\nA,1\n", "line 4 has 2 fields"],
    ['A,1,1,"1\n', "line 2: Quote Not Closed"],
    ['A,1,1,"1"x\n', "line 2: Invalid Closing Quote"],
    [`${"x".repeat(70_000)},1,1,1\n`, "Max Record Size"],
  ])("row %#", async (rows, message) => {
    const error = await refusal(TICKS + rows);
    expect(error.code).toBe("CSV_VALUE");
    expect(error.message).toContain(message);
    expect(error.message.length).toBeLessThan(400);
  });

  test("a symbol where none is needed, none where one is, one that is too long", async () => {
    expect((await refusal(TICKS, "A")).message).toContain("omit --symbol A");
    const bars = "timestamp,open,high,low,close,volume\n";
    expect((await refusal(bars)).message).toContain("has no column for the symbol");
    expect((await refusal(bars, "x".repeat(17))).code).toBe("USAGE");
  });

  test("a gzip stream that is cut; a file that is not there; a folder", async () => {
    const noise = Array.from({ length: 5000 }, (_, i) => `A,${(i * 7919) % 1000},1,${i}\n`);
    const zipped = Bun.gzipSync(TICKS + noise.join(""));
    expect((await refusal(zipped.subarray(0, zipped.length / 2))).code).toBe("CSV_VALUE");
    const absent = join(folder.path, "absent.csv");
    await expect(read(absent)).rejects.toMatchObject({ code: "TAPE_NOT_FOUND" });
    await expect(read(folder.path)).rejects.toMatchObject({ code: "TAPE_NOT_FOUND" });
  });

  test("the rows before a mistake are given first", async () => {
    const file = await CsvFile.open(csv(`${TICKS}A,1,1,1\nB,2,1,2\nC,x,1,3\n`), { symbol: "" });
    const found: number[] = [];
    const drain = async () => {
      for await (const block of file.blocks()) found.push(block.records);
    };
    await expect(drain()).rejects.toMatchObject({ code: "CSV_VALUE" });
    expect(found).toEqual([2]);
  });

  test("arbitrary bytes: records, or an error of the family", async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), bytes, async (withHeader, noise) => {
        const path = csv(withHeader ? Buffer.concat([Buffer.from(TICKS), noise]) : noise);
        try {
          await read(path);
        } catch (thrown) {
          if (!(thrown instanceof TickscopeError)) throw thrown;
          expect(["CSV_HEADER", "CSV_VALUE"]).toContain(thrown.code);
        }
      }),
      { numRuns: 150 },
    );
  });
});

test("the forms cannot be confused: no header is two of them", () => {
  for (const a of CSV_FORMS) {
    for (const b of CSV_FORMS) {
      if (a === b) continue;
      const columnsOfA = [...a.required, ...a.optional];
      const isWithin = b.required.every((name) => columnsOfA.includes(name));
      const isKnown = a.required.every((name) => [...b.required, ...b.optional].includes(name));
      expect(isWithin && isKnown).toBe(false);
    }
  }
});
