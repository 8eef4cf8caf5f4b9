/**
 * `bun run tap` beside a running engine under load: what it shows, that it sheds rather than hold the
 * engine, and that a client that stalls or vanishes leaves nothing behind.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect, type Socket } from "node:net";
import type { LedgerSnapshot } from "#engine";
import type { TapStatus } from "#inspect/tap";
import { RunningEngine } from "../../app/engine-process.ts";
import { runCommand } from "../command-process.ts";

const TAPS_MAX = 8;
let engine: RunningEngine;
beforeAll(async () => {
  engine = await RunningEngine.start(["--cadence", "50"]);
});
afterAll(async () => {
  await engine.stop("SIGTERM");
});

const tap = (...args: string[]) => runCommand("tap.ts", [...args, "--attach", engine.url]);

function objects(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function openTaps(of: RunningEngine): Promise<TapStatus[]> {
  return (await of.get<{ open: TapStatus[] }>("/api/tap/")).open;
}

/** A client that asks for a tap and reads nothing. */
function stalled(of: RunningEngine, path: string): Promise<Socket> {
  const { hostname, port } = new URL(of.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname, () => {
      socket.pause();
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
      resolve(socket);
    });
    socket.on("error", reject);
  });
}

describe("what it shows", () => {
  test("records of the ring that match, filtered on the server's side", async () => {
    const { stdout, exitCode } = await tap(
      ...["ring", "--where", "kind=tick", "--where", "price>=100", "--limit", "20", "--json"],
    );
    expect(exitCode).toBe(0);
    const lines = objects(stdout);
    const records = lines.filter(({ type }) => type === "record");
    expect(records).toHaveLength(20);
    for (const { kind, price } of records) {
      expect(kind).toBe("tick");
      expect(price).toBeGreaterThanOrEqual(100);
    }
    const seqs = records.map(({ recordSeq }) => recordSeq as number);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(lines.at(-1)).toMatchObject({ type: "end", reason: "limit", sent: 20 });
    expect(lines.at(-1)?.seen).toBeGreaterThan(20);
  });

  test("one symbol, readable at 80 columns", async () => {
    const { stdout, stderr, exitCode } = await tap("channel", "--symbol", "AAPL", "--limit", "3");
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} AAPL /);
      expect(line.length).toBeLessThanOrEqual(80);
    }
    expect(stderr).toContain("same as ring");
    expect(stderr).toContain("3 shown of");
  });

  test.each(["detect", "frame"])("events at %s", async (stage) => {
    const { stdout } = await tap(stage, "--limit", "5", "--json");
    const records = objects(stdout).filter(({ type }) => type === "record");
    expect(records).toHaveLength(5);
    for (const record of records) expect(record.price).toBeGreaterThan(0);
  });

  test("what became of a row for each client at send", async () => {
    const client = new WebSocket(`${engine.url.replace("http", "ws")}/ws`);
    await new Promise((resolve) => client.addEventListener("open", resolve));
    client.send(JSON.stringify({ action: "subscribe", universe: ["AAPL"] }));
    const { stdout } = await tap("send", "--where", "outcome=universe", "--limit", "3", "--json");
    client.close();
    const records = objects(stdout).filter(({ type }) => type === "record");
    expect(records.map(({ outcome }) => outcome)).toEqual(["universe", "universe", "universe"]);
    expect(records.every(({ symbol }) => symbol !== "AAPL")).toBe(true);
  });
});

describe("what is refused, in one line", () => {
  test.each([
    [["ring", "--where", "prise>1"], 64, 'TAP_INVALID: where: unknown field "prise"; did you'],
    [["ring", "--symbol", "APPL"], 1, 'symbol "APPL" was never seen by this engine; did you mean'],
    [["ringg"], 64, "USAGE: command-argument value 'ringg' is invalid"],
    [["ring", "--rate", "0"], 64, "whole number, 1 to 10000"],
    [[], 64, "USAGE: missing required argument 'stage'"],
  ])("%p", async (args, code, text) => {
    const { stderr, stdout, exitCode } = await tap(...args);
    expect(stderr).toContain(text);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
    expect(exitCode).toBe(code);
  });

  test("nobody there", async () => {
    const { stderr, exitCode } = await runCommand("tap.ts", ["ring", "--attach", "http://[::1]:1"]);
    expect(stderr).toStartWith("ENGINE_UNREACHABLE: no engine answers at http://[::1]:1");
    expect(exitCode).toBe(2);
  });

  test("one tap too many", async () => {
    const sockets = await Promise.all(
      Array.from({ length: TAPS_MAX }, () => stalled(engine, "/api/tap/detect")),
    );
    while ((await openTaps(engine)).length < TAPS_MAX) await Bun.sleep(5);
    const { stderr, exitCode } = await tap("ring", "--limit", "1");
    expect(stderr).toStartWith("TAPS_BUSY: 8 taps are open");
    expect(exitCode).toBe(1);
    for (const socket of sockets) socket.destroy();
    while ((await openTaps(engine)).length > 0) await Bun.sleep(5);
    expect((await tap("ring", "--limit", "1")).exitCode).toBe(0);
  });
});

describe("the engine under a tap", () => {
  test("sheds visibly, is held by no stalled client, forgets a vanished one, ends with residual 0", async () => {
    const loaded = await RunningEngine.start(["--cadence", "50", "--duration", "60"]);
    const staller = await stalled(loaded, "/api/tap/ring?rate=10000");
    const slow = async () => (await openTaps(loaded))[0]?.shed.slow ?? 0;
    while ((await slow()) === 0) await Bun.sleep(10);
    const taken = async () => {
      const { stages } = await loaded.get<LedgerSnapshot>("/api/ledger");
      return stages.find(({ stage }) => stage === "detect")?.in ?? 0;
    };
    const before = await taken();
    while ((await taken()) <= before) await Bun.sleep(10);
    // A tap at a low rate sheds, and says so, while the stalled one still hangs there.
    const args = ["ring", "--rate", "5", "--limit", "8", "--attach", loaded.url];
    const { stderr } = await runCommand("tap.ts", args);
    expect(stderr).toMatch(/… [\d,]+ shed \(above --rate\)/);
    staller.destroy();
    while ((await openTaps(loaded)).length > 0) await Bun.sleep(5);
    const { exitCode, stdout } = await loaded.stop("SIGTERM");
    expect(stdout).toContain("residual 0 (drained)");
    expect(exitCode).toBe(0);
  });

  test("an engine that stops ends its taps in words, and drains", async () => {
    const ending = await RunningEngine.start([]);
    const args = ["detect", "--where", "price<0", "--attach", ending.url];
    const watching = runCommand("tap.ts", args);
    while ((await openTaps(ending)).length === 0) await Bun.sleep(5);
    const { exitCode } = await ending.stop("SIGTERM");
    expect(exitCode).toBe(0);
    const { stderr, exitCode: tapExit } = await watching;
    expect(stderr).toContain("the engine is stopping; 0 shown of");
    expect(tapExit).toBe(0);
  });
});
