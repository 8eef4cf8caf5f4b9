import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerSnapshot } from "#engine";
import { RunningEngine, runEngine } from "../../app/engine-process.ts";
import type { RunSummary } from "../../app/summary.ts";

const ROOT = join(import.meta.dir, "../..");
const REAL = `tape:${join(ROOT, "tapes/btcusdt-perp-2020-02-22.tape")}`;
const folder = mkdtempSync(join(tmpdir(), "tickscope-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a tape, once", () => {
  const summaryPath = join(folder, "summary.json");
  const eventsPath = join(folder, "events.jsonl");

  test("leaves a summary and its events, and exits 0", async () => {
    const out = ["--summary", summaryPath, "--events", eventsPath];
    const args = ["--source", REAL, "--speed", "max", "--once", "--port", "0", "--workers", "2"];
    const { exitCode, stdout } = await runEngine([...args, ...out]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("residual 0 (drained)");
    const summary: RunSummary = JSON.parse(readFileSync(summaryPath, "utf8"));
    const events = readFileSync(eventsPath, "utf8").trimEnd().split("\n");
    const lines = events.map(
      (line) => JSON.parse(line) as { tick: number; event: { type: string } },
    );
    expect(summary.records).toBe(9_999);
    expect(summary.ledger).toMatchObject({ residual: 0, isDrained: true });
    expect(summary.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    for (const [kind, count] of Object.entries(summary.events)) {
      expect(lines.filter(({ event }) => event.type === kind).length).toBe(count);
    }
    expect(summary.events).toEqual({ high: 5, low: 5, trend: 3, surge: 0 });
    const ticks = lines.map(({ tick }) => tick);
    expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
    expect(summary.latency["detect@detector-0"]!.p50Us).toBeGreaterThan(0);
  });

  test("summary on standard output is JSON and nothing else", async () => {
    const args = ["--source", REAL, "--speed", "max", "--once", "--port", "0", "--summary", "-"];
    const { exitCode, stdout } = await runEngine(args);
    expect(exitCode).toBe(0);
    expect((JSON.parse(stdout) as RunSummary).records).toBe(9_999);
  });
});

describe("a live run", () => {
  test("latency and sampled traces of every thread can be read over HTTP", async () => {
    const engine = await RunningEngine.start(["--cadence", "50"]);
    const ready = async () => {
      const { threads } = await engine.get<{ threads: { thread: string; entries: object[] }[] }>(
        "/api/traces",
      );
      return threads.filter(({ entries }) => entries.length > 0).map(({ thread }) => thread);
    };
    while (!(await ready()).includes("detector-0")) await Bun.sleep(20);
    // A batch's latencies are counted at its end, after the traces of its records.
    const measured = async () => {
      const { latency } = await engine.get<{ latency: Record<string, object> }>("/api/latency");
      return Object.keys(latency);
    };
    while (!(await measured()).includes("detect@detector-0")) await Bun.sleep(20);
    expect((await engine.stop("SIGTERM")).exitCode).toBe(0);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s drains to residual 0 and exits 0",
    async (signal) => {
      const engine = await RunningEngine.start([]);
      const produced = async () => {
        const { stages } = await engine.get<LedgerSnapshot>("/api/ledger");
        return stages.find(({ stage }) => stage === "detect")?.produced ?? 0;
      };
      while ((await produced()) < 100) await Bun.sleep(10);
      const { exitCode, stdout } = await engine.stop(signal);
      expect(stdout).toContain("residual 0 (drained)");
      expect(exitCode).toBe(0);
    },
  );

  test("Ctrl-C on a terminal ends it with exit 0, through the script that wraps it too", async () => {
    let shown = "";
    const child = Bun.spawn([process.execPath, "run", "engine", "--port", "0"], {
      cwd: ROOT,
      terminal: {
        cols: 80,
        rows: 24,
        data: (_, bytes) => {
          shown += new TextDecoder().decode(bytes);
        },
      },
    });
    while (!shown.includes("records/s")) await Bun.sleep(20);
    child.terminal?.write("\x03");
    expect(await child.exited).toBe(0);
    expect(shown).toContain("residual 0 (drained)");
  });

  test("one signal to a whole group without a terminal is one wish, though it comes twice", async () => {
    const child = Bun.spawn([process.execPath, "run", "engine", "--port", "0"], {
      cwd: ROOT,
      // A group of its own, as `timeout` and supervisors make one.
      detached: true,
      stdin: "ignore",
      stdout: "pipe",
      stderr: "ignore",
    });
    let said = "";
    for await (const bytes of child.stdout) {
      const wasUp = said.includes("http://localhost");
      said += new TextDecoder().decode(bytes);
      if (!wasUp && said.includes("http://localhost")) process.kill(-child.pid, "SIGINT");
    }
    expect(await child.exited).toBe(0);
    expect(said).toContain("residual 0 (drained)");
  });

  test("another signal while it drains ends it at once", async () => {
    const engine = await RunningEngine.start([]);
    process.kill(engine.pid, "SIGINT");
    const { exitCode, stdout } = await engine.stop("SIGTERM");
    expect(exitCode).toBe(130);
    expect(stdout).not.toContain("residual");
  });

  test("--duration ends it", async () => {
    const { exitCode, stdout } = await runEngine(["--port", "0", "--duration", "0.5"]);
    expect(stdout).toContain("residual 0 (drained)");
    expect(exitCode).toBe(0);
  });
});

describe("what cannot be done is one clear line", () => {
  const badKey = join(folder, "bad-key.json");
  writeFileSync(badKey, '{"cadenceMS": 100}');
  const notJson = join(folder, "not.json");
  writeFileSync(notJson, "{cadence");
  const cases: [name: string, args: string[], exit: number, code: string, says: string][] = [
    ["missing tape", ["--source", "tape:/no/such.tape"], 2, "TAPE_NOT_FOUND", "/no/such.tape"],
    ["misspelt flag", ["--cadense", "100"], 64, "USAGE", "--cadence"],
    ["stray argument", ["fast"], 64, "USAGE", "argument"],
    ["misspelt key", ["--config", badKey], 64, "CONFIG_UNKNOWN_KEY", "cadenceMs"],
    ["no config file", ["--config", "/no/such.json"], 64, "CONFIG_UNREADABLE", "/no/such.json"],
    ["config no JSON", ["--config", notJson], 64, "CONFIG_NOT_JSON", "not.json"],
    ["value out of range", ["--workers", "99"], 64, "CONFIG_INVALID", "99"],
    ["value of the wrong type", ["--port", "http"], 64, "CONFIG_INVALID", "port"],
    ["source unknown", ["--source", "nasdaq", "--port", "0"], 2, "SOURCE_UNKNOWN", "nasdaq"],
    [
      "key missing",
      ["--source", "massive", "--port", "0"],
      2,
      "SOURCE_AUTH_FAILED",
      "MASSIVE_API_KEY",
    ],
    [
      "unwritable events",
      ["--events", "/no/dir/e", "--port", "0"],
      2,
      "OUTPUT_FAILED",
      "/no/dir/e",
    ],
  ];
  test.each(cases)("%s", async (_, args, exit, code, says) => {
    const { exitCode, stderr } = await runEngine(args, { MASSIVE_API_KEY: "" });
    const line = stderr.split("\n").find((candidate) => candidate.startsWith(code));
    expect(line).toContain(says);
    expect(stderr).not.toContain("    at ");
    expect(exitCode).toBe(exit);
  });

  test("misspelt environment variable", async () => {
    const { exitCode, stderr } = await runEngine([], { TICKSCOPE_CADENCE: "100" });
    expect(stderr).toContain("CONFIG_UNKNOWN_KEY");
    expect(stderr).toContain("TICKSCOPE_CADENCE_MS");
    expect(exitCode).toBe(64);
  });

  test("port in use", async () => {
    const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
    const { exitCode, stderr } = await runEngine(["--port", String(server.port)]);
    expect(stderr).toContain("PORT_IN_USE");
    expect(stderr).toContain(String(server.port));
    expect(exitCode).toBe(2);
    await server.stop(true);
  });
});

test("--print-config shows what is in force, the strongest layer last", async () => {
  const file = join(folder, "config.json");
  writeFileSync(file, '{"cadenceMs": 200, "workers": 2, "synthetic": {"symbols": 700}}');
  const environment = { TICKSCOPE_WORKERS: "3", TICKSCOPE_SYNTHETIC_TICKS_PER_SECOND: "50" };
  const args = ["--config", file, "--workers", "4", "--print-config"];
  const { exitCode, stdout } = await runEngine(args, environment);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    cadenceMs: 200,
    workers: 4,
    port: 5000,
    synthetic: { symbols: 700, ticksPerSecond: 50, preRollSeconds: 600, url: null },
  });
});
