import { expect, test } from "bun:test";
import { asSymbolId } from "#codec";
import { BUFFER_BYTES_MAX, Tap } from "./tap.ts";

interface Line {
  type: string;
  [name: string]: unknown;
}

function tapOf(perSecond: number, limit: number = Number.POSITIVE_INFINITY): Tap<number> {
  return new Tap<number>({
    stage: "ring",
    about: "numbers",
    form: { symbolIdOf: (n) => n % 3, fields: { n: (n) => n, text: () => "x".repeat(100) } },
    symbolId: asSymbolId(1),
    conditions: [(n) => n >= 4],
    perSecond,
    limit,
  });
}

async function linesOf(tap: Tap<number>): Promise<Line[]> {
  return (await tap.take())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

test("shows what matches, in order, as lines of JSON", async () => {
  const tap = tapOf(100);
  for (let n = 0; n < 11; n++) tap.offer(n);
  const [head, ...records] = await linesOf(tap);
  expect(head).toMatchObject({ type: "tap", stage: "ring", fields: ["n", "text"], limit: null });
  expect(records.map(({ type, n }) => [type, n])).toEqual([
    ["record", 4],
    ["record", 7],
    ["record", 10],
  ]);
});

test("sheds above its rate, says how many before the next record, and counts them", async () => {
  const tap = tapOf(2);
  for (let i = 0; i < 7; i++) tap.offer(4);
  tap.tick(performance.now() + 600); // one and a bit more tokens
  tap.offer(4);
  const lines = await linesOf(tap);
  expect(lines.map(({ type }) => type)).toEqual(["tap", "record", "record", "shed", "record"]);
  expect(lines[3]).toMatchObject({ rate: 5, slow: 0, missed: 0 });
  expect(tap.status).toMatchObject({ seen: 8, sent: 3, shed: { rate: 5 } });
});

test("a client that takes nothing bounds the buffer and is told what it lost", async () => {
  const tap = tapOf(1e6);
  while (tap.status.shed.slow < 10) tap.offer(4);
  const { sent, seen, bufferedBytes } = tap.status;
  expect(bufferedBytes).toBeLessThan(BUFFER_BYTES_MAX + 500);
  expect(sent + 10).toBe(seen);
  expect(await linesOf(tap)).toHaveLength(sent + 1);
  tap.offer(4);
  expect(await linesOf(tap)).toMatchObject([{ type: "shed", slow: 10 }, { type: "record" }]);
});

test("ends at its limit; what was shed and missed stands in the last line", async () => {
  const tap = tapOf(100, 2);
  tap.missed(9);
  for (let i = 0; i < 5; i++) tap.offer(7);
  expect(tap.isEnded).toBe(true);
  const lines = await linesOf(tap);
  expect(lines.map(({ type }) => type)).toEqual(["tap", "shed", "record", "record", "end"]);
  expect(lines.at(-1)).toMatchObject({ reason: "limit", seen: 2, sent: 2, shed: { missed: 9 } });
  expect(await tap.take()).toBe("");
});

test("a quiet tap shows that it lives, and a waiting client wakes", async () => {
  const tap = tapOf(1);
  await tap.take();
  const waiting = linesOf(tap);
  tap.tick(performance.now() + 1_000);
  tap.tick(performance.now() + 3_000);
  expect(await waiting).toMatchObject([{ type: "beat", seen: 0, sent: 0 }]);
  const end = linesOf(tap);
  tap.end("the engine is stopping");
  expect(await end).toMatchObject([{ type: "end", reason: "the engine is stopping" }]);
});
