import { describe, expect, test } from "bun:test";
import { STAGE_CLIENT } from "#engine/telemetry";
import { TickscopeError } from "#schemas";
import { until } from "../engine/testing/until.ts";
import { createEmitter } from "./index.ts";
import { rigPerTest, startRig, stopRig } from "./testing/edge-rig.ts";
import { highLowSlot } from "./testing/event-slots.ts";
import { rowsOf, WsClient } from "./testing/ws-client.ts";

const start = rigPerTest();

describe("limits", () => {
  test("one client too many is refused with a code; a free place is given again", async () => {
    const { view, emitter, http, ws } = await start({ server: { clientsMax: 2 } });
    const first = await WsClient.connect(`${ws}/ws`);
    await WsClient.connect(`${ws}/ws/status_update`);
    const headers = {
      upgrade: "websocket",
      connection: "Upgrade",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-version": "13",
    };
    const refused = await fetch(`${http}/ws`, { headers });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { code: "CLIENT_LIMIT" } });
    const polling = await fetch(`${http}/socket.io/?EIO=4&transport=polling`);
    expect(polling.status).toBe(503);
    expect(view.errorCount("CLIENT_LIMIT")).toBe(2);
    await first.close();
    await until("a free place", () => emitter.clients().length === 1);
    await WsClient.connect(`${ws}/ws`);
  });

  test("a stranger's page is refused; this machine's and the config's are not", async () => {
    const { http, ws } = await start({ server: { origins: ["https://desk.example"] } });
    for (const origin of [
      "https://desk.example",
      "http://localhost:3000",
      "http://127.0.0.1:8080",
    ]) {
      await WsClient.connect(`${ws}/ws`, { origin });
    }
    await expect(
      WsClient.connect(`${ws}/ws`, { origin: "https://evil.example" }),
    ).rejects.toThrow();
    const own = new URL(http).host;
    await expect(WsClient.connect(`${ws}/ws`, { origin: `http://evil.${own}` })).rejects.toThrow();
    const url = `${http}/socket.io/?EIO=4&transport=polling`;
    const polled = await fetch(url, { headers: { origin: "https://evil.example" } });
    expect(polled.status).toBe(403);
  });
});

describe("lifecycle", () => {
  test("a port in use is named with a remedy", async () => {
    const { view, port } = await start();
    const server = { ...LIMITS_OF_NOBODY };
    const config = { host: "127.0.0.1", port, cadenceMs: 1000, timeZone: null, server };
    const second = createEmitter({ view, config: { ...config, drainMsMax: 1, workerStallMs: 1 } });
    const problem = await second.start().catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(TickscopeError);
    expect((problem as TickscopeError).code).toBe("PORT_IN_USE");
    expect((problem as TickscopeError).message).toContain(String(port));
    expect((problem as TickscopeError).info.remedy).toContain("--port");
  });

  test("an address that is not of this machine is named", async () => {
    const problem = await startRig({ host: "203.0.113.9", port: 5099 }).catch((e: unknown) => e);
    expect((problem as TickscopeError).code).toBe("PORT_FORBIDDEN");
  });

  test("stop delivers what is queued, says 1001, and the port is free again", async () => {
    const { view, emitter, ws, port } = await start();
    const client = await WsClient.connect(`${ws}/ws`);
    for (let i = 0; i < 5000; i++) view.push(highLowSlot(view.parts(`S${i % 700}`)));
    await emitter.stop(true);
    await until("the good-bye", () => client.closeCode !== undefined);
    expect(client.closeCode).toBe(1001);
    const rows = client.frames().reduce((sum, frame) => sum + rowsOf(frame).length, 0);
    expect(rows).toBe(5000);
    expect(view.ledger.row(STAGE_CLIENT).out).toBe(5000);
    emitter.emitNow(); // nothing any more
    const again = await startRig({ port });
    await stopRig(again);
  });

  test("emits by itself at its cadence, and at once while more is queued", async () => {
    const { view, ws } = await start({ cadenceMs: 10 });
    const client = await WsClient.connect(`${ws}/ws`);
    await client.next("stock_data", 5);
    for (let i = 0; i < 6000; i++) view.push(highLowSlot(view.parts("AAPL")));
    await until("all rows", () => view.ledger.row(STAGE_CLIENT).out === 6000);
  });
});

const LIMITS_OF_NOBODY = {
  clientsMax: 1,
  subscriptionSymbolsMax: 1,
  messageBytesMax: 1000,
  bufferedBytesMax: 1000,
  slowClientCloseMs: 1000,
  historyRows: 1,
  resumeFramesMax: 100,
  resumeBytesMax: 1_000_000,
  origins: [],
};
