/** Clients that share their frames, on the real server. */
import { afterEach, expect, test } from "bun:test";
import { STAGE_SEND } from "#engine/telemetry";
import { until } from "../../engine/testing/until.ts";
import { type EdgeRig, startRig, stopRig } from "../testing/edge-rig.ts";
import { highLowSlot, sessionSlot } from "../testing/event-slots.ts";
import { TEN_O_CLOCK_US } from "../testing/in-process-view.ts";
import { StalledClient } from "../testing/stalled-client.ts";
import { rowsOf, type StockFrame, WsClient } from "../testing/ws-client.ts";
import type { ClientStats } from "./client-stats.ts";

let rig: EdgeRig;
/** A round is a frame of about 130 KB. */
const SYMBOLS = 200;
const ROUNDS_MAX = 400;

afterEach(async () => stopRig(rig));

function emit(symbol: string, symbols = 1): void {
  for (let i = 0; i < symbols; i++) {
    rig.view.push(highLowSlot(rig.view.parts(symbols === 1 ? symbol : `${symbol}${i}`)));
  }
  rig.emitter.emitNow();
}

function connect(path = "/ws"): Promise<WsClient> {
  return WsClient.connect(rig.ws + path);
}

const statsOf = (index: number): ClientStats => rig.emitter.clients().at(index)!;
const sharing = (): boolean[] => rig.emitter.clients().map(({ sharesFrames }) => sharesFrames);

/** "seq: tickers" of every frame but the greeting's. */
function told({ envelopes }: WsClient): string[] {
  const frames = envelopes.filter(({ event }) => event === "stock_data").slice(1);
  return frames.map(({ seq, data }) => {
    const rows = rowsOf(data as unknown as StockFrame);
    return `${seq}: ${rows.map(({ ticker }) => ticker).join(" ")}`;
  });
}

function sumsUp(stats: ClientStats): void {
  const { filteredUniverse, filteredFilters, delivered, conflated, closed, pending } = stats;
  const parts = filteredUniverse + filteredFilters + delivered + conflated + closed + pending;
  expect(parts).toBe(stats.offered);
}

test("clients share from their second frame on, each endpoint with its own text", async () => {
  rig = await startRig();
  const clients = [await connect(), await connect(), await connect("/ws/stock_data")];
  for (const symbol of ["A", "B", "C"]) emit(symbol);
  expect(sharing()).toEqual([true, true, true]);
  await until("three frames", () => clients.every(({ texts }) => texts.length >= 4));
  expect(told(clients[0]!)).toEqual(["1: A", "2: B", "3: C"]);
  expect(told(clients[1]!)).toEqual(told(clients[0]!));
  const bare = clients[2]!.texts.map((text) => JSON.parse(text) as StockFrame);
  const tickers = bare.map((frame) => rowsOf(frame).map(({ ticker }) => ticker));
  expect(tickers).toEqual([[], ["A"], ["B"], ["C"]]);
  for (const stats of rig.emitter.clients()) {
    expect(stats).toMatchObject({ offered: 3, delivered: 3, snapshots: 1 });
  }
  await until("every message that is counted", () => {
    return clients.every(({ texts }, i) => texts.length === statsOf(i).messages);
  });
  expect(rig.view.ledger.row(STAGE_SEND)).toMatchObject({ in: 9, out: 9, produced: 9 });
});

test("a slow client among fifty goes its own way, alone, and comes back", async () => {
  rig = await startRig({ server: { bufferedBytesMax: 400_000 } });
  const stalled = await StalledClient.connect(rig.port, "/ws/stock_data");
  // Alone until the system's buffers for it are full, then in company.
  let rounds = 0;
  const emitRound = () => {
    emit("S", SYMBOLS);
    rounds += 1;
    if (rounds > ROUNDS_MAX) throw new Error("the client never became slow");
  };
  while (statsOf(0).bufferedBytes === 0) {
    emitRound();
    await Bun.sleep(0);
  }
  const alone = rounds;
  const others = Array.from({ length: 50 }, () => new WebSocket(`${rig.ws}/ws/stock_data`));
  const texts = others.map((socket) => {
    const got: string[] = [];
    socket.onmessage = ({ data }) => got.push(String(data));
    return got;
  });
  await until("the others", () => texts.every((got) => got.length === 1));
  let isShared = false;
  while (statsOf(0).conflated <= 2 * SYMBOLS) {
    emitRound();
    isShared ||= sharing().every(Boolean);
    await until("the others have read", () => {
      return rig.emitter.clients().every(({ bufferedBytes }, i) => i === 0 || bufferedBytes === 0);
    });
  }
  expect(isShared).toBe(true);
  const slow = statsOf(0);
  expect(slow).toMatchObject({ sharesFrames: false, isBackedUp: true, pending: SYMBOLS });
  sumsUp(slow);
  expect(slow.offered).toBe(rounds * SYMBOLS);
  const offered = (rounds - alone) * SYMBOLS;
  const unaffected = { sharesFrames: true, offered, delivered: offered, conflated: 0, pending: 0 };
  for (const stats of rig.emitter.clients().slice(1)) expect(stats).toMatchObject(unaffected);
  await until("every frame at the others", () => {
    return texts.every((got) => got.length === rounds - alone + 1);
  });
  const hashes = texts.map((got) => got.map((text) => Bun.hash(text)));
  for (const one of hashes) expect(one).toEqual(hashes[0]!);

  stalled.resume();
  await until("the catch-up", () => statsOf(0).pending === 0 && statsOf(0).bufferedBytes === 0);
  emit("BACK");
  expect(statsOf(0).sharesFrames).toBe(true);
  emit("SHARED");
  const done = statsOf(0);
  expect(done.offered).toBe(rounds * SYMBOLS + 2);
  sumsUp(done);
  const text = () => Buffer.concat(stalled.chunks).toString("latin1");
  await until("what is shared", () => text().includes('"ticker":"SHARED"'));
  for (const symbol of ["BACK", "SHARED"]) {
    expect(text().split(`"ticker":"${symbol}"`).length - 1).toBe(1);
  }
  for (const socket of others) socket.close();
  stalled.close();
  await until("their removal", () => rig.emitter.clients().length === 0);
}, 20_000);

