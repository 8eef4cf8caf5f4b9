import { expect, test } from "bun:test";
import { STAGE_DETECT, ThreadTelemetry } from "#engine/telemetry";
import { defaultConfig } from "#schemas";
import { StatusBoard } from "./status-board.ts";

const NOW = { workers: [], isYearCovered: true };

function newBoard(plugins = {}) {
  const threads = Array.from({ length: 3 }, () => ThreadTelemetry.detached());
  const defaults = defaultConfig();
  const config = { ...defaults, plugins: { ...defaults.plugins, ...plugins } };
  return { board: new StatusBoard(config, threads), threads };
}

test("the status is the last word about each thing", () => {
  const { board } = newBoard();
  expect(board.status(NOW)).toMatchObject({ feed: "initializing", warnings: [], diagnosis: null });
  board.setFeed({ state: "connected", detail: "", provider: "Production" });
  board.setFeedProblem("SOURCE_FAILED: gone");
  const { feed, feedDetail, provider } = board.status(NOW);
  expect([feed, feedDetail, provider]).toEqual(["error", "SOURCE_FAILED: gone", "Production"]);
});

test("every reason not to be healthy is a warning, and goes with its cause", () => {
  const { board } = newBoard();
  const worker = { name: "ingest", state: "replacing", heartbeatAgeMs: 0, restarts: 1 };
  board.setRecordingProblem("no room on the disk");
  board.setDiagnosis("degraded", ["the ring is full"]);
  board.setFeed({ state: "mute", detail: "9 s", provider: "Test" });
  expect(board.status({ workers: [worker], isYearCovered: false }).warnings).toEqual([
    "ingest is being replaced",
    "no room on the disk",
    "CALENDAR_UNKNOWN_YEAR: only weekends are known to be closed in this year",
    "the ring is full",
    "the feed is mute: 9 s",
  ]);
  board.setRecordingProblem(null);
  board.setDiagnosis("healthy", ["the ring is full"]);
  board.setFeed({ state: "connected", detail: "", provider: "Test" });
  expect(board.status(NOW).warnings).toEqual([]);
});

test("the mean response is of detector workers alone, milliseconds", () => {
  const { board, threads } = newBoard();
  threads[1]!.latencies[STAGE_DETECT]!.record(9e6);
  threads[2]!.latencies[STAGE_DETECT]!.record(2000, 4);
  expect(board.status(NOW).avgResponseMs).toBe(2);
});

test("of a user's sources only the one in use takes part", () => {
  const { source } = defaultConfig();
  const sources = [source, "other"].map((name) => ({ name, module: `${name}.ts` }));
  const { board } = newBoard({ sources, handOff: "hand.ts" });
  expect(board.status(NOW).plugins).toEqual([
    { role: "hand-off", name: "hand-off", module: "hand.ts" },
    { role: "source", name: source, module: `${source}.ts` },
  ]);
});
