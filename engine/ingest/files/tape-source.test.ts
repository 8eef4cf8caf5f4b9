import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  FMV_FMV_F64,
  privateSlots,
  RECORD_BYTES,
  RECORD_F64,
  RECORD_SEQ_F64,
  readRecord,
  TapeWriter,
  writeBar,
  writeTick,
} from "#codec";
import { STAGE_DECODE, STAGE_NORMALISE, STAGE_SOURCE } from "#engine/telemetry";
import { writeFmv } from "../../../codec/layout/fmv-fixture.ts";
import { until } from "../../testing/until.ts";
import { SourceFixture } from "../testing/source-fixture.ts";
import { type NamedRecord, recordsOf, TestFolder, writeTicks } from "../testing/tape-fixture.ts";
import { CsvSource, TapeSource } from "./tape-source.ts";

const folder = new TestFolder();
afterAll(() => folder.remove());
const testdata = (name: string) => join(import.meta.dir, "../testdata/csv", name);
const T0 = asEpochUs(Date.UTC(2024, 0, 2, 15) * 1000);
const ticks = (count: number, stepUs = 1000) =>
  Array.from({ length: count }, (_, i) => ({
    symbol: `S${i % 13}`,
    price: i + 1,
    at: T0 + i * stepUs,
  }));

/** What reached the sink, symbols as text. */
function kept(fixture: SourceFixture): Promise<NamedRecord[]> {
  const { view, count } = fixture.sink;
  const symbols = Array.from({ length: 20_000 }, (_, id) =>
    fixture.symbols.symbolOf(asSymbolId(id)),
  );
  return recordsOf([{ view, records: count, symbols }]);
}

describe("a tape at full speed", () => {
  test("every record arrives as it was, with the engine's symbol ids and this engine's time", async () => {
    const path = folder.file("tape");
    const writer = new TapeWriter(path, { origin: "", calendar: "", recordsPerBlock: 3 });
    const view = privateSlots(1, RECORD_BYTES);
    const written: ReturnType<typeof readRecord>[] = [];
    for (let seq = 0; seq < 30; seq += 1 + (seq % 3)) {
      const identity = { symbolId: asSymbolId(0), recordSeq: seq, receivedEpochUs: asEpochUs(7) };
      if (seq % 2 === 0) {
        const tick = { exchangeEpochUs: asEpochUs(T0 + seq), feedSeq: seq, isEligible: true };
        const numbers = { price: 1 + seq, size: seq, dayVwap: 3, officialOpen: 4 };
        writeTick(view, asSlot(0), { ...identity, ...tick, ...numbers });
      } else if (seq % 3 === 0) {
        writeFmv(view, 0, 0, seq, T0 + seq, 7, 1 + seq);
      } else {
        const times = { startEpochUs: T0, endEpochUs: asEpochUs(T0 + 1 + seq), isMinute: true };
        const prices = { open: 2, high: 4, low: 1, close: 3, volume: seq };
        const day = { windowVwap: 5, dayVwap: 6, officialOpen: 7 };
        writeBar(view, asSlot(0), { ...identity, ...times, ...prices, ...day });
      }
      writer.append(view, asSlot(0), `S${seq % 4}`);
      written.push(readRecord(view, asSlot(0)));
    }
    writer.close();
    const fixture = new SourceFixture();
    fixture.symbols.intern("TAKEN");
    fixture.symbols.intern("S2");
    const beforeUs = Date.now() * 1000 - 1000;
    await new TapeSource({ path, speed: "max" }).run(fixture.context);
    const found = await kept(fixture);
    expect(found).toHaveLength(written.length);
    for (const [i, record] of written.entries()) {
      const { receivedEpochUs, symbolId } = found[i]!;
      const symbol = `S${record.recordSeq % 4}`;
      expect(found[i]).toEqual({
        ...record,
        receivedEpochUs,
        symbolId,
        symbol,
        source: 3,
      } as never);
      expect(receivedEpochUs).toBeGreaterThanOrEqual(beforeUs);
    }
    expect(fixture.states.map(([state]) => state)).toEqual(["connected", "ended"]);
    expect(fixture.states[1]![1]).toContain(`all ${written.length} records`);
    expect(fixture.residual()).toBe(0);
  });

  test("a block is a frame, a record is a message", async () => {
    const path = folder.file("tape");
    writeTicks(path, ticks(10), 4);
    const fixture = new SourceFixture();
    await new TapeSource({ path, speed: "max" }).run(fixture.context);
    expect(fixture.row(STAGE_SOURCE)).toMatchObject({ in: 3, out: 3, produced: 3 });
    expect(fixture.row(STAGE_DECODE)).toMatchObject({ in: 3, out: 3, produced: 10 });
    expect(fixture.row(STAGE_NORMALISE)).toMatchObject({ in: 10, out: 10, produced: 10 });
    expect(fixture.sink.flushes).toBe(3);
  });

  test("bad records are rejected by name; the others keep their numbers", async () => {
    const path = folder.file("tape");
    const bad = [
      { symbol: "A", price: Number.NaN, at: T0 },
      { symbol: "A", price: 1, at: T0 },
      { symbol: "", price: 1, at: T0 },
      { symbol: "x".repeat(17), price: 1, at: T0 },
      { symbol: "B", price: 1, at: 5 },
      { symbol: "B", price: -1, at: T0 },
      { symbol: "B", price: 2, at: T0 },
    ];
    writeTicks(path, bad);
    const fixture = new SourceFixture();
    await new TapeSource({ path, speed: "max" }).run(fixture.context);
    const found = await kept(fixture);
    expect(found.map(({ symbol, recordSeq }) => [symbol, recordSeq])).toEqual([
      ["A", 1],
      ["B", 6],
    ]);
    expect(fixture.row(STAGE_NORMALISE).errored).toEqual({
      PRICE_INVALID: 2,
      SYMBOL_INVALID: 2,
      TIME_UNIT: 1,
    });
    expect(fixture.residual()).toBe(0);
  });

  test("a CSV file is replayed as a tape is: bad rows are rejected by name", async () => {
    const fixture = new SourceFixture();
    await new CsvSource({ path: testdata("ticks.csv"), speed: "max" }).run(fixture.context);
    expect(fixture.row(STAGE_NORMALISE)).toMatchObject({
      in: 18,
      out: 5,
      errored: {
        PRICE_INVALID: 4,
        SIZE_INVALID: 2,
        SYMBOL_INVALID: 2,
        TIME_INVALID: 1,
        TIME_UNIT: 4,
      },
    });
    expect(fixture.residual()).toBe(0);
    expect(fixture.state).toBe("ended");
    const seqs = (await kept(fixture)).map(({ recordSeq }) => recordSeq);
    expect(seqs).toEqual([0, 1, 2, 3, 5]);
  });
});

