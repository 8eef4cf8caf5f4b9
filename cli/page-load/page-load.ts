/**
 * The dashboard under load: an engine that makes about 500 events a second, a frame every 100 ms, and a
 * page of a real browser that shows them. Engine, browser and page are this run's own.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { RunningEngine } from "#app";
import { launchChromium } from "../testing/chromium.ts";
import {
  type FrameFigures,
  frameFigures,
  type MemoryLook,
  slopePerMinute,
} from "./page-figures.ts";
import { PageMeter, type PageWork } from "./page-meter.ts";

/**
 * With the detectors' smallest steps and no cooldown, 12,000 records a second make about 600 events
 * in the first minutes; extremes of a session become rarer.
 */
const CONFIG = {
  synthetic: { symbols: 3000, ticksPerSecond: 12_000, preRollSeconds: 30 },
  detectors: { highLow: { minPercent: 0.001, minChange: 0.01, cooldownSeconds: 0 } },
};
const CADENCE_MS = 100;
/** The engine catches up with its pre-roll, the page with its first rows. */
const SETTLE_MS = 5000;
const LOOK_EVERY_MS = 10_000;

export interface PageLoadResult {
  seconds: number;
  /** Rows and messages that the engine delivered to this page, per second. */
  eventsPerSecond: number;
  messagesPerSecond: number;
  pictures: FrameFigures;
  /** Tasks of more than 50 ms on the page's thread. */
  longTasks: { count: number; totalMs: number; maxMs: number };
  /** Share of the time that the page's main thread worked, and with what. */
  work: PageWork;
  memory: {
    looks: MemoryLook[];
    heapBytesPerMinute: number;
    nodesPerMinute: number;
  };
  /** Errors and warnings of the page's console. */
  problems: string[];
}

export interface PageLoadOptions {
  /** How long it is measured, after it has settled. */
  seconds: number;
  /** View to measure, such as `market`. */
  view: string;
  onLook: (look: MemoryLook) => void;
}

/** Runs it to its end. Throws when engine or browser do not start. */
export async function loadPage(options: PageLoadOptions): Promise<PageLoadResult> {
  const folder = await mkdtemp(join(tmpdir(), "tickscope-page-load-"));
  const config = join(folder, "config.json");
  await Bun.write(config, JSON.stringify(CONFIG));
  const flags = ["--config", config, "--cadence", String(CADENCE_MS)];
  const bound = ["--duration", String(Math.ceil(options.seconds) + 120)];
  const engine = await RunningEngine.start([...flags, ...bound]);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    return await measured(page, engine, options);
  } finally {
    await browser.close();
    await engine.stop("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(
  page: Page,
  engine: RunningEngine,
  { seconds, view, onLook }: PageLoadOptions,
): Promise<PageLoadResult> {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  const meter = await PageMeter.prepare(page);
  await page.goto(`${engine.url}/#/${view}`);
  await page.locator("#connection[data-state=live]").waitFor();
  await Bun.sleep(SETTLE_MS);
  const looks = [await meter.memory()];
  await meter.take();
  const before = await delivered(engine);
  const workBefore = await meter.work();
  const intervalsMs: number[] = [];
  const longTasksMs: number[] = [];
  const endLocalMs = performance.now() + seconds * 1000;
  while (performance.now() < endLocalMs) {
    await Bun.sleep(Math.max(0, Math.min(LOOK_EVERY_MS, endLocalMs - performance.now())));
    // First the page's own figures, then the collection, whose pause is not measured.
    const taken = await meter.take();
    intervalsMs.push(...taken.intervalsMs);
    longTasksMs.push(...taken.longTasksMs);
    const look = await meter.memory();
    await meter.take();
    looks.push(look);
    onLook(look);
  }
  const after = await delivered(engine);
  const workAfter = await meter.work();
  const elapsed = (after.epochMs - before.epochMs) / 1000;
  return {
    seconds: elapsed,
    eventsPerSecond: (after.rows - before.rows) / elapsed,
    messagesPerSecond: (after.messages - before.messages) / elapsed,
    pictures: frameFigures(intervalsMs),
    longTasks: {
      count: longTasksMs.length,
      totalMs: longTasksMs.reduce((sum, ms) => sum + ms, 0),
      maxMs: Math.max(0, ...longTasksMs),
    },
    work: {
      all: (workAfter.all - workBefore.all) / elapsed,
      script: (workAfter.script - workBefore.script) / elapsed,
      style: (workAfter.style - workBefore.style) / elapsed,
      layout: (workAfter.layout - workBefore.layout) / elapsed,
    },
    memory: {
      looks,
      heapBytesPerMinute: slopePerMinute(looks, ({ heapBytes }) => heapBytes),
      nodesPerMinute: slopePerMinute(looks, ({ nodes }) => nodes),
    },
    problems,
  };
}

interface Delivered {
  epochMs: number;
  rows: number;
  messages: number;
}

/** What this engine's clients, here one page, have got so far. */
async function delivered(engine: RunningEngine): Promise<Delivered> {
  const { clients } = await engine.get<{ clients: { delivered: number; messages: number }[] }>(
    "/api/status",
  );
  const sum = (of: "delivered" | "messages") => clients.reduce((all, one) => all + one[of], 0);
  return { epochMs: Date.now(), rows: sum("delivered"), messages: sum("messages") };
}
