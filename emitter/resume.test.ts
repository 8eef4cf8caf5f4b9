import { afterEach, beforeEach, expect, test } from "bun:test";
import { STAGE_FRAME, STAGE_SEND } from "#engine/telemetry";
import { until } from "../engine/testing/until.ts";
import { type EdgeRig, startRig, stopRig } from "./testing/edge-rig.ts";
import { highLowSlot, sessionSlot } from "./testing/event-slots.ts";
import { TEN_O_CLOCK_US } from "./testing/in-process-view.ts";
import { rowsOf, type StockFrame, WsClient } from "./testing/ws-client.ts";

let rig: EdgeRig;

beforeEach(async () => {
  rig = await startRig({ server: { resumeFramesMax: 4 } });
});
afterEach(async () => stopRig(rig));

/** Emits one frame with a high of `symbol`. */
function emit(symbol: string): void {
  rig.view.push(highLowSlot(rig.view.parts(symbol)));
  rig.emitter.emitNow();
}

/** Connects, sees one frame with a row, and goes. */
async function leaveAfterOne(): Promise<{ epoch: string; seq: number }> {
  const client = await WsClient.connect(`${rig.ws}/ws`);
  emit("SEEN");
  await client.next("stock_data", 2);
  await client.close();
  await until("its removal", () => rig.emitter.clients().length === 0);
  const { epoch, seq } = client.envelopes.at(-1)!;
  return { epoch, seq };
}

/** What the client has, in order: event, seq and tickers. */
function told(client: WsClient): string[] {
  return client.envelopes
    .filter(({ event }) => event !== "status_update")
    .map(({ event, seq, data }) => {
      const rows = event === "stock_data" ? rowsOf(data as unknown as StockFrame) : [];
      return `${event} ${seq} ${rows.map(({ ticker }) => ticker).join(" ")}`.trim();
    });
}

test("replays what was missed, frame by frame, and goes on; the ledger has every pair", async () => {
  const { epoch, seq } = await leaveAfterOne();
  emit("MISSED1");
  rig.view.push(
    sessionSlot({ ...rig.view.parts("S"), epochUs: TEN_O_CLOCK_US, date: 20_298, status: "PRE" }),
  );
  rig.emitter.emitNow();
  const started = { ...rig.view.parts("S"), epochUs: TEN_O_CLOCK_US + 1.8e9, date: 20_298 };
  rig.view.push(sessionSlot({ ...started, status: "REGULAR" }));
  rig.emitter.emitNow();
  emit("MISSED2");
  const client = await WsClient.connect(`${rig.ws}/ws?epoch=${epoch}&seq=${seq}`);
  await client.next("stock_data", 2);
  emit("LIVE");
  await client.next("stock_data", 3);
  expect(told(client)).toEqual([
    "resume 1",
    "stock_data 2 MISSED1",
    "session_reset 3",
    "stock_data 4 MISSED2",
    "stock_data 5 LIVE",
  ]);
  expect(client.dataOf("resume")).toEqual([{ recovered: true, reason: "none", frames: 3 }]);
  expect(client.envelopes[0]).toMatchObject({ event: "status_update", seq });
  expect(rig.emitter.clients()[0]).toMatchObject({ offered: 3, delivered: 3, replayed: 2 });
  // SEEN and LIVE were offered once, each missed row once, to the client that came back.
  expect(rig.view.ledger.row(STAGE_FRAME).produced).toBe(4);
  expect(rig.view.ledger.row(STAGE_SEND)).toMatchObject({ in: 4, out: 4 });
});

test("nothing was missed: says so and sends nothing twice", async () => {
  const { epoch, seq } = await leaveAfterOne();
  const client = await WsClient.connect(`${rig.ws}/ws?epoch=${epoch}&seq=${seq}`);
  emit("LIVE");
  await client.next("stock_data", 1);
  expect(told(client)).toEqual(["resume 1", "stock_data 2 LIVE"]);
});

test.each([
  ["epoch", (point: { seq: number }) => ({ ...point, epoch: "another-run" })],
  ["ahead", (point: { epoch: string }) => ({ ...point, seq: 99 })],
  ["history", (point: { epoch: string }) => ({ ...point, seq: 0 })],
] as const)("cannot go on, %s: says so and sends a snapshot", async (reason, change) => {
  const left = await leaveAfterOne();
  for (const symbol of ["A", "B", "C", "D"]) emit(symbol);
  const { epoch, seq } = { ...left, ...change(left) };
  const client = await WsClient.connect(`${rig.ws}/ws?epoch=${epoch}&seq=${seq}`);
  await client.next("stock_data", 1);
  expect(client.dataOf("resume")).toEqual([{ recovered: false, reason, frames: 0 }]);
  expect(told(client)).toEqual(["resume 5", "stock_data 5 SEEN A B C D"]);
});

test("universe and filters in the address hold for the first frame and the replay", async () => {
  const { epoch, seq } = await leaveAfterOne();
  for (const symbol of ["A", "B"]) emit(symbol);
  const filters = encodeURIComponent('{"highlow":{"min_count":0}}');
  const query = `universe=B,LIVE&filters=${filters}`;
  const back = await WsClient.connect(`${rig.ws}/ws?epoch=${epoch}&seq=${seq}&${query}`);
  const fresh = await WsClient.connect(`${rig.ws}/ws?${query}`);
  await back.next("stock_data", 2);
  await fresh.next("stock_data", 1);
  expect(told(back)).toEqual(["resume 1", "stock_data 2", "stock_data 3 B"]);
  expect(told(fresh)).toEqual(["stock_data 3 B"]);
  expect(rig.emitter.clients()[0]).toMatchObject({ universe: 2, filteredUniverse: 1 });
});

test.each([
  ["/ws?epoch=x", "epoch and seq go together"],
  ["/ws?epoch=x&seq=-1", 'seq must be a whole number, 0 or more, was "-1"'],
  ["/ws?sequence=1", 'query key "sequence" is unknown'],
  ["/ws?filters=[]", "filters must be an object"],
  ["/ws/stock_data?epoch=x&seq=1", "resume on /ws"],
])("%s is refused with 400 and says why", async (path, words) => {
  const answer = await fetch(rig.http + path, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    },
  });
  expect(answer.status).toBe(400);
  const { error } = (await answer.json()) as { error: { message: string } };
  expect(error.message).toContain(words);
});