describe("an end before the end", () => {
  test("a cut tape is replayed up to the cut, and says so", async () => {
    const path = folder.file("tape");
    writeTicks(path, ticks(10), 4);
    writeFileSync(path, readFileSync(path).subarray(0, statSync(path).size - 1));
    const fixture = new SourceFixture();
    await new TapeSource({ path, speed: "max" }).run(fixture.context);
    expect(fixture.sink.count).toBe(8);
    expect(fixture.errorCounts()).toEqual({ TAPE_TRUNCATED: 1 });
    expect(fixture.row(STAGE_DECODE)).toMatchObject({
      in: 3,
      out: 2,
      errored: { TAPE_TRUNCATED: 1 },
    });
    expect(fixture.states.at(-1)).toEqual(["ended", expect.stringContaining("truncated after 8")]);
    expect(fixture.residual()).toBe(0);
  });

  test("a damaged tape is an error after its good blocks", async () => {
    const path = folder.file("tape");
    writeTicks(path, ticks(10), 4);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(path, bytes);
    const fixture = new SourceFixture();
    const run = new TapeSource({ path, speed: "max" }).run(fixture.context);
    await expect(run).rejects.toMatchObject({ code: "TAPE_CRC" });
    expect(fixture.sink.count).toBe(8);
    expect(fixture.row(STAGE_DECODE).errored).toEqual({ TAPE_CRC: 1 });
    expect(fixture.state).toBe("error");
    expect(fixture.residual()).toBe(0);
  });

  test("a mistake in a CSV file is an error after its good rows", async () => {
    const path = folder.file("csv");
    writeFileSync(path, "ticker,price,volume,timestamp\nA,1,1,1e9\nA,2,1,1e9\nA,x,1,1e9\n");
    const fixture = new SourceFixture();
    const run = new CsvSource({ path, speed: "max" }).run(fixture.context);
    await expect(run).rejects.toMatchObject({ code: "CSV_VALUE" });
    expect(fixture.sink.count).toBe(2);
    expect(fixture.residual()).toBe(0);
  });

  test("files that are not there or no tapes: refused before the first record", async () => {
    const { context } = new SourceFixture();
    const run = (path: string) => new TapeSource({ path, speed: "max" }).run(context);
    await expect(run("/absent.tape")).rejects.toMatchObject({ code: "TAPE_NOT_FOUND" });
    await expect(run(testdata("ticks.csv"))).rejects.toMatchObject({ code: "TAPE_NOT_A_TAPE" });
  });

  test("a stop anywhere in a block leaves nothing unaccounted", async () => {
    const path = folder.file("tape");
    writeTicks(path, ticks(2000), 700);
    await fc.assert(
      fc.asyncProperty(fc.nat(20), async (looks) => {
        const fixture = new SourceFixture();
        let left = looks;
        const context = { ...fixture.context, stopRequested: () => left-- <= 0 };
        await new TapeSource({ path, speed: "max" }).run(context);
        const { sink } = fixture;
        expect(fixture.residual()).toBe(0);
        expect(fixture.row(STAGE_NORMALISE).in).toBe(sink.count);
        const last = sink.view.f64[(sink.count - 1) * RECORD_F64 + RECORD_SEQ_F64];
        if (sink.count > 0) expect(last).toBe(sink.count - 1);
        if (sink.count < 2000) expect(fixture.state).toBe("disconnected");
      }),
      { numRuns: 25 },
    );
  });

  test("the thread's heart beats and its timers run, however long the tape", async () => {
    const path = folder.file("tape");
    writeTicks(path, ticks(2000));
    const fixture = new SourceFixture();
    const countsInTimer: number[] = [];
    const timer = setInterval(() => countsInTimer.push(fixture.sink.count), 1);
    // A beat that takes 30 ms stands in for records that take long.
    const beat = () => {
      fixture.beats += 1;
      Bun.sleepSync(30);
    };
    await new TapeSource({ path, speed: "max" }).run({ ...fixture.context, beat });
    clearInterval(timer);
    expect(fixture.beats).toBe(8);
    expect(countsInTimer.some((count) => count > 0 && count < 2000)).toBe(true);
  });

  test("records that the ring refuses while the engine stops are dropped by name", async () => {
    const path = folder.file("tape");
    writeTicks(path, ticks(10));
    const fixture = new SourceFixture();
    fixture.sink.isStopped = true;
    await new TapeSource({ path, speed: "max" }).run(fixture.context);
    expect(fixture.row(STAGE_NORMALISE).dropped).toEqual({ shutdown: 10 });
    expect(fixture.residual()).toBe(0);
  });
});

