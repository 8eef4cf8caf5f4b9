/** `bun run tape` as a user runs it: a process, real files, exit codes, lines. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  privateSlots,
  RECORD_KIND_U8,
  readRecord,
  TapeReader,
  TapeWriter,
  writeTick,
} from "#codec";

const root = join(import.meta.dir, "..");
const SHIPPED = join(root, "tapes/btcusdt-perp-2020-02-22.tape");
const CSV = join(root, "engine/ingest/testdata/csv");
const GOLDEN = join(root, "engine/detect/testdata/golden/real.ticks.csv.gz");
const folder = mkdtempSync(join(tmpdir(), "tickscope-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

function tape(...args: string[]): { exitCode: number; stdout: string; stderr: string } {
  const child = Bun.spawnSync([process.execPath, join(root, "cli/tape.ts"), ...args], {
    cwd: folder,
  });
  const [stdout, stderr] = [child.stdout.toString(), child.stderr.toString()];
  return { exitCode: child.exitCode, stdout, stderr };
}

/** One line on standard error, of the form CODE: message — remedy. */
function expectRefusal(run: ReturnType<typeof tape>, exitCode: number, code: string): void {
  expect(run.stderr).toMatch(new RegExp(`^${code}: [^\\n]+ — [^\\n]+\\n$`));
  expect(run.stdout).toBe("");
  expect(run.exitCode).toBe(exitCode);
}

describe("tape import", () => {
  test("makes a tape that info and verify accept, once", () => {
    const csv = join(CSV, "trades.csv");
    const made = tape("import", csv, "trades.tape");
    expect(made).toMatchObject({ exitCode: 0, stderr: "" });
    expect(made.stdout).toStartWith("trades.tape: 5 records of 1 symbol from trades, ");
    expect(tape("verify", "trades.tape")).toMatchObject({ exitCode: 0, stderr: "" });
    const info = JSON.parse(tape("info", "trades.tape", "--json").stdout);
    expect(info).toMatchObject({
      version: 1,
      records: 5,
      recordsByKind: { tick: 5 },
      symbols: 1,
      blocks: 1,
      calendar: "continuous",
      origin: "trades of trades.csv",
      firstEpochUs: 1_582_329_602_111_000,
      state: "complete",
    });
    expectRefusal(tape("import", csv, "trades.tape"), 64, "USAGE");
    expect(tape("import", csv, "trades.tape", "--force").exitCode).toBe(0);
  });

  test("takes a symbol, a calendar, gzip and sessions", () => {
    writeFileSync(join(folder, "bars.csv.gz"), Bun.gzipSync(readFileSync(`${CSV}/plain-bars.csv`)));
    const options = ["--symbol", "BTCPERP", "--calendar", "us-equities"];
    expect(tape("import", "bars.csv.gz", "bars.tape", ...options).exitCode).toBe(0);
    const info = JSON.parse(tape("info", "bars.tape", "--json").stdout);
    expect(info).toMatchObject({ recordsByKind: { bar: 5 }, calendar: "us-equities" });
    const session = join(root, "engine/ingest/testdata/binance-futures-session.txt");
    const made = tape("import", session, "session.tape");
    expect(made.stdout).toMatch(/skipped: .*\d+ unsupported_kind/);
    expect(tape("verify", "session.tape").exitCode).toBe(0);
  });

  test("refuses with one line: a mistake in the file 2, in the command 64", () => {
    writeFileSync(join(folder, "bad.csv"), "ticker,price,volume,timestamp\nA,1,1,1\nA,ten,1,1\n");
    const bad = tape("import", "bad.csv", "bad.tape");
    expectRefusal(bad, 2, "CSV_VALUE");
    expect(bad.stderr).toContain('bad.csv: line 3, column price: "ten" is not a number');
    writeFileSync(join(folder, "head.csv"), "ticker,prize,volume,timestamp\n");
    const head = tape("import", "head.csv", "bad.tape");
    expectRefusal(head, 2, "CSV_HEADER");
    expect(head.stderr).toContain('did you mean "price"?');
    expectRefusal(tape("import", "absent.csv", "bad.tape"), 2, "TAPE_NOT_FOUND");
    expectRefusal(tape("import", `${CSV}/plain-bars.csv`, "bad.tape"), 64, "USAGE");
    expectRefusal(tape("import", "bad.csv"), 64, "USAGE");
    expectRefusal(tape("import", "bad.csv", "x", "--calendar", "moon"), 64, "USAGE");
    expect(tape("info", "bad.tape").stderr).toStartWith("TAPE_NOT_FOUND");
  });
});

