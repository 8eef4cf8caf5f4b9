/**
 * `bun run explain` beside engines whose market is scripted, so that each symbol has one reason: threshold,
 * cooldown, warm-up, universe, filter, an open breaker, condition codes, a name that nobody knows.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Explanation } from "#inspect/explain";
import { RunningEngine } from "../../app/engine-process.ts";
import { runCommand } from "../command-process.ts";

/**
 * Ticks every 10 ms until it is stopped, at times of now. FLAT never leaves its price; CLOSE went 0.02 %
 * above its high once; RISE goes up by a percent each time; BARRED may not set a price after its first tick.
 */
const SOURCE = `
  export const createSource = ({ name }) => ({
    name,
    provider: "Test",
    async run({ normaliser, setState, countFrame, stopRequested }) {
      setState("connected", "scripted");
      let rise = 10;
      for (let i = 0; !stopRequested(); i++) {
        const at = Date.now() * 1000;
        normaliser.receivedEpochUs = at;
        rise = rise > 1e6 ? 10 : rise * 1.01;
        normaliser.tick("FLAT", 50, 100, at, -1, true, 0, 0);
        normaliser.tick("CLOSE", i === 0 ? 50 : 50.01, 100, at, -1, true, 0, 0);
        normaliser.tick("RISE", rise, 100, at, -1, true, 0, 0);
        normaliser.tick("BARRED", 50 + i, 100, at, -1, i === 0, 0, 0);
        countFrame(4);
        normaliser.flush();
        await Bun.sleep(10);
      }
      setState("ended", "");
    },
  });
`;
const THROWER = `
  export const createDetector = ({ name }) => ({
    name,
    onTick() { throw new Error("no luck"); },
  });
`;

const folder = mkdtempSync(join(tmpdir(), "tickscope-explain-"));
let engine: RunningEngine;

/** An engine on the scripted market, whose detectors pause for an hour after each high or low. */
function start(name: string, plugins: object): Promise<RunningEngine> {
  writeFileSync(join(folder, "source.ts"), SOURCE);
  writeFileSync(join(folder, "thrower.ts"), THROWER);
  const config = {
    source: "script",
    calendar: "continuous",
    cadenceMs: 50,
    detectors: { highLow: { cooldownSeconds: 3600 } },
    plugins: { sources: [{ name: "script", module: "./source.ts" }], ...plugins },
  };
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(config));
  return RunningEngine.start(["--config", path]);
}

beforeAll(async () => {
  engine = await start("script", {});
  while ((await engine.get<{ symbols: number }>("/api/status")).symbols < 4) await Bun.sleep(5);
});
afterAll(async () => {
  await engine.stop("SIGTERM");
  rmSync(folder, { recursive: true });
});

async function explain(of: RunningEngine, ...args: string[]): Promise<Explanation> {
  const { stdout, stderr, exitCode } = await runCommand("explain.ts", [
    ...args,
    "--json",
    "--attach",
    of.url,
  ]);
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as Explanation;
}

/** A client that asked for something, once the engine has taken it. */
async function client(request: object): Promise<{ id: number; socket: WebSocket }> {
  const socket = new WebSocket(`${engine.url.replace("http", "ws")}/ws`);
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  socket.send(JSON.stringify(request));
  for (;;) {
    const { clients } = await engine.get<{
      clients: { id: number; universe: unknown; hasFilters: boolean }[];
    }>("/api/status");
    const changed = clients.find(({ universe, hasFilters }) => universe !== "all" || hasFilters);
    if (changed !== undefined) return { id: changed.id, socket };
    await Bun.sleep(5);
  }
}

describe("the gate that stopped, with its numbers", () => {
  test("a quiet symbol: no new extreme", async () => {
    const { verdict, window } = await explain(engine, "FLAT");
    expect(verdict).toMatchObject({ isProduced: false, stoppedAt: "beyond" });
    expect(verdict.text).toContain("the session's extreme 50 is not beyond the reported 50");
    expect(window.records).toBeGreaterThan(0);
    expect(window.contradictions).toBe(0);
  });

  test("a symbol that moved too little: threshold", async () => {
    const { verdict, window } = await explain(engine, "CLOSE");
    expect(verdict).toMatchObject({ isProduced: false, stoppedAt: "threshold_percent" });
    expect(verdict.text).toContain("beyond the last report by 0.02 %, needs at least 0.08 %");
    expect(window.stops.at(-1)).toMatchObject({ gate: "threshold_percent" });
    expect(window.stops.at(-1)?.value).toBeCloseTo(0.02);
    expect(window.stops.at(-1)?.limit).toBeCloseTo(0.08);
  });

  test("a symbol that spoke a while ago: cooldown, at the gates that stand now", async () => {
    const { verdict, gates } = await explain(engine, "RISE", "--last", "0.2s");
    expect(verdict).toMatchObject({ isProduced: false, stoppedAt: "cooldown" });
    expect(verdict.text).toMatch(/since the last event [\d.]+ s, needs at least 3,600 s/);
    expect(gates.find(({ gate }) => gate === "cooldown")).toMatchObject({
      state: "stopped",
      limit: 3600,
    });
  });

  test("a young trend: warm-up", async () => {
    const { verdict, kind } = await explain(engine, "RISE", "--kind", "trend");
    expect(kind).toBe("trend");
    expect(verdict).toMatchObject({ isProduced: false, stoppedAt: "warm_up" });
    expect(verdict.text).toMatch(/age of the state [\d.]+ s, needs at least 90 s/);
  });

  test("records that may not set a price", async () => {
    const { verdict, window } = await explain(engine, "BARRED", "--last", "0.5");
    expect(verdict).toMatchObject({ isProduced: false, stoppedAt: "eligible" });
    expect(window).toMatchObject({ admitted: 0 });
  });
});

