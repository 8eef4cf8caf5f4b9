import { expect, test } from "bun:test";
import {
  STAGE_CHANNEL,
  STAGE_DECODE,
  STAGE_DETECT,
  STAGE_NORMALISE,
  STAGE_RING,
  STAGE_ROUTE,
  STAGE_SOURCE,
  ThreadLedger,
} from "#engine/telemetry";
import { ledgerSnapshot } from "./ledger-view.ts";

/** `records` records through ingest and two workers' rings, all accounted for. */
function pipeline(records: number) {
  const ingest = ThreadLedger.detached();
  const worker = ThreadLedger.detached();
  for (const stage of [STAGE_SOURCE, STAGE_DECODE, STAGE_NORMALISE]) {
    ingest.enter(stage, records);
    ingest.leave(stage, records);
    ingest.produce(stage, records);
  }
  ingest.enter(STAGE_RING, 2 * records);
  worker.leave(STAGE_RING, 2 * records);
  worker.produce(STAGE_RING, 2 * records);
  worker.enter(STAGE_ROUTE, 2 * records);
  worker.filter(STAGE_ROUTE, 2, records);
  for (const stage of [STAGE_ROUTE, STAGE_CHANNEL]) {
    worker.leave(stage, records);
    worker.produce(stage, records);
  }
  worker.enter(STAGE_CHANNEL, records);
  worker.enter(STAGE_DETECT, records);
  worker.leave(STAGE_DETECT, records);
  const snapshot = (isDrained: boolean) =>
    ledgerSnapshot({
      ledgers: [worker, ingest],
      copies: 2,
      isDrained: () => isDrained,
      inFlightMax: 100,
    });
  return { ingest, worker, snapshot };
}

test("a balanced pipeline has no residual, each record offered to each worker", () => {
  const { residual, edges } = pipeline(50).snapshot(true);
  expect(residual).toBe(0);
  expect(edges.find(({ from }) => from === "normalise")).toMatchObject({
    produced: 100,
    taken: 100,
  });
});

test("one record that vanishes is in flight while the engine runs, and lost once it is drained", () => {
  const { worker, snapshot } = pipeline(50);
  worker.enter(STAGE_CHANNEL, 1);
  const place = (isDrained: boolean) =>
    snapshot(isDrained).stages.find(({ stage }) => stage === "channel");
  expect(place(false)).toMatchObject({ inFlight: 1, residual: 0 });
  expect(place(true)).toMatchObject({ inFlight: 0, residual: 1 });
});

test("a record made up is a negative residual", () => {
  const { worker, snapshot } = pipeline(50);
  worker.leave(STAGE_DETECT, 1);
  const stage = snapshot(false).stages.find((row) => row.stage === "detect");
  expect(stage).toMatchObject({ inFlight: 0, residual: -1 });
});

test("detect may run ahead of the channel around it by the record in work, not by more", () => {
  const { worker, snapshot } = pipeline(50);
  worker.enter(STAGE_DETECT, 1);
  expect(snapshot(false).residual).toBe(0);
  expect(snapshot(true).residual).toBe(2); // the stage kept it, the edge never handed it over
  worker.enter(STAGE_DETECT, 40);
  expect(snapshot(false).residual).toBeGreaterThan(0);
});

test("what exceeds every buffer is lost even while the engine runs", () => {
  const { ingest, snapshot } = pipeline(50);
  ingest.enter(STAGE_RING, 101);
  const { stages } = snapshot(false);
  expect(stages.find(({ stage }) => stage === "ring")).toMatchObject({
    inFlight: 100,
    residual: 1,
  });
});
