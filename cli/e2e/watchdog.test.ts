import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "#diagnosis";
import { RunningEngine } from "../../app/engine-process.ts";
import { until } from "../../engine/testing/until.ts";

const WAIT_MS_MAX = 55_000;
/** Each look is a request to the engine that is watched. */
const POLL_MS = 50;
const folder = mkdtempSync(join(tmpdir(), "tickscope-watchdog-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HAND_OFF = `export const createHandOff = ({ ring }) => ({
  view: ring.view,
  claim: () => ring.claim(),
  commit: () => { throw new Error("nobody takes it"); },
  flush: () => ring.flush(),
});`;

interface Status {
  engine: { diagnosis: { verdict: string; reasons: string[] } | null };
}

/** Words of status_update messages, as a page gets them. */
function statusWords(url: string): { words: string[]; close: () => void } {
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws/status_update`);
  const words: string[] = [];
  socket.onmessage = ({ data }) =>
    words.push((JSON.parse(String(data)) as { status: string }).status);
  return { words, close: () => socket.close() };
}

test("the watchdog raises the status with its reason, and clears it when the fault is gone", async () => {
  writeFileSync(join(folder, "hand-off.js"), HAND_OFF);
  const config = join(folder, "config.json");
  const plugins = { handOff: "./hand-off.js" };
  writeFileSync(config, JSON.stringify({ plugins, watch: { enabled: true, everySeconds: 1 } }));
  const engine = await RunningEngine.start(["--config", config]);
  const page = statusWords(engine.url);
  const diagnosed = async (wanted: string) => {
    const { diagnosis } = (await engine.get<Status>("/api/status")).engine;
    return diagnosis?.verdict === wanted ? diagnosis : undefined;
  };
  const verdictIs = (wanted: string) =>
    until(`the verdict ${wanted}`, () => diagnosed(wanted), WAIT_MS_MAX, POLL_MS);
  const lastWordIs = (wanted: string) =>
    until(`the word ${wanted}`, () => page.words.at(-1) === wanted, WAIT_MS_MAX, POLL_MS);
  const sick = await verdictIs("broken");
  expect(sick?.reasons[0]).toContain("HAND_OFF_FAILED");
  await lastWordIs("error");
  const { report } = await engine.get<{ report: Report }>("/api/diagnosis");
  expect(report.breakPoints[0]).toMatchObject({ stage: "ring", code: "HAND_OFF_FAILED" });

  const applied = await fetch(`${engine.url}/api/remedies/ring-hand-off`, { method: "POST" });
  expect(applied.status).toBe(200);
  await verdictIs("healthy");
  await lastWordIs("healthy");
  page.close();
  expect((await engine.stop("SIGTERM")).exitCode).toBe(0);
}, 60_000);

test("a diagnosis on request: one at a time, and the report stays", async () => {
  const engine = await RunningEngine.start([]);
  const post = () => fetch(`${engine.url}/api/diagnosis`, { method: "POST" });
  expect((await post()).status).toBe(202);
  expect((await post()).status).toBe(409);
  const finished = async () => {
    const state = await engine.get<{ isRunning: boolean; report: Report | null }>("/api/diagnosis");
    return state.isRunning ? undefined : state;
  };
  const state = await until("the end of the diagnosis", finished, WAIT_MS_MAX, POLL_MS);
  expect(state?.report).toMatchObject({ verdict: "healthy", breakPoints: [] });
  const unknown = await fetch(`${engine.url}/api/remedies/reboot`, { method: "POST" });
  expect(unknown.status).toBe(404);
  const refused = await fetch(`${engine.url}/api/remedies/ring-hand-off`, { method: "DELETE" });
  expect(refused.status).toBe(409);
  await engine.stop("SIGTERM");
}, 60_000);
