import { expect, test } from "bun:test";
import fc from "fast-check";
import { STAGE_FRAME, STAGE_QUEUE } from "#engine/telemetry";
import { until } from "../engine/testing/until.ts";
import { startRig, stopRig } from "./testing/edge-rig.ts";
import { highLowSlot } from "./testing/event-slots.ts";
import { rowsOf, type StockFrame, WsClient } from "./testing/ws-client.ts";

const PATHS = ["/ws", "/ws/stock_data", "/ws/status_update"];

test("clients come and go: every pair ends somewhere, at most once at a client", async () => {
  const step = fc.oneof(
    fc.record({ events: fc.integer({ min: 0, max: 40 }) }),
    fc.record({ join: fc.constantFrom(...PATHS) }),
    fc.record({ leave: fc.nat() }),
    fc.record({ subscribe: fc.nat() }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const rig = await startRig({ cadenceMs: 10 });
      const { view, emitter, ws } = rig;
      const clients: { client: WsClient; path: string }[] = [];
      let pushed = 0;
      for (const one of steps) {
        if ("events" in one) {
          for (let i = 0; i < one.events; i++) {
            view.push(highLowSlot(view.parts(`S${pushed % 7}`)));
            pushed += 1;
          }
        } else if ("join" in one) {
          clients.push({ client: await WsClient.connect(ws + one.join), path: one.join });
        } else if ("leave" in one) {
          const [gone] = clients.splice(one.leave % Math.max(clients.length, 1), 1);
          await gone?.client.close();
        } else {
          const chosen = clients[one.subscribe % Math.max(clients.length, 1)];
          chosen?.client.send({ action: "subscribe", universe: ["S1", "S3"] });
        }
      }
      await emitter.stop(true);
      await until("good-byes", () => clients.every(({ client }) => client.closeCode !== undefined));
      expect(view.ledger.row(STAGE_QUEUE).in).toBe(pushed);
      expect(view.ledger.row(STAGE_FRAME).in).toBe(pushed);
      for (const { client, path } of clients) {
        if (path === "/ws/status_update") continue;
        const frames =
          path === "/ws"
            ? client.frames()
            : client.texts.map((text) => JSON.parse(text) as StockFrame);
        // the greeting may hold rows of before; after it no row comes twice
        const ids = frames.slice(1).flatMap((frame) => rowsOf(frame).map((row) => row.event_id));
        expect(new Set(ids).size).toBe(ids.length);
      }
      await stopRig(rig);
    }),
    { numRuns: 12 },
  );
});
