import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { LedgerSnapshot } from "#engine";
import { RunningEngine } from "../engine-process.ts";
import { type MetricFamily, readExposition } from "./testing/exposition.ts";
import { lintMetrics } from "./testing/metric-lint.ts";

/** Series of one engine with one worker: far above what there is, far below what hurts. */
const SERIES_MAX = 1000;
const DASHBOARD = join(import.meta.dir, "../../docs/grafana/tickscope.json");

let engine: RunningEngine;
let client: WebSocket | undefined;
let families: MetricFamily[];

async function scrape(): Promise<MetricFamily[]> {
  const response = await fetch(`${engine.url}/metrics`);
  expect(response.headers.get("content-type")).toStartWith("text/plain; version=0.0.4");
  return readExposition(await response.text());
}

function seriesValue(from: MetricFamily[], name: string, labels: Record<string, string>): number {
  const series = from.flatMap((family) => family.series).filter((line) => line.name === name);
  const found = series.find((line) => {
    return Object.entries(labels).every(([label, value]) => line.labels[label] === value);
  });
  return found?.value ?? Number.NaN;
}

beforeAll(async () => {
  engine = await RunningEngine.start(["--cadence", "50", "--workers", "2"]);
  client = new WebSocket(`${engine.url.replace("http", "ws")}/ws`);
  client.onopen = () => client?.send("not JSON");
  const sent = { stage: "client", outcome: "ok" };
  const refused = { code: "CLIENT_MESSAGE_INVALID" };
  do {
    families = await scrape();
    await Bun.sleep(20);
  } while (
    !(
      seriesValue(families, "tickscope_stage_records_total", sent) > 0 &&
      seriesValue(families, "tickscope_errors_total", refused) > 0 &&
      seriesValue(families, "tickscope_stage_latency_seconds_count", { stage: "detect" }) > 0
    )
  );
});

afterAll(async () => {
  client?.close();
  await engine?.stop("SIGTERM");
});

describe("/metrics of a running engine", () => {
  test("keeps the rules of promtool", () => {
    expect(lintMetrics(families)).toEqual([]);
  });

  test("has no more series than stages and reasons can make", () => {
    const series = families.reduce((sum, family) => sum + family.series.length, 0);
    expect(series).toBeGreaterThan(100);
    expect(series).toBeLessThan(SERIES_MAX);
  });

  test("says what the ledger says", async () => {
    const before = await scrape();
    const ledger = await engine.get<LedgerSnapshot>("/api/ledger");
    const after = await scrape();
    for (const { stage, in: entered, out } of ledger.stages) {
      const enters = (at: MetricFamily[]) =>
        seriesValue(at, "tickscope_stage_entered_records_total", { stage });
      expect(enters(before)).toBeLessThanOrEqual(entered);
      expect(enters(after)).toBeGreaterThanOrEqual(entered);
      const outs = (at: MetricFamily[]) =>
        seriesValue(at, "tickscope_stage_records_total", { stage, outcome: "ok" });
      expect(outs(before)).toBeLessThanOrEqual(out);
      expect(outs(after)).toBeGreaterThanOrEqual(out);
    }
    expect(seriesValue(after, "tickscope_ledger_residual_records", {})).toBe(0);
  });

  test("knows workers, clients, errors and latencies", () => {
    const up = (worker: string) => seriesValue(families, "tickscope_worker_up", { worker });
    expect([up("ingest"), up("detector-0"), up("detector-1")]).toEqual([1, 1, 1]);
    expect(seriesValue(families, "tickscope_clients", { endpoint: "/ws" })).toBe(1);
    expect(
      seriesValue(families, "tickscope_errors_total", { code: "CLIENT_MESSAGE_INVALID" }),
    ).toBe(1);
    const detect = { stage: "detect" };
    expect(seriesValue(families, "tickscope_stage_latency_seconds_count", detect)).toBeGreaterThan(
      0,
    );
    expect(seriesValue(families, "process_resident_memory_bytes", {})).toBeGreaterThan(1e7);
  });

  test("is what every query of the Grafana dashboard asks for", async () => {
    const known = new Set(
      families.flatMap(({ name, type }) => {
        return type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
      }),
    );
    const { panels } = (await Bun.file(DASHBOARD).json()) as {
      panels: { targets?: { expr: string }[] }[];
    };
    const queries = panels.flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr));
    expect(queries.length).toBeGreaterThan(10);
    for (const query of queries) {
      const names = query.match(/\b(tickscope|process)_\w+/g) ?? [];
      expect({ query, names: names.length > 0 }).toEqual({ query, names: true });
      expect({ query, unknown: names.filter((name) => !known.has(name)) }).toEqual({
        query,
        unknown: [],
      });
    }
  });
});

test("/readyz and /healthz agree that a running engine takes traffic", async () => {
  expect(await engine.get<object>("/readyz")).toEqual({ ready: true, reasons: [] });
  expect((await fetch(`${engine.url}/healthz`)).status).toBe(200);
});

test.each([
  ["# TYPE a counter\na 1", ["a: no help text", "a: counters end in _total"]],
  ["# HELP b_total B\n# TYPE b_total gauge\nb_total 1", ["b_total: only counters end in _total"]],
  ["# HELP c_ms C\n# TYPE c_ms gauge\nc_ms 1", ['c_ms: "ms" is no base unit']],
  [
    "# HELP dE D\n# TYPE dE gauge\ndE 1",
    ["dE: not snake_case, or a colon, which is for recording rules"],
  ],
  [
    "# HELP e_seconds_max E\n# TYPE e_seconds_max gauge\ne_seconds_max 1",
    ["e_seconds_max: the unit is not the last word"],
  ],
  ['# HELP f F\n# TYPE f gauge\nf{a="1"} 1\nf{a="1"} 2', ['f: series twice: f{"a":"1"}']],
  [
    '# HELP g_seconds G\n# TYPE g_seconds histogram\ng_seconds_bucket{le="1"} 3\ng_seconds_bucket{le="+Inf"} 2\ng_seconds_sum 1\ng_seconds_count 3',
    ["g_seconds: the count is not the +Inf bucket: {}", "g_seconds: buckets fall: {}"],
  ],
])("the lint finds %j", (text, problems) => {
  expect(lintMetrics(readExposition(text))).toEqual(problems);
});

test("a detector that always throws shows as an open breaker, and in the log", async () => {
  const module = join(import.meta.dir, "../../engine/testdata/throwing-detector.ts");
  const config = join(mkdtempSync(join(tmpdir(), "tickscope-metrics-")), "config.json");
  const plugins = { detectors: [{ name: "throwing", module }] };
  writeFileSync(config, JSON.stringify({ plugins, breaker: { failuresMax: 1 } }));
  const broken = await RunningEngine.start(["--config", config, "--log-format", "json"]);
  const labels = { kind: "tick", breaker: "channel", state: "open" };
  let now: MetricFamily[];
  do now = readExposition(await (await fetch(`${broken.url}/metrics`)).text());
  while (seriesValue(now, "tickscope_breaker_state", labels) !== 1);
  expect(seriesValue(now, "tickscope_breaker_state", { ...labels, state: "closed" })).toBe(0);
  expect(seriesValue(now, "tickscope_breaker_openings_total", { kind: "tick" })).toBe(1);
  expect(lintMetrics(now)).toEqual([]);
  const { stderr } = await broken.stop("SIGTERM");
  expect(stderr).toContain('"logger":"tickscope.breaker"');
  expect(stderr).toContain('"code":"DETECTOR_THREW"');
  rmSync(dirname(config), { recursive: true });
});
