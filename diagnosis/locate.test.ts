import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf, placeOf, placeOfStack, ROOT } from "./locate.ts";

function textOf(file: string, functionName: string): string {
  const range = linesOf(file, functionName)!;
  const lines = readFileSync(join(ROOT, file), "utf8").split("\n");
  return lines.slice(range.first - 1, range.last).join("\n");
}

test.each([
  ["engine/detect/router/breaker.ts", "allows", "allows(): boolean {", "return true;\n  }"],
  ["engine/detect/router/breaker.ts", "#isProbeDue", "#isProbeDue(): boolean {", "openMs;\n  }"],
  ["engine/detect/router/breaker.ts", "state", "get state()", "}"],
  ["engine/detect/router/breaker.ts", "constructor", "constructor(settings", "}"],
  ["engine/ring/ring-layout.ts", "claimAhead", "export function claimAhead", "}"],
  ["engine/ingest/files/csv-import.ts", "blocks", "async *blocks()", "}"],
  ["engine/ingest/files/csv-import.ts", "constructor", "private constructor(", "}"],
  ["engine/telemetry/stages.ts", "STAGES", "export const STAGES = [", "] as const;"],
])("finds %s %s from its first to its last line", (file, name, first, last) => {
  const text = textOf(file, name);
  expect(text.trimStart().startsWith(first)).toBe(true);
  expect(text.endsWith(last)).toBe(true);
});

test("a name that is not there has no lines, its file is still a place", () => {
  expect(linesOf("engine/detect/router/breaker.ts", "nothing")).toBeUndefined();
  expect(linesOf("no/such.ts", "allows")).toBeUndefined();
  expect(placeOf("engine/detect/router/breaker.ts", "nothing").line).toBe(0);
});

test("a stack's first line in the pipeline counts, not the instrument above it", () => {
  const stack = [
    "Error: no",
    `    at observe (${ROOT}/engine/detect/router/breaker.cases.ts:10:3)`,
    `    at route (${ROOT}/engine/detect/router/router.ts:99:7)`,
    `    at run (${ROOT}/engine/run/threads/detector-loop.ts:5:1)`,
  ].join("\n");
  expect(placeOfStack(stack)).toEqual({
    file: "engine/detect/router/router.ts",
    line: 99,
    functionName: "route",
  });
  expect(placeOfStack("Error\n    at x (/elsewhere/y.ts:1:1)")).toBeUndefined();
});
