import { expect, test } from "bun:test";
import type { StagedEdit } from "#bench/grading/copies";
import { healthyLoads } from "./healthy-control.ts";
import { pairsOf, sampled } from "./sampling.ts";

/** One huge file, and small ones in other stages. */
function candidates(): StagedEdit[] {
  const sizes = { "ring/a.ts": 300, "ring/b.ts": 5, "queue/a.ts": 40, "send/a.ts": 3 };
  return Object.entries(sizes).flatMap(([file, size]) =>
    Array.from({ length: size }, (_, i) => ({
      file,
      stage: file.split("/")[0]!,
      start: i,
      end: i + 1,
      replacement: "",
      line: i,
      lineEnd: i,
      operator: ["removed", "negated", "swapped"][i % 3]!,
    })),
  );
}

test("the same seed draws the same order, another seed another one, and nothing is left out", () => {
  const all = candidates();
  const first = [...sampled(all, 1)];
  expect([...sampled(all, 1)]).toEqual(first);
  expect([...sampled(all, 2)]).not.toEqual(first);
  expect(new Set(first)).toEqual(new Set(all));
  expect(first.length).toBe(all.length);
});

test("stages, files and operators come up evenly, however long the files are", () => {
  const drawn = [...sampled(candidates(), 7)].slice(0, 9);
  const countsOf = (nameOf: (edit: StagedEdit) => string) =>
    Object.values(Object.groupBy(drawn, nameOf)).map((group) => group?.length);
  expect(countsOf(({ stage }) => stage)).toEqual([3, 3, 3]);
  expect(countsOf(({ operator }) => operator)).toEqual([3, 3, 3]);
  expect(drawn.filter(({ file }) => file === "ring/b.ts").length).toBeGreaterThanOrEqual(1);
});

test("pairs join different stages and use each edit once", () => {
  const edits = [...sampled(candidates(), 3)].slice(0, 9);
  const pairs = pairsOf(edits, 3, 3);
  expect(pairs.length).toBe(3);
  for (const [a, b] of pairs) expect(a.stage).not.toBe(b.stage);
  expect(new Set(pairs.flat()).size).toBe(6);
  expect(pairsOf(edits, 3, 3)).toEqual(pairs);
  expect(pairsOf(edits.slice(0, 1), 3, 3)).toEqual([]);
});

test("pairs within one stage join different files", () => {
  const ring = candidates().filter(({ stage }) => stage === "ring");
  const [pair] = pairsOf(ring, 1, 1);
  expect(pair?.[0].file).not.toBe(pair?.[1].file);
});

test("healthy loads depend on the seed alone and differ from each other", () => {
  expect(healthyLoads(5, 1)).toEqual(healthyLoads(5, 1));
  expect(healthyLoads(5, 1)).not.toEqual(healthyLoads(5, 2));
  expect(new Set(healthyLoads(50, 1).map(({ seed }) => seed)).size).toBe(50);
  expect(healthyLoads(50, 1).some(({ environment }) => "TICKSCOPE_START" in environment)).toBe(
    true,
  );
});
