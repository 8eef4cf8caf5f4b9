import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asSymbolId, EVENT_HIGH, EVENT_SURGE, TapeReader } from "#codec";
import { countOf, residualUpToQueue, runToEnd } from "./engine-fixture.ts";

const REAL_TAPE = join(import.meta.dir, "../../tapes/btcusdt-perp-2020-02-22.tape");
const real = { source: `tape:${REAL_TAPE}` };
const plugin = (name: string) => ({
  plugins: {
    handOff: null,
    sources: [],
    channels: [],
    detectors: [{ name, module: join(import.meta.dir, "../testdata", `${name}.ts`) }],
  },
});

function inTemporaryFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tickscope-"));
  return run(folder).finally(() => rmSync(folder, { recursive: true }));
}

describe("a tape", () => {
  test("gives the same events, in the same order, with any number of workers", async () => {
    const runs = [];
    for (const workers of [1, 2, 3]) {
      const run = await runToEnd({ ...real, workers });
      expect(run.problem).toBeNull();
      expect(run.ledger.isDrained).toBe(true);
      expect(residualUpToQueue(run.ledger)).toBe(0);
      expect(countOf(run.ledger, "normalise", "out")).toBe(9_999);
      expect(countOf(run.ledger, "ring", "out")).toBe(9_999 * workers);
      expect(run.recordSeqs).toEqual(run.recordSeqs.toSorted((a, b) => a - b));
      runs.push(run);
    }
    expect(runs[0]!.recordSeqs.length).toBeGreaterThan(10);
    expect(new Set(runs.map(({ digest }) => digest)).size).toBe(1);
  });

  test("at another speed too", async () => {
    const atMax = await runToEnd(real);
    const paced = await runToEnd({ ...real, speed: 5_000 });
    expect(paced.digest).toBe(atMax.digest);
  });

  test("with workers that ring: the same events, each announced at once", async () => {
    const pulled = await runToEnd({ ...real, speed: 20_000 });
    const rung = await runToEnd({ ...real, speed: 20_000, workers: 2, cadenceMs: 0 });
    expect(rung.digest).toBe(pulled.digest);
    expect(residualUpToQueue(rung.ledger)).toBe(0);
    // The last ones may be found by the drain, which needs no bell.
    expect(rung.eventsAtOnce).toBeGreaterThan(rung.kinds.length / 2);
    expect(pulled.eventsAtOnce).toBe(0);
  });
});

describe("a detector that is slower than its source", () => {
  test("holds the source: nothing is lost through a ring of 64 slots", async () => {
    const slow = { ...real, ...plugin("slow-detector"), ringSlots: 64, eventRingSlots: 64 };
    const { ledger } = await runToEnd(slow);
    expect(countOf(ledger, "detect", "out")).toBe(countOf(ledger, "normalise", "out") - filtered());
    expect(countOf(ledger, "ring", "dropped")).toBe(0);
    expect(residualUpToQueue(ledger)).toBe(0);
    function filtered() {
      return countOf(ledger, "channel", "filtered");
    }
  });

  test("is lapped with drop-oldest, and every record it missed is counted", async () => {
    const lapped = { ...real, ...plugin("slow-detector"), ringSlots: 64 };
    const { ledger } = await runToEnd({ ...lapped, overrun: "drop-oldest" });
    const dropped = countOf(ledger, "ring", "dropped", "overrun");
    expect(dropped).toBeGreaterThan(0);
    expect(countOf(ledger, "ring", "out") + dropped).toBe(9_999);
    expect(residualUpToQueue(ledger)).toBe(0);
  });
});

