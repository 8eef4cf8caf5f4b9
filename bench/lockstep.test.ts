import { expect, test } from "bun:test";
import { join } from "node:path";
import { lockstep, type Side } from "./lockstep.ts";

const TURNS = join(import.meta.dir, "turns.ts");

/** A process that measures `rounds` rounds and prints when each of them was. */
function rounds(count: number, ending = ""): Side {
  const script = `
    import { myTurn } from ${JSON.stringify(TURNS)};
    const spans = [];
    for (let i = 0; i < ${count}; i++) {
      await myTurn();
      const fromNs = performance.timeOrigin * 1e6 + Bun.nanoseconds();
      await Bun.sleep(2);
      spans.push([fromNs, performance.timeOrigin * 1e6 + Bun.nanoseconds()]);
    }
    ${ending}
    console.log(JSON.stringify({ spans }));
    process.exit();`;
  return { command: [process.execPath, "-e", script] };
}

interface Outcome {
  spans: [number, number][];
}

test("rounds are taken A B B A, and never two at once", async () => {
  const [a, b] = await lockstep<Outcome>(rounds(6), rounds(6));
  const spans = [
    ...a.spans.map((span) => ({ side: "A", span })),
    ...b.spans.map((span) => ({ side: "B", span })),
  ].sort((one, other) => one.span[0] - other.span[0]);
  expect(spans.map(({ side }) => side).join("")).toBe("ABBAABBAABBA");
  for (let i = 1; i < spans.length; i++) {
    expect(spans[i]!.span[0]).toBeGreaterThanOrEqual(spans[i - 1]!.span[1]);
  }
});

test("a side that knows no turns, or has fewer rounds, measures too", async () => {
  const plain: Side = { command: [process.execPath, "-e", 'console.log(`{"spans":[]}`)'] };
  const [a, b] = await lockstep<Outcome>(plain, rounds(3));
  expect([a.spans.length, b.spans.length]).toEqual([0, 3]);
  const [c, d] = await lockstep<Outcome>(rounds(4), rounds(1));
  expect([c.spans.length, d.spans.length]).toEqual([4, 1]);
});

test("a side that fails is named, and the other is ended", async () => {
  const failing = lockstep(rounds(3), rounds(2, "process.exit(3);"));
  await expect(failing).rejects.toThrow(/exited with code 3/);
});
