/**
 * The short form of `bun run page-load`: that it measures what it says. How smooth the page is cannot be
 * asserted on a machine that does other work; that it never stands still, can.
 */
import { expect } from "bun:test";
import { browserTest as test } from "../testing/browser-test.ts";
import type { MemoryLook } from "./page-figures.ts";
import { loadPage } from "./page-load.ts";

test("hundreds of events a second are shown, and the page neither stalls nor complains", async () => {
  const seen: MemoryLook[] = [];
  const result = await loadPage({ seconds: 5, view: "market", onLook: (look) => seen.push(look) });
  expect(result.eventsPerSecond).toBeGreaterThan(100);
  expect(result.messagesPerSecond).toBeGreaterThan(2);
  expect(result.pictures.frames).toBeGreaterThan(20);
  expect(result.pictures.perSecond).toBeLessThan(61);
  expect(result.work.all).toBeGreaterThan(0);
  expect(result.work.all).toBeLessThanOrEqual(1.05);
  expect(result.memory.looks).toHaveLength(seen.length + 1);
  for (const { heapBytes, nodes } of seen) {
    // Six lists of at most 100 rows, and the other views: bounds that a leak would leave behind.
    expect(heapBytes).toBeLessThan(50e6);
    expect(nodes).toBeLessThan(20_000);
  }
  expect(result.problems).toEqual([]);
}, 120_000);
