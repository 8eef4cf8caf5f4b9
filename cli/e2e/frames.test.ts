/**
 * What real clients receive from a real engine, frame by frame against the contract. Four seconds by
 * default; `FRAMES_SECONDS=60 bun test cli/e2e/frames.test.ts` is the long form.
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { io as io4 } from "socket.io-client";
import { io as io3 } from "socket.io-client-3";
import type { LedgerSnapshot } from "#engine";
import { createValidator } from "#schemas";
import { RunningEngine } from "../../app/engine-process.ts";
import { isAllowed, mutationsOf, namedAt } from "../../schemas/contract/contract-mutations.ts";

const SECONDS = Number(process.env.FRAMES_SECONDS ?? 4);
const strict = createValidator({ mode: "strict" });
const LISTS = ["highs", "lows", "trending.up", "trending.down", "surging.up", "surging.down"];

let engine: RunningEngine;
beforeAll(async () => {
  engine = await RunningEngine.start(["--cadence", "100"]);
}, 60_000);
afterAll(async () => {
  await engine?.stop("SIGTERM");
}, 60_000);

/** What a client has seen. */
class Seen {
  readonly violations: unknown[] = [];
  readonly lists: Set<string> = new Set();
  readonly ids: Set<string> = new Set();
  frames = 0;
  repeated = 0;
  statuses = 0;

  take(event: string, data: unknown): void {
    if (event === "status_update") this.statuses += 1;
    if (event === "stock_data") this.#lists(data as Record<string, unknown>);
    const verdict = strict.validate(event as "stock_data", data);
    if (!verdict.compliant) this.violations.push({ event, ...verdict.violations[0] });
  }

  #lists(data: Record<string, unknown>): void {
    this.frames += 1;
    for (const path of LISTS) {
      const list = path.split(".").reduce<unknown>((at, key) => (at as never)[key], data);
      for (const item of list as { event_id: string }[]) {
        this.lists.add(path);
        if (this.ids.has(item.event_id)) this.repeated += 1;
        this.ids.add(item.event_id);
      }
    }
  }
}

async function complete(seen: Seen): Promise<void> {
  const untilMs = performance.now() + SECONDS * 1000;
  while (performance.now() < untilMs || seen.lists.size < LISTS.length) await Bun.sleep(20);
}

function check(seen: Seen): void {
  expect(seen.violations).toEqual([]);
  expect(seen.frames).toBeGreaterThan(SECONDS * 5);
  expect(seen.statuses).toBeGreaterThan(SECONDS / 2 - 1);
  expect([...seen.lists].toSorted()).toEqual(LISTS.toSorted());
}

test(
  "on /ws every frame validates strictly, sequences have no gap, no event comes twice",
  async () => {
    const seen = new Seen();
    const sequences: number[] = [];
    const client = new WebSocket(`${engine.url.replace("http", "ws")}/ws`);
    client.onmessage = ({ data }) => {
      const message = JSON.parse(String(data));
      sequences.push(message.seq);
      seen.take(message.event, message.data);
    };
    await complete(seen);
    client.close();
    check(seen);
    expect(seen.repeated).toBe(0);
    // Frames with rows take the next number; what else is sent repeats the newest.
    const numbers = [...new Set(sequences)];
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect(numbers).toEqual(numbers.map((_, i) => sequences[0]! + i));
  },
  (SECONDS + 30) * 1000,
);

test.each([
  ["3.1.0", io3],
  ["4.x", io4],
])(
  "on /socket.io/ with client %s every frame validates strictly",
  async (_, dial) => {
    const seen = new Seen();
    const socket = dial(engine.url, { transports: ["websocket"], forceNew: true });
    socket.on("stock_data", (data: unknown) => seen.take("stock_data", data));
    socket.on("status_update", (data: unknown) => seen.take("status_update", data));
    await complete(seen);
    socket.disconnect();
    check(seen);
  },
  (SECONDS + 30) * 1000,
);

test("/api/ledger under load names every stage, and nothing is out of balance", async () => {
  const ledger = await engine.get<LedgerSnapshot>("/api/ledger");
  expect(ledger.stages.map(({ stage }) => stage)).toEqual([
    "source",
    "decode",
    "normalise",
    "ring",
    "route",
    "channel",
    "detect",
    "event-ring",
    "queue",
    "frame",
    "send",
    "client",
  ]);
  expect(ledger.residual).toBe(0);
  for (const stage of ledger.stages) expect(stage.in).toBeGreaterThan(0);
});

/** The first rows of a list: every kind of row in one frame, few enough to break each field of each. */
function fewRows(list: unknown): unknown {
  return (list as unknown[]).slice(0, 1);
}

test("strict mode refuses a received frame in which any one field was broken, and names it", async () => {
  const frames: Record<string, Record<string, never>>[] = [];
  const socket = new WebSocket(`${engine.url.replace("http", "ws")}/ws/stock_data`);
  socket.onmessage = ({ data }) => frames.push(JSON.parse(String(data)));
  const rowOf = (path: string) => {
    const lists = frames.map((frame) =>
      path.split(".").reduce<unknown>((at, k) => (at as never)[k], frame),
    );
    return lists.find((list) => (list as unknown[]).length > 0);
  };
  while (LISTS.some((path) => rowOf(path) === undefined)) await Bun.sleep(20);
  socket.close();
  const [highs, lows, up, down, surgeUp, surgeDown] = LISTS.map((path) => fewRows(rowOf(path)));
  const { activity } = frames[0]!;
  const frame = {
    highs,
    lows,
    trending: { up, down },
    surging: { up: surgeUp, down: surgeDown },
    activity,
  };
  expect(strict.validate("stock_data", frame).violations).toEqual([]);
  let broken = 0;
  for (const { path, what, value } of mutationsOf(frame)) {
    if (isAllowed("stock_data", path, what)) continue;
    broken += 1;
    const { violations } = strict.validate("stock_data", value);
    const named = namedAt(path, what);
    const found = violations.find(
      (each) => each.path === named || each.path.startsWith(`${named}.`),
    );
    const { expected = "", actual = "", section = "" } = found ?? {};
    const isSaid = [expected, actual, section].every((text) => text !== "");
    expect([path, what, isSaid]).toEqual([path, what, true]);
  }
  expect(broken).toBeGreaterThan(1000);
}, 60_000);
