/** The dashboard when its engine or its network goes away: it says so, comes back, and tells of the gap. */
import { afterAll, beforeAll, expect } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { RunningEngine } from "../../app/engine-process.ts";
import { hasBrowser, browserTest as test } from "../testing/browser-test.ts";
import { launchChromium } from "../testing/chromium.ts";
import { openDashboard, rowsOf } from "../testing/dashboard-page.ts";
import { Relay } from "../testing/relay.ts";

const WAIT = { timeout: 20_000 };
/** From the moment at which the engine listens again. */
const RECOVERY_MS_MAX = 5000;

let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  browser = await launchChromium();
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

test("an engine that is killed and started again is found within 5 s, and the gap is shown", async () => {
  const first = await RunningEngine.start([]);
  const { port } = new URL(first.url);
  const { page } = await openDashboard(browser, first.url);
  await rowsOf(page, "Highs").first().waitFor(WAIT);
  process.kill(first.pid, "SIGKILL");
  await page.locator("#connection[data-state=lost]").waitFor(WAIT);
  await page.getByText(/^Disconnected from the engine.*The data shown is from/).waitFor(WAIT);
  // What was there is still there, and does not look fresh.
  expect(await rowsOf(page, "Highs").count()).toBeGreaterThan(0);
  expect(await page.locator("body[data-stale]").count()).toBe(1);
  await first.stop("SIGTERM");
  const second = await RunningEngine.start(["--port", port]);
  const listeningLocalMs = performance.now();
  try {
    await page.locator("#connection[data-state=live]").waitFor(WAIT);
    await page
      .getByText(/Reconnected after .*, with a gap: the engine was restarted/)
      .waitFor(WAIT);
    expect(performance.now() - listeningLocalMs).toBeLessThan(RECOVERY_MS_MAX);
    await rowsOf(page, "Highs").first().waitFor(WAIT);
    expect(await page.locator("body[data-stale]").count()).toBe(0);
  } finally {
    await page.close();
    await second.stop("SIGTERM");
  }
}, 90_000);

test("a network that breaks loses nothing: missed frames are replayed, and the page says so", async () => {
  const engine = await RunningEngine.start(["--cadence", "200"]);
  const relay = await Relay.start(engine.url);
  const { page } = await openDashboard(browser, `http://${relay.host}`);
  try {
    await rowsOf(page, "Highs").first().waitFor(WAIT);
    relay.cut();
    await page.locator("#connection[data-state=lost]").waitFor(WAIT);
    const missedFrom = await feedSeq(engine);
    while ((await feedSeq(engine)) < missedFrom + 3) await Bun.sleep(20);
    relay.isOpen = true;
    const told = page.getByText(
      /Reconnected after .*: \d+ missed frames replayed, nothing is missing/,
    );
    await told.waitFor(WAIT);
    await page.locator("#connection[data-state=live]").waitFor(WAIT);
    await page.getByRole("button", { name: "dismiss" }).click();
    expect(await told.count()).toBe(0);
  } finally {
    await page.close();
    relay.stop();
    await engine.stop("SIGTERM");
  }
}, 90_000);

async function feedSeq(engine: RunningEngine): Promise<number> {
  return (await engine.get<{ feed: { seq: number } }>("/api/status")).feed.seq;
}

test("an engine whose feed is away says so, on every view, and shows nothing as live", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tickscope-dashboard-"));
  const config = join(folder, "config.json");
  // Port 9 (discard) of this machine: nobody listens.
  await Bun.write(config, JSON.stringify({ synthetic: { url: "ws://127.0.0.1:9" } }));
  const engine = await RunningEngine.start(["--config", config]);
  const { page, problems } = await openDashboard(browser, engine.url);
  try {
    await page.locator("#connection[data-state=unfed]").waitFor(WAIT);
    await page.getByText("its feed is disconnected").waitFor(WAIT);
    expect(await page.locator("#breadth-text").innerText()).toBe("none yet");
    expect(problems).toEqual([]);
    await page.evaluate(`location.hash = "#/symbol/AAPL"`);
    await page.getByText('symbol "AAPL" was never seen.').waitFor(WAIT);
    await page.getByText("This symbol is unknown.").waitFor(WAIT);
    await page.evaluate(`location.hash = "#/performance"`);
    await page.locator("#latency-table .empty").waitFor(WAIT);
    await page.locator("#latency-chart .plot-empty").waitFor(WAIT);
  } finally {
    await page.close();
    await engine.stop("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
