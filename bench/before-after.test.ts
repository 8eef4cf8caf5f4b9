import { expect, test } from "bun:test";
import { beforeAfterMarkdown, compareFaults } from "./before-after.ts";

test("a broken before delivers nothing and names why; after, the same tape delivers", async () => {
  const results = await compareFaults(1, 20_000);
  expect(results.map(({ fault }) => fault)).toEqual(["F01", "F02"]);
  for (const { fault, before, after } of results) {
    expect([fault, before[0]!.deliveries]).toEqual([fault, 0]);
    expect(before[0]!.errorCodes.length).toBeGreaterThan(0);
    expect(after[0]!.deliveries).toBeGreaterThan(0);
    expect(after[0]!.errors).toBe(0);
    expect(after[0]!.residual).toBe(0);
  }
  expect(results[0]!.after[0]!.deliveries).toBe(results[1]!.after[0]!.deliveries);
  const markdown = beforeAfterMarkdown(results[1]!);
  expect(markdown).toContain("| rows delivered to the client | 0 |");
  expect(markdown).toContain("no delivery");
}, 120_000);