describe("tape info and verify", () => {
  test("a cut tape: info tells, verify refuses", () => {
    const bytes = readFileSync(SHIPPED);
    writeFileSync(join(folder, "cut.tape"), bytes.subarray(0, bytes.length - 1));
    const info = tape("info", "cut.tape");
    expect(info.exitCode).toBe(0);
    expect(info.stdout).toContain("8192 tick");
    expect(info.stdout).toContain("truncated: cut.tape is truncated in block 2");
    expectRefusal(tape("verify", "cut.tape"), 2, "TAPE_TRUNCATED");
  });

  test("a damaged tape: both refuse, info tells what is good", () => {
    const bytes = Uint8Array.from(readFileSync(SHIPPED));
    bytes[bytes.length - 1] = bytes[bytes.length - 1]! ^ 1;
    writeFileSync(join(folder, "damaged.tape"), bytes);
    expectRefusal(tape("verify", "damaged.tape"), 2, "TAPE_CRC");
    const info = tape("info", "damaged.tape");
    expect(info.exitCode).toBe(2);
    expect(info.stdout).toContain("damaged: damaged.tape: block 2");
  });

  test("a record of an unknown kind", () => {
    const writer = new TapeWriter(join(folder, "kind.tape"), { origin: "", calendar: "" });
    const view = privateSlots(1, 128);
    writeTick(view, asSlot(0), {
      symbolId: asSymbolId(0),
      recordSeq: 0,
      exchangeEpochUs: asEpochUs(1e15),
      receivedEpochUs: asEpochUs(0),
      isEligible: true,
      price: 1,
      size: 1,
    });
    view.u8[RECORD_KIND_U8] = 9;
    writer.append(view, asSlot(0), "A");
    writer.close();
    expectRefusal(tape("verify", "kind.tape"), 2, "KIND_UNKNOWN");
    expect(tape("info", "kind.tape").stdout).toContain("1 unknown 9");
  });

  test("no command, an unknown one, and help", () => {
    expectRefusal(tape("rewind"), 64, "USAGE");
    expect(tape()).toMatchObject({ exitCode: 64, stderr: expect.stringContaining("USAGE: ") });
    expect(tape("--help")).toMatchObject({ exitCode: 0, stderr: "" });
  });
});

describe("the tape that comes with Tickscope", () => {
  test("is whole and holds the real trades, one by one", () => {
    expect(tape("verify", SHIPPED)).toMatchObject({ exitCode: 0, stderr: "" });
    const [, ...rows] = gunzipSync(readFileSync(GOLDEN)).toString().trimEnd().split("\n");
    const reader = new TapeReader(SHIPPED);
    expect(reader.header.calendar).toBe("continuous");
    let at = 0;
    for (let block = reader.next(); block !== undefined; block = reader.next()) {
      for (let slot = 0; slot < block.records; slot++, at++) {
        const record = readRecord(block.view, asSlot(slot));
        const [ticker, price, volume, seconds, seq] = rows[at]!.split(",");
        expect(record).toMatchObject({
          kind: "tick",
          recordSeq: at,
          price: Number(price),
          size: Number(volume),
          exchangeEpochUs: Math.round(Number(seconds) * 1e6),
          feedSeq: Number(seq),
        });
        expect(block.symbols[record.symbolId]).toBe(ticker!);
      }
    }
    reader.close();
    expect(at).toBe(rows.length);
  });
});