describe("an event that was made", () => {
  test("is said so; nobody in particular need get it", async () => {
    const { verdict } = await explain(engine, "RISE", "--last", "1h");
    expect(verdict).toMatchObject({ isProduced: true, stoppedAt: null });
  });

  test("does not reach a client with another universe", async () => {
    const { id, socket } = await client({ action: "subscribe", universe: ["FLAT"] });
    const { verdict } = await explain(engine, "RISE", "--last", "1h", "--client", String(id));
    const all = await explain(engine, "RISE", "--last", "1h");
    socket.close();
    expect(verdict).toMatchObject({ isProduced: true, stoppedAt: "universe" });
    expect(verdict.text).toContain("not in its universe (size 1)");
    expect(all.verdict.stoppedAt).toBe("universe");
    while ((await engine.get<{ clients: [] }>("/api/status")).clients.length > 0)
      await Bun.sleep(5);
  });

  test("does not reach a client whose filters refuse it", async () => {
    const filters = { highlow: { min_count: 99 } };
    const { id, socket } = await client({ action: "filters", filters });
    const { verdict } = await explain(engine, "RISE", "--last", "1h", "--client", String(id));
    socket.close();
    expect(verdict).toMatchObject({ isProduced: true, stoppedAt: "client_filter" });
    expect(verdict.text).toContain('"min_count":99');
    while ((await engine.get<{ clients: [] }>("/api/status")).clients.length > 0)
      await Bun.sleep(5);
  });
});

test("an open breaker", async () => {
  const plugins = { detectors: [{ name: "thrower", module: "./thrower.ts" }] };
  const broken = await start("thrower", plugins);
  const breaker = async () => {
    const { routes } = await broken.get<{ routes: { channelBreaker: string }[] }>("/api/routes");
    return routes.some(({ channelBreaker }) => channelBreaker === "open");
  };
  while (!(await breaker())) await Bun.sleep(10);
  const { verdict, window } = await explain(broken, "FLAT");
  await broken.stop("SIGTERM");
  expect(verdict).toMatchObject({ isProduced: false, stoppedAt: "channel_breaker" });
  expect(verdict.text).toContain("the breaker of tick is open, opened 1 times");
  expect(window.stops.map(({ gate }) => gate)).toContain("channel_breaker");
});

describe("on a terminal", () => {
  test("fits 80 columns and names every gate on the way", async () => {
    const { stdout, exitCode } = await runCommand("explain.ts", ["CLOSE", "--attach", engine.url]);
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toMatch(/^CLOSE high · market /);
    for (const gate of ["feed", "subscription", "normaliser", "worker", "channel_breaker"]) {
      expect(stdout).toContain(gate);
    }
    expect(stdout).toMatch(/STOP detect {4}threshold_percent/);
  });

  test.each([
    [["CLOZE"], 1, 'symbol "CLOZE" was never seen by this engine; did you mean CLOSE?'],
    [["FLAT", "--kind", "hgh"], 64, "Allowed choices are high, low, trend, surge"],
    [["FLAT", "--last", "soon"], 64, "must be a time such as 60s"],
    [["FLAT", "--client", "999"], 1, "no client 999; connected: none"],
    [[], 64, "missing required argument 'symbol'"],
  ])("%p is one clear line", async (args, code, says) => {
    const result = await runCommand("explain.ts", [...args, "--attach", engine.url]);
    expect(result.stderr).toContain(says);
    expect(result.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(result.exitCode).toBe(code);
  });

  test("nobody there", async () => {
    const away = ["FLAT", "--attach", "http://127.0.0.1:1"];
    const { stderr, exitCode } = await runCommand("explain.ts", away);
    expect(stderr).toStartWith("ENGINE_UNREACHABLE: no engine answers at http://127.0.0.1:1");
    expect(exitCode).toBe(2);
  });
});
