import { expect, test } from "bun:test";
import { distanceOf, select, type TestFile } from "./selection.ts";

function file(path: string, change: Partial<TestFile> = {}): TestFile {
  return { path, text: "", ms: 10, startsProcesses: false, ...change };
}

test.each([
  ["itself", "engine/route/surge.test.ts", 0],
  ["its module", "engine/route/surge.ts", 1],
  ["the cases of its module", "engine/route/surge.cases.ts", 1],
  ["what it imports from its folder", "engine/route/window.ts", 2],
  ["another file of its folder", "engine/route/trend.ts", 3],
  ["a document of its folder", "engine/route/README.md", undefined],
  ["a file of a folder within", "engine/route/deep/surge.ts", undefined],
  ["a file of the folder above", "engine/surge.ts", undefined],
])("how near a test is to %s", (_, changed, distance) => {
  const text = `import { Window } from "./window.ts";`;
  expect(distanceOf(file("engine/route/surge.test.ts", { text }), [changed])).toBe(distance);
});

test("the nearest of several changes counts", () => {
  expect(distanceOf(file("a/x.test.ts"), ["a/y.ts", "b/x.ts", "a/x.ts"])).toBe(1);
  expect(distanceOf(file("a/x.test.ts"), [])).toBeUndefined();
});

test("the nearest first, then the fastest, as many as the time allows", () => {
  const tests = [
    file("a/far.test.ts", { ms: 30 }),
    file("a/fast.test.ts", { ms: 20 }),
    file("a/x.test.ts", { ms: 60 }),
    file("b/other.test.ts"),
  ];
  expect(select(tests, ["a/x.ts"], 100)).toEqual({
    run: ["a/x.test.ts", "a/fast.test.ts"],
    leftOut: ["a/far.test.ts"],
  });
  expect(select(tests, ["a/x.ts"], 110).leftOut).toEqual([]);
});

test.each([
  ["starts processes", { startsProcesses: true }],
  ["takes seconds", { ms: 3000 }],
])("a test that %s runs when it or its module changed, and no other time", (_, change) => {
  const tests = [file("a/x.test.ts", change)];
  expect(select(tests, ["a/x.ts"], 9000).run).toEqual(["a/x.test.ts"]);
  expect(select(tests, ["a/y.ts"], 9000)).toEqual({ run: [], leftOut: ["a/x.test.ts"] });
});
