/** Measures an open page from inside (pictures, long tasks) and from outside (memory, after collections). */
import type { CDPSession, Page } from "playwright-core";
import type { MemoryLook } from "./page-figures.ts";

/** Runs in the page before its own scripts. Intervals are kept as numbers: an hour has 216,000. */
const METER = `
  window.meter = { intervals: [], longTasks: [] };
  let last;
  requestAnimationFrame(function picture(at) {
    if (last !== undefined) window.meter.intervals.push(at - last);
    last = at;
    requestAnimationFrame(picture);
  });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.meter.longTasks.push(duration);
  }).observe({ type: "longtask" });
`;

/** Seconds of work on the page's main thread since it was opened. */
export interface PageWork {
  all: number;
  script: number;
  style: number;
  layout: number;
}

/** What the page noted since the last take. */
interface Taken {
  intervalsMs: number[];
  longTasksMs: number[];
}

export class PageMeter {
  readonly #page: Page;
  readonly #protocol: CDPSession;
  readonly #startLocalMs: number = performance.now();

  private constructor(page: Page, protocol: CDPSession) {
    this.#page = page;
    this.#protocol = protocol;
  }

  /** Prepares a page that has not been opened yet. */
  static async prepare(page: Page): Promise<PageMeter> {
    const protocol = await page.context().newCDPSession(page);
    await protocol.send("Performance.enable");
    await page.addInitScript(METER);
    return new PageMeter(page, protocol);
  }

  /** What the page noted since the last call, which begins anew. */
  async take(): Promise<Taken> {
    return (await this.#page.evaluate(`(() => {
      const { intervals, longTasks } = window.meter;
      return { intervalsMs: intervals.splice(0), longTasksMs: longTasks.splice(0) };
    })()`)) as Taken;
  }

  async work(): Promise<PageWork> {
    const value = await this.#metrics();
    return {
      all: value("TaskDuration"),
      script: value("ScriptDuration"),
      style: value("RecalcStyleDuration"),
      layout: value("LayoutDuration"),
    };
  }

  async #metrics(): Promise<(name: string) => number> {
    const { metrics } = await this.#protocol.send("Performance.getMetrics");
    return (wanted) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  }

  /** Collects garbage and looks at what is left. The pause of the collection is not the page's. */
  async memory(): Promise<MemoryLook> {
    await this.#protocol.send("HeapProfiler.collectGarbage");
    const value = await this.#metrics();
    return {
      atSeconds: (performance.now() - this.#startLocalMs) / 1000,
      heapBytes: value("JSHeapUsedSize"),
      nodes: value("Nodes"),
      listeners: value("JSEventListeners"),
    };
  }
}