describe("a paced tape", () => {
  test("at 20x, one second of venue time takes 50 ms", async () => {
    const path = folder.file("tape");
    writeTicks(path, ticks(100, 40_000));
    const fixture = new SourceFixture();
    const startedLocalMs = performance.now();
    await new TapeSource({ path, speed: 20 }).run(fixture.context);
    const tookMs = performance.now() - startedLocalMs;
    expect(fixture.sink.count).toBe(100);
    // 99 steps of 2 ms; never early, and late only by what the machine is busy with.
    expect(tookMs).toBeGreaterThanOrEqual(197);
    expect(fixture.sink.flushes).toBeGreaterThan(10);
    expect(fixture.residual()).toBe(0);
  });

  test("a wait of hours ends at once when the engine stops", async () => {
    const path = folder.file("tape");
    const gap = ticks(8).map((tick, i) => ({ ...tick, at: i < 2 ? tick.at : tick.at + 3600e6 }));
    writeTicks(path, gap);
    const fixture = new SourceFixture();
    const { done, stop } = fixture.run(new TapeSource({ path, speed: 1 }));
    await until("the records before the gap", () => fixture.sink.count === 2);
    await stop();
    await done;
    expect(fixture.sink.count).toBe(2);
    expect(fixture.state).toBe("disconnected");
    expect(fixture.residual()).toBe(0);
  }, 5000);

  test("an FMV keeps its number at any speed", async () => {
    const path = folder.file("tape");
    const writer = new TapeWriter(path, { origin: "", calendar: "" });
    const view = privateSlots(1, RECORD_BYTES);
    writeFmv(view, 0, 0, 0, T0, 0, 12.5);
    writer.append(view, asSlot(0), "A");
    writer.close();
    for (const speed of [1, 1000, "max"] as const) {
      const fixture = new SourceFixture();
      await new TapeSource({ path, speed }).run(fixture.context);
      expect(fixture.sink.view.f64[FMV_FMV_F64]).toBe(12.5);
    }
  });
});