describe("a detector that fails", () => {
  test("throws: its records are named, the others go on", async () => {
    const { ledger, engine } = await runToEnd({ ...real, ...plugin("throwing-detector") });
    expect(countOf(ledger, "detect", "errored", "DETECTOR_THREW")).toBe(99);
    expect(residualUpToQueue(ledger)).toBe(0);
    const entry = engine.errorEntries().find(({ code }) => code === "DETECTOR_THREW");
    expect(entry).toMatchObject({ count: 99, thread: "detector-0" });
    expect(entry?.stack).toContain("throwing-detector.ts");
  });

  test.each(["stuck-detector", "dying-detector"])(
    "%s: its worker is replaced, one record is named as lost, the rest goes on",
    async (name) => {
      const { ledger, engine } = await runToEnd({
        ...real,
        ...plugin(name),
        workerStallMs: 300,
        workers: 2,
      });
      const lost = countOf(ledger, "detect", "errored", "RECORD_LOST_WITH_WORKER");
      expect(lost).toBe(1);
      expect(residualUpToQueue(ledger)).toBe(0);
      expect(ledger.isDrained).toBe(true);
      const restarts = engine.status().workers.reduce((sum, worker) => sum + worker.restarts, 0);
      expect(restarts).toBe(1);
      const codes = engine.errorEntries().map(({ code }) => code);
      expect(codes).toContain("RECORD_LOST_WITH_WORKER");
      expect(codes.some((code) => /^WORKER_(STALLED|THREW)$/.test(code))).toBe(true);
    },
    20_000,
  );
});

test("a user's own source, channel and detector take part as the built-in ones do", async () => {
  const example = (name: string) => join(import.meta.dir, "../../examples/plugins", `${name}.ts`);
  const { ledger, engine, kinds } = await runToEnd({
    source: "random-walk",
    plugins: {
      handOff: null,
      sources: [{ name: "random-walk", module: example("random-walk") }],
      channels: [{ name: "heartbeats", kind: 16, module: example("heartbeat-channel") }],
      detectors: [{ name: "big-print", module: example("big-print") }],
    },
  });
  expect(engine.errorEntries()).toEqual([]);
  expect(countOf(ledger, "normalise", "out")).toBe(5_050);
  expect(countOf(ledger, "channel", "out")).toBe(5_050);
  expect(kinds.filter((kind) => kind === EVENT_SURGE).length).toBe(5);
  expect(kinds).toContain(EVENT_HIGH);
  expect(residualUpToQueue(ledger)).toBe(0);
});

test("a flat feed says nothing for ten minutes", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, "flat.csv");
    const lines = ["ticker,price,volume,timestamp"];
    for (let i = 0; i < 600; i++) lines.push(`FLAT,100,${100 + (i % 7)},${1_755_702_000 + i}`);
    writeFileSync(path, lines.join("\n"));
    const { ledger, recordSeqs } = await runToEnd({ source: `csv:${path}` });
    expect(countOf(ledger, "detect", "out")).toBe(600);
    expect(recordSeqs).toEqual([]);
  });
});

test("what is recorded replays to the same events", async () => {
  await inTemporaryFolder(async (folder) => {
    const recordPath = join(folder, "again.tape");
    const first = await runToEnd({ ...real, recordPath });
    const reader = new TapeReader(recordPath);
    expect(reader.header.calendar).toBe("continuous");
    reader.close();
    const again = await runToEnd({ source: `tape:${recordPath}` });
    expect(again.digest).toBe(first.digest);
    expect(countOf(again.ledger, "normalise", "in")).toBe(9_999);
  });
});

test("the simulated market reaches detectors through a real socket, and drains to the record", async () => {
  const { ledger, engine } = await runToEnd({ source: "synthetic" }, async (running) => {
    const seen = () => countOf(running.ledgerSnapshot(), "detect", "produced");
    while (seen() < 200) await Bun.sleep(5);
    expect(running.status()).toMatchObject({ feed: "connected", provider: "Test" });
    expect(running.marketClock().marketStatus).toBe("REGULAR");
    expect(running.tickWindows().ticks60s).toBeGreaterThan(0);
    const symbol = running.symbols.symbolOf(asSymbolId(1));
    expect(running.symbolSnapshot(symbol)).toMatchObject({ symbol });
    expect(running.symbolSnapshot("NOSUCH")).toBeUndefined();
    return "stop";
  });
  expect(residualUpToQueue(ledger)).toBe(0);
  expect(countOf(ledger, "normalise", "errored")).toBe(0);
  expect(engine.errorEntries()).toEqual([]);
});
