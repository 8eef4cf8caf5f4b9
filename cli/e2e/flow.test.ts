/** The flow map of real engines: one as it should be, one without a channel, one with plug-ins. */
import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import type { FlowMap } from "#inspect/flow";
import { RunningEngine } from "../../app/engine-process.ts";

const ROOT = join(import.meta.dir, "../..");
const folder = mkdtempSync(join(tmpdir(), "tickscope-flow-"));
afterAll(() => rmSync(folder, { recursive: true }));
/** Engines of the test that runs: a test that fails must not leave them running. */
const engines: RunningEngine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop("SIGTERM")));
}, 60_000);

/** Enough for every kind of the synthetic market to have come. */
const MANY_RECORDS = 60_000;

async function engineWith(name: string, config: unknown): Promise<RunningEngine> {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(config));
  const engine = await RunningEngine.start(["--config", path, "--cadence", "50"]);
  engines.push(engine);
  return engine;
}

const nodeOf = ({ current }: FlowMap, id: string) => current!.nodes.find((node) => node.id === id);

/** The map once `isReady`. */
async function mapOf(engine: RunningEngine, isReady: (map: FlowMap) => boolean): Promise<FlowMap> {
  for (;;) {
    const map = await engine.get<FlowMap>("/api/flow");
    if (isReady(map)) return map;
    await Bun.sleep(20);
  }
}

const hasRouted = (map: FlowMap) => nodeOf(map, "route")!.in > MANY_RECORDS;

describe("the synthetic market", () => {
  test("flows as expected, through every channel; the drawing shows it", async () => {
    const engine = await engineWith("healthy", { telemetry: { traceEvery: 16 } });
    const socket = new WebSocket(`${engine.url.replace("http", "ws")}/ws`);
    const isTraced = (map: FlowMap) => (nodeOf(map, "client")!.traced ?? 0) > 0;
    const map = await mapOf(engine, (one) => hasRouted(one) && isTraced(one));
    expect(map.differences).toEqual([]);
    for (const { id } of map.expected.nodes) expect(nodeOf(map, id)!.in).toBeGreaterThan(0);
    expect(map.current!.seconds).toBeGreaterThanOrEqual(0.25);
    // A sampled record leaves a trace at every stage that it enters.
    const traced = map.expected.nodes
      .filter(({ kind }) => kind === "stage")
      .map(({ id }) => nodeOf(map, id)!.traced!);
    const [all = 0] = traced;
    expect(traced.slice(0, 6)).toEqual([all, all, all, all, all, all]);
    expect(traced[6]).toBeLessThan(all);
    for (const count of traced) expect(count).toBeGreaterThan(0);
    const response = await fetch(`${engine.url}/api/flow.svg`);
    expect(response.headers.get("content-type")).toStartWith("image/svg+xml");
    const root = new DOMParser().parseFromString(await response.text(), "text/xml")
      .documentElement!;
    const titles = [...root.getElementsByTagName("title")];
    expect(titles[0]!.textContent).toBe("Flow of synthetic: 0 faults, 0 notices");
    expect(root.textContent).toMatch(/\d records\/s/);
    socket.close();
  });

  test("without the tick channel exactly its edge differs", async () => {
    const engine = await engineWith("no-tick", { channels: { tick: { enabled: false } } });
    const socket = new WebSocket(`${engine.url.replace("http", "ws")}/ws`);
    const isSent = (map: FlowMap) => nodeOf(map, "client")!.in > 0;
    const map = await mapOf(engine, (one) => hasRouted(one) && isSent(one));
    expect(map.differences.map(({ kind, severity, where }) => [kind, severity, where])).toEqual([
      ["channel-disabled", "notice", "route -> channel:tick"],
    ]);
    expect(nodeOf(map, "channel:tick")).toBeUndefined();
    expect(nodeOf(map, "channel:ohlcv")!.in).toBeGreaterThan(0);
    socket.close();
  });
});

test("a user's source and channel stand on the map, with two detector threads", async () => {
  const plugin = (file: string) => join(ROOT, "examples/plugins", file);
  const engine = await engineWith("plugins", {
    source: "random-walk",
    workers: 2,
    plugins: {
      sources: [{ name: "random-walk", module: plugin("random-walk.ts") }],
      channels: [{ name: "heartbeats", kind: 16, module: plugin("heartbeat-channel.ts") }],
    },
  });
  const beats = (map: FlowMap) => (nodeOf(map, "channel:heartbeats")?.in ?? 0) > 0;
  const map = await mapOf(engine, (one) => beats(one) && nodeOf(one, "channel:tick")!.in > 0);
  expect(map.differences.filter(({ severity }) => severity === "fault")).toEqual([]);
  const edge = map.expected.edges.find(({ id }) => id === "normalise -> ring")!;
  expect(edge.copies).toBe(2);
  expect(nodeOf(map, "route")!.filtered).toHaveProperty("other_partition");
  expect(map.current!.routes!.filter(({ kind }) => kind === 16).length).toBe(2);
});

test("a diagnosis leaves the flow beside its report", async () => {
  const engine = await engineWith("attached", {});
  const args = ["cli/diagnose.ts", "--attach", engine.url, "--duration", "1"];
  const child = Bun.spawn([process.execPath, join(ROOT, args[0]!), ...args.slice(1)], {
    cwd: folder,
    stdout: "pipe",
    stderr: "inherit",
  });
  const output = await new Response(child.stdout).text();
  await child.exited;
  const report = join(folder, output.match(/^report: (.*)$/m)![1]!);
  const flows = readdirSync(report).filter((file) => file.startsWith("flow."));
  expect(flows.toSorted()).toEqual(["flow.dot", "flow.json", "flow.mmd", "flow.svg"]);
  const map: FlowMap = await Bun.file(join(report, "flow.json")).json();
  expect(map.differences).toEqual([]);
  expect(await Bun.file(join(report, "report.md")).text()).toContain("(flow.svg)");
});
