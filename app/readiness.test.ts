import { expect, test } from "bun:test";
import type { EngineStatus } from "#engine";
import { Readiness } from "./readiness.ts";

type Worker = EngineStatus["workers"][number];

function rig() {
  const worker = (name: string): Worker => ({
    name,
    state: "running",
    heartbeatAgeMs: 0,
    restarts: 0,
  });
  const status: EngineStatus = {
    feed: "initializing",
    feedDetail: "",
    source: "synthetic",
    provider: "Test",
    avgResponseMs: 0,
    workers: [worker("detector-0"), worker("ingest")],
    plugins: [],
    diagnosis: null,
    warnings: [],
  };
  const edge = { isListening: true };
  const readiness = new Readiness({
    status: () => status,
    workers: 2,
    isListening: () => edge.isListening,
  });
  return { status, edge, readiness };
}

test("is not ready before the feed connected once, and stays ready when it goes away", () => {
  const { status, readiness } = rig();
  expect(readiness.answer().reasons).toEqual([
    "the feed has never connected; its state is initializing",
  ]);
  readiness.feed("disconnected");
  expect(readiness.answer().ready).toBe(false);
  readiness.feed("connected");
  expect(readiness.answer()).toEqual({ ready: true, reasons: [] });
  status.feed = "disconnected";
  readiness.feed("disconnected");
  expect(readiness.answer().ready).toBe(true);
});

test("names each worker that is missing or not running", () => {
  const { status, readiness } = rig();
  readiness.feed("connected");
  status.workers[0]!.state = "replacing";
  expect(readiness.answer().reasons).toEqual(["detector-0 is replacing"]);
  status.workers.pop();
  expect(readiness.answer().reasons).toContain("1 of 2 workers are not up yet");
});

test("a tape that has ended leaves an engine that is ready; one whose worker died does not", () => {
  const { status, readiness } = rig();
  for (const worker of status.workers) worker.state = "ended";
  status.feed = "ended";
  readiness.feed("ended");
  expect(readiness.answer().ready).toBe(true);
  status.feed = "error";
  expect(readiness.answer().reasons).toEqual(["detector-0 is ended", "ingest is ended"]);
});

test("an edge that takes no clients is not ready", () => {
  const { edge, readiness } = rig();
  readiness.feed("connected");
  edge.isListening = false;
  expect(readiness.answer().reasons).toEqual(["the edge does not accept clients"]);
});
