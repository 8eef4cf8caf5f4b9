import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordsOf, TestFolder } from "../testing/tape-fixture.ts";
import { SessionFile } from "./session-import.ts";

const folder = new TestFolder();
afterAll(() => folder.remove());
const REAL = join(import.meta.dir, "../testdata/binance-futures-session.txt");
const STREAMS =
  "wss://fstream.binance.com/stream?streams=btcusdt@aggTrade/btcusdt@trade <-> 1626992740.1";

function session(lines: readonly (string | Uint8Array)[]): string {
  const path = folder.file("txt");
  writeFileSync(path, lines.join("\n"));
  return path;
}

const trade = (kind: "aggTrade" | "trade", id: number, price: string) =>
  JSON.stringify({
    stream: `btcusdt@${kind}`,
    data: { e: kind, s: "BTCUSDT", a: id, t: id, p: price, q: "2", T: 1_626_992_741_000 + id },
  });

async function refusalOf(path: string): Promise<unknown> {
  try {
    await recordsOf((await SessionFile.open(path)).blocks());
  } catch (thrown) {
    return thrown;
  }
  throw new Error("it was not refused");
}

describe("a recorded session", () => {
  test("the real one: each trade and closed bar is a record, every other message has a name", async () => {
    const text = readFileSync(REAL, "utf8");
    const lines = text.trimEnd().split("\n").slice(1);
    const trades = lines.filter((line) => line.includes('"e":"aggTrade"'));
    const bars = lines.filter((line) => line.includes('"e":"kline"') && line.includes('"x":true'));
    const file = await SessionFile.open(REAL);
    const found = await recordsOf(file.blocks());
    expect(file.frames).toBe(lines.length);
    expect(found.filter(({ kind }) => kind === "tick")).toHaveLength(trades.length);
    expect(found.filter(({ kind }) => kind === "bar")).toHaveLength(bars.length);
    const { filtered, errored } = file.leftOut();
    expect(errored).toEqual({});
    const leftOut = Object.values(filtered).reduce((a, b) => a + b, 0);
    expect(found.length + leftOut).toBe(lines.length);

    const first = trades[0]!;
    const message = JSON.parse(first.slice(first.indexOf("{"))).data;
    expect(found.find(({ kind }) => kind === "tick")).toMatchObject({
      symbol: message.s,
      price: Number(message.p),
      size: Number(message.q),
      feedSeq: message.a,
      exchangeEpochUs: message.T * 1000,
      receivedEpochUs: Math.round(Number(first.slice(0, first.indexOf(":"))) * 1e6),
    });
  });

  test("the first line says which symbols have aggTrade: their trades are duplicates", async () => {
    const path = session([
      STREAMS,
      `1626992741.5: ${trade("aggTrade", 1, "10")}`,
      `1626992741.6: ${trade("trade", 2, "10")}`,
      "",
      `1626992741.7: ${trade("aggTrade", 2, "11")}\r`,
    ]);
    const file = await SessionFile.open(path);
    const found = await recordsOf(file.blocks());
    expect(found).toMatchObject([
      { recordSeq: 0, price: 10, receivedEpochUs: 1_626_992_741_500_000 },
      { recordSeq: 1, price: 11, receivedEpochUs: 1_626_992_741_700_000 },
    ]);
    expect(file.leftOut()).toEqual({ filtered: { duplicate: 1 }, errored: {} });
  });

  test("bad frames and bad data are named; bad data keeps its number", async () => {
    const path = session([
      STREAMS,
      `1626992741: ${trade("aggTrade", 1, "-10")}`,
      "1626992741: {cut in ha",
      `1626992741: ${trade("aggTrade", 2, "11")}`,
    ]);
    const file = await SessionFile.open(path);
    expect(await recordsOf(file.blocks())).toMatchObject([{ recordSeq: 1, price: 11 }]);
    expect(file.leftOut().errored).toEqual({ FRAME_NOT_JSON: 1, PRICE_INVALID: 1 });
  });

  test("one frame with more records than a block", async () => {
    const data = Array.from(
      { length: 9001 },
      (_, id) => JSON.parse(trade("aggTrade", id, "1")).data,
    );
    const file = await SessionFile.open(session([STREAMS, `1626992741: ${JSON.stringify(data)}`]));
    const seqs = (await recordsOf(file.blocks())).map(({ recordSeq }) => recordSeq);
    expect(seqs).toEqual(data.map((_, i) => i));
  });

  test("what is no session is refused with its line", async () => {
    expect(await refusalOf(session(["ticker,price"]))).toMatchObject({
      code: "SESSION_FORMAT",
      message: expect.stringContaining(
        'line 1 does not name the streams: wss://…?streams=…, was "ti',
      ),
    });
    expect(await refusalOf(session([]))).toMatchObject({ code: "SESSION_FORMAT" });
    expect(await refusalOf(session([STREAMS, "", "now: {}"]))).toMatchObject({
      code: "SESSION_FORMAT",
      message: expect.stringContaining('line 3 is not "<receive epoch s>: <frame>", was "now: {}"'),
    });
    expect(await refusalOf("/absent.txt")).toMatchObject({ code: "TAPE_NOT_FOUND" });
  });
});
