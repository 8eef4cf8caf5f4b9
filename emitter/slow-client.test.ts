import { expect, test } from "bun:test";
import { STAGE_CLIENT, STAGE_SEND } from "#engine/telemetry";
import { until } from "../engine/testing/until.ts";
import type { ClientStats } from "./clients/client-stats.ts";
import { type EdgeRig, rigPerTest, startRig, stopRig } from "./testing/edge-rig.ts";
import { highLowSlot, sessionSlot } from "./testing/event-slots.ts";
import { TEN_O_CLOCK_US } from "./testing/in-process-view.ts";
import { StalledClient } from "./testing/stalled-client.ts";
import { rowsOf, WsClient } from "./testing/ws-client.ts";

const SYMBOLS = 200;
/**
 * Emissions that fill the sockets' buffers of any system (each about 130 KB), with room to spare.
 */
const ROUNDS_MAX = 400;

const start = rigPerTest();

function emitRound({ view, emitter }: EdgeRig, price: number): void {
  for (let i = 0; i < SYMBOLS; i++) view.push(highLowSlot({ ...view.parts(`S${i}`), price }));
  emitter.emitNow();
}

function stalledStats({ emitter }: EdgeRig): ClientStats {
  return emitter.clients().at(-1)!;
}

/**
 * Emits until rows are conflated for the stalled client, the last to connect, and lets the others
 * read between two rounds; returns the price of the last round.
 */
async function emitUntilConflated(running: EdgeRig): Promise<number> {
  for (let round = 1; round <= ROUNDS_MAX; round++) {
    emitRound(running, round);
    if (stalledStats(running).conflated > 2 * SYMBOLS) return round;
    await until("the others have read", () => {
      return running.emitter
        .clients()
        .slice(0, -1)
        .every((client) => client.bufferedBytes === 0);
    });
  }
  throw new Error("the client never became slow");
}

function sumsUp(stats: ClientStats): void {
  const { filteredUniverse, filteredFilters, delivered, conflated, closed, pending } = stats;
  const parts = filteredUniverse + filteredFilters + delivered + conflated + closed + pending;
  expect(parts).toBe(stats.offered);
}

test("a client that stops reading is conflated, alone, and catches up", async () => {
  const running = await start({ server: { bufferedBytesMax: 65_536 } });
  const { view, emitter, port, ws } = running;
  const healthy = await WsClient.connect(`${ws}/ws`);
  const stalled = await StalledClient.connect(port, "/ws");
  const lastPrice = await emitUntilConflated(running);
  const slow = stalledStats(running);
  expect(slow).toMatchObject({ isBackedUp: true, pending: SYMBOLS });
  // the buffer ends with the frame that took it over its limit
  expect(slow.bufferedBytes).toBeLessThan(65_536 + SYMBOLS * 1000);
  sumsUp(slow);
  expect(emitter.pendingRows).toBe(SYMBOLS);
  expect(view.ledger.row(STAGE_SEND).dropped).toEqual({ conflated: slow.conflated });
  const offered = SYMBOLS * lastPrice;
  expect(emitter.clients()[0]).toMatchObject({ delivered: offered, conflated: 0, pending: 0 });
  await until("every row at the healthy client", () => {
    return healthy.frames().reduce((sum, frame) => sum + rowsOf(frame).length, 0) === offered;
  });

  stalled.resume();
  await until("the catch-up", () => stalledStats(running).pending === 0);
  const done = stalledStats(running);
  sumsUp(done);
  expect(done.delivered + done.conflated).toBe(offered);
  // what arrives last are the newest rows of every symbol, each once
  const newest = () => {
    return (
      Buffer.concat(stalled.chunks).toString("latin1").split(`"price":${lastPrice},`).length - 1
    );
  };
  await until("the newest rows", () => newest() >= SYMBOLS);
  expect(newest()).toBe(SYMBOLS);
  stalled.close();
  await until("its removal", () => emitter.clients().length === 1);
});

test("a client that stays slow is cut by name; its rows count as client_closed", async () => {
  const running = await start({ server: { bufferedBytesMax: 65_536, slowClientCloseMs: 150 } });
  const { view, emitter, port } = running;
  await StalledClient.connect(port, "/ws");
  await emitUntilConflated(running);
  const { pending } = stalledStats(running);
  expect(pending).toBe(SYMBOLS);
  await until("the cut", () => emitter.clients().length === 0);
  expect(view.errorCount("CLIENT_TOO_SLOW")).toBe(1);
  expect(view.ledger.row(STAGE_SEND).dropped.client_closed).toBe(pending);
  expect(view.ledgerSnapshot().residual).toBe(0);
});

test("a client that vanishes while rows wait for it loses them by name", async () => {
  const running = await start({ server: { bufferedBytesMax: 65_536 } });
  const { view, emitter, port } = running;
  const stalled = await StalledClient.connect(port, "/ws");
  await emitUntilConflated(running);
  stalled.close();
  await until("its removal", () => emitter.clients().length === 0);
  expect(view.ledger.row(STAGE_SEND).dropped.client_closed).toBe(SYMBOLS);
  expect(view.ledgerSnapshot().residual).toBe(0);
});

test("a slow client learns of a new session before any of its rows", async () => {
  const running = await start({ server: { bufferedBytesMax: 65_536 } });
  const { view, emitter, port } = running;
  view.push(sessionSlot({ ...view.parts("S0"), date: 20_298, status: "PRE" }));
  const stalled = await StalledClient.connect(port, "/ws");
  await emitUntilConflated(running);
  const epochUs = TEN_O_CLOCK_US + 3600e6;
  view.push(sessionSlot({ ...view.parts("S0"), epochUs, date: 20_298, status: "REGULAR" }));
  view.push(highLowSlot({ ...view.parts("NEW"), epochUs: epochUs + 1e6 }));
  emitter.emitNow();
  expect(stalledStats(running).pending).toBe(1);
  sumsUp(stalledStats(running));
  stalled.resume();
  await until("the catch-up", () => {
    return stalledStats(running).pending === 0 && stalledStats(running).bufferedBytes === 0;
  });
  const text = () => Buffer.concat(stalled.chunks).toString("latin1");
  await until("the row", () => text().includes('"ticker":"NEW"'));
  const reset = text().indexOf('"event":"session_reset"');
  expect(reset).toBeGreaterThan(0);
  expect(reset).toBeLessThan(text().indexOf('"ticker":"NEW"'));
});

test("a drain waits for a slow client that reads again, and not longer than it may", async () => {
  const running = await start({ server: { bufferedBytesMax: 65_536 }, drainMsMax: 3000 });
  const { view, emitter, port } = running;
  const stalled = await StalledClient.connect(port, "/ws");
  await emitUntilConflated(running);
  const stopping = emitter.stop(true);
  stalled.resume();
  await stopping;
  const send = view.ledger.row(STAGE_SEND);
  expect(send.dropped.client_closed ?? 0).toBe(0);
  expect(view.ledger.row(STAGE_CLIENT).out).toBe(send.in - send.dropped.conflated!);

  const hung = await startRig({ server: { bufferedBytesMax: 65_536 }, drainMsMax: 100 });
  await StalledClient.connect(hung.port, "/ws");
  await emitUntilConflated(hung);
  await stopRig(hung);
  expect(hung.view.errorCount("DRAIN_TIMEOUT")).toBe(1);
  expect(hung.view.ledger.row(STAGE_SEND).dropped.client_closed).toBe(SYMBOLS);
});