test("who wants less leaves, and who wants everything again comes back", async () => {
  rig = await startRig();
  const [all, some] = [await connect(), await connect()];
  emit("A");
  const changes = [
    { action: "subscribe", universe: ["B"] },
    { action: "subscribe", universe: "all" },
    { action: "filters", filters: { highlow: { min_count: 99 } } },
    { action: "filters", filters: {} },
  ];
  for (const [i, change] of changes.entries()) {
    const answers = () => rig.emitter.clients()[1]!.received;
    some.send(change);
    await until("the change", () => answers() === i + 1);
    emit("A");
    emit("B");
  }
  await until("all frames", () => [all, some].every((client) => client.frames().length === 10));
  const rows = (client: WsClient) => told(client).map((one) => one.split(": ")[1]);
  expect(rows(all)).toEqual(["A", ..."ABABABAB"]);
  expect(rows(some)).toEqual(["A", "", "B", "A", "B", "", "", "A", "B"]);
  expect(told(some).map((one) => Number.parseInt(one, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(statsOf(1)).toMatchObject({
    sharesFrames: true,
    offered: 9,
    delivered: 6,
    filteredUniverse: 1,
    filteredFilters: 2,
  });
});

test("who comes back joins without a hole and without a repeat", async () => {
  rig = await startRig();
  const witness = await connect();
  const left = await connect();
  emit("A");
  emit("B");
  await left.next("stock_data", 3);
  await left.close();
  await until("its removal", () => rig.emitter.clients().length === 1);
  emit("C");
  rig.view.push(
    sessionSlot({ ...rig.view.parts("S"), epochUs: TEN_O_CLOCK_US, date: 20_298, status: "PRE" }),
  );
  const started = { ...rig.view.parts("S"), epochUs: TEN_O_CLOCK_US + 1.8e9, date: 20_298 };
  rig.view.push(sessionSlot({ ...started, status: "REGULAR" }));
  rig.emitter.emitNow();
  emit("D");
  const { epoch, seq } = left.envelopes.at(-1)!;
  const back = await connect(`/ws?epoch=${epoch}&seq=${seq}`);
  for (const symbol of ["E", "F", "G"]) emit(symbol);
  expect(sharing()).toEqual([true, true]);
  // a joiner's own greeting carries the rows of the lists, not a frame's number again
  await until("all", () => [witness, back].every((one) => one.envelopes.at(-1)!.seq === 8));
  const numbered = (client: WsClient, from: number) => {
    const news = client.envelopes.filter(({ event }) => !/status_update|resume/.test(event));
    return news.filter((one) => one.seq > from).map((one) => `${one.event} ${one.seq}`);
  };
  const missed = ["stock_data 3", "session_reset 4", "stock_data 4", "stock_data 5"];
  const later = ["stock_data 6", "stock_data 7", "stock_data 8"];
  expect(numbered(witness, 2)).toEqual([...missed, ...later]);
  // the emission of the reset was without rows: a frame of activity alone, which nobody replays
  expect(numbered(back, 2)).toEqual([...missed.filter((one) => one !== "stock_data 4"), ...later]);
});

test("who closes in the turn of an emission takes nobody along", async () => {
  rig = await startRig();
  const clients = [await connect(), await connect(), await connect()];
  emit("A");
  await clients[1]!.next("stock_data", 2);
  const closing = clients[1]!.close();
  for (let i = 0; i < 40; i++) emit("B");
  await closing;
  await until("its removal", () => rig.emitter.clients().length === 2);
  emit("C");
  for (const client of [clients[0]!, clients[2]!]) {
    await client.next("stock_data", 43);
    expect(told(client).at(-1)).toBe("42: C");
  }
  for (const stats of rig.emitter.clients()) expect(stats.delivered).toBe(42);
  const gone = rig.emitter.departedClients();
  expect(gone.offered).toBe(gone.delivered);
  expect(rig.view.ledger.row(STAGE_SEND).out).toBe(84 + gone.delivered);
});

test("an answer keeps its place among shared frames of the same turn", async () => {
  rig = await startRig();
  const client = await connect();
  emit("A");
  emit("B");
  client.send({ action: "ping" });
  await until("the ping", () => statsOf(0).received === 1);
  emit("C");
  await until("all", () => client.frames().length === 4);
  const seqs = client.envelopes.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(client.envelopes.find(({ event }) => event === "pong")?.seq).toBe(2);
});
