/** The views of the dashboard in a real browser, with a real engine behind them. Needs Debian's chromium. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { RunningEngine } from "../../app/engine-process.ts";
import { hasBrowser, browserTest as test } from "../testing/browser-test.ts";
import { launchChromium } from "../testing/chromium.ts";
import { openDashboard, rowsOf, wordsOf } from "../testing/dashboard-page.ts";

const LISTS = ["Highs", "Lows", "Trending up", "Trending down", "Surging up", "Surging down"];
const WAIT = { timeout: 20_000 };

/** Controls that have no name: neither a label nor words of their own. Runs in the page. */
const UNNAMED = `[...document.querySelectorAll("button, a, input, select, textarea, meter, progress")]
  .filter((element) => !element.hasAttribute("aria-label") && !(element.labels?.length > 0))
  .filter((element) => element.textContent.trim() === "").map((element) => element.outerHTML)`;

/** Event times of the highs, epoch seconds, top to bottom. Runs in the page. */
const HIGH_TIMES = `[...document.querySelectorAll("section[aria-label=Highs] tbody tr[data-at]")]
  .map((row) => Number(row.dataset.at))`;

/** Every row is of a chosen symbol. Runs in the page. */
const ONLY_CHOSEN = `[...document.querySelectorAll("#lists .ticker a")]
  .every((link) => /^(AAPL|MSFT)/.test(link.textContent))`;

/** Waits until an expression holds in the page, without the eval that the page's policy forbids. */
async function holds(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await Bun.sleep(20);
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}

let engine: RunningEngine;
let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  if (!hasBrowser) return;
  engine = await RunningEngine.start([]);
  browser = await launchChromium();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await engine?.stop("SIGTERM");
}, 60_000);

beforeEach(async () => {
  if (!hasBrowser) return;
  ({ page, problems } = await openDashboard(browser, engine.url));
}, 30_000);

afterEach(async () => {
  if (!hasBrowser) return;
  expect(await wordsOf(page)).not.toMatch(/undefined|NaN|\bnull\b|\[object|Infinity/);
  expect(problems).toEqual([]);
  await page.context().clearCookies();
  await page.close();
});

interface EdgeStatus {
  clients: { universe: "all" | number; hasFilters: boolean }[];
}

describe("market", () => {
  test("every list has rows, the gauge moves, and the age of the data is there", async () => {
    for (const heading of LISTS) await rowsOf(page, heading).first().waitFor(WAIT);
    await page.locator("#connection[data-state=live]").waitFor(WAIT);
    expect(await page.locator("#data-age").innerText()).toMatch(/^data [\d.]+ s old$/);
    expect(await page.locator("#breadth-text").innerText()).toMatch(/^\d+ % highs$/);
    expect(await wordsOf(page)).toContain("REGULAR");
    const headings = await page.locator("#lists table thead tr").allInnerTexts();
    expect(headings).toHaveLength(6);
    for (const heading of headings) expect(heading).toMatch(/ticker.*age/s);
  }, 60_000);

  test("newest on top, and no list grows without bound", async () => {
    // One look: rows move while they are asked one by one.
    const times = async () => (await page.evaluate(HIGH_TIMES)) as number[];
    const count = page.locator("section[aria-label=Highs] .count");
    await count.filter({ hasText: "100" }).waitFor(WAIT);
    const few = await times();
    expect(few.length).toBeLessThan(20);
    await page.locator("section[aria-label=Highs] .scroll").hover();
    await page.mouse.wheel(0, 600);
    await rowsOf(page, "Highs").nth(90).waitFor(WAIT);
    const seen = await times();
    expect(seen.length).toBeLessThanOrEqual(100);
    // An extreme may wait for its cooldown, so neighbours may be out of order; ends are not.
    expect(seen[0]).toBeGreaterThanOrEqual(seen.at(-1) ?? Number.POSITIVE_INFINITY);
  }, 60_000);

  test("universe and filters act at the engine, for this page, and can be cleared", async () => {
    await rowsOf(page, "Highs").first().waitFor(WAIT);
    await page.keyboard.press("/");
    await page.locator("#universe").fill("AAPL, MSFT");
    await page.locator("[name=min-volume]").fill("1");
    await page.getByText("the engine sends 2 selected").waitFor(WAIT);
    const known = async () => {
      const { clients } = await engine.get<EdgeStatus>("/api/status");
      return clients.some(({ universe, hasFilters }) => universe === 2 && hasFilters);
    };
    while (!(await known())) await Bun.sleep(20);
    await holds(page, ONLY_CHOSEN);
    await page.reload();
    await page.getByText("2 symbols, filtered").waitFor(WAIT);
    await page.keyboard.press("/");
    await page.getByRole("button", { name: "clear all" }).click();
    await page.getByText(/the engine sends all/).waitFor(WAIT);
    await rowsOf(page, "Highs").nth(5).waitFor(WAIT);
  }, 60_000);

  test("a list that is being read holds still; arrows move, Enter opens the symbol", async () => {
    await rowsOf(page, "Highs").nth(3).waitFor(WAIT);
    await page.locator("section[aria-label=Highs] .scroll").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const focused = page.locator(":focus");
    const [symbol = ""] = (await focused.innerText()).split(" ");
    await page.keyboard.press("Enter");
    await page.locator("#symbol-title", { hasText: symbol }).waitFor(WAIT);
    expect(new URL(page.url()).hash).toBe(`#/symbol/${encodeURIComponent(symbol)}`);
  }, 60_000);
});

test("symbol: chart, numbers of the session, events, and an explanation or why there is none", async () => {
  await rowsOf(page, "Highs").first().waitFor(WAIT);
  const symbol = (await rowsOf(page, "Highs").first().locator("a").getAttribute("title")) ?? "";
  await go(page, `#/symbol/${encodeURIComponent(symbol)}`);
  await page.locator("#symbol-facts dd").nth(5).waitFor(WAIT);
  await page.locator("#symbol-chart canvas").first().waitFor(WAIT);
  await page.locator("#symbol-events tbody tr").first().waitFor(WAIT);
  await page.locator("#symbol-explain", { hasNotText: "loading" }).waitFor(WAIT);
  expect((await page.locator("#symbol-explain").innerText()).length).toBeGreaterThan(10);
}, 60_000);

test("pipeline: twelve stages flow, residual 0, and a stage tells all it knows", async () => {
  await page.keyboard.press("2");
  await page.locator("#residual[data-state=live]").waitFor(WAIT);
  await page.locator('.stage[data-health="ok"]').nth(8).waitFor(WAIT);
  expect(await page.locator(".lane > li > .stage").count()).toBe(12);
  await page.locator(".stage", { hasText: "detect" }).first().click();
  await page.locator("#stage-parts h4", { hasText: "Counters" }).waitFor(WAIT);
  await page
    .locator("#stage-parts table[aria-label='Latency by thread'] tbody tr")
    .first()
    .waitFor(WAIT);
  await page
    .locator("#stage-parts table[aria-label='Sampled records'] tbody tr")
    .first()
    .waitFor(WAIT);
  expect(new URL(page.url()).hash).toBe("#/pipeline/detect");
  await go(page, "#/pipeline/ring");
  await page.getByRole("button", { name: /take \d+ records/ }).click();
  await page.locator("pre.tap", { hasText: /record|symbol/i }).waitFor(WAIT);
}, 60_000);

test("performance: charts have lines, the legend has values, the table has every stage", async () => {
  await page.keyboard.press("4");
  await page.locator("#latency-table tbody tr", { hasText: "normalise" }).waitFor(WAIT);
  await page.locator("#rates-chart canvas").waitFor(WAIT);
  await page
    .locator("#rates-chart .u-value", { hasText: /\d.*\/s/ })
    .first()
    .waitFor(WAIT);
  await page
    .locator("#latency-chart .u-value", { hasText: /(µs|ms|s)$/ })
    .first()
    .waitFor(WAIT);
  await page.locator("#baselines table tbody tr").first().waitFor(WAIT);
  expect(await page.locator("#baselines").innerText()).toMatch(/A: \w+, commit/);
}, 60_000);

test("keys, landmarks and names: the page can be used without a pointer", async () => {
  for (const [key, hash] of [
    ["2", "#/pipeline"],
    ["3", "#/diagnosis"],
    ["1", "#/market"],
  ] as const) {
    await page.keyboard.press(key);
    await holds(page, `location.hash === "${hash}"`);
    await page.locator("h2:focus").waitFor({ state: "attached" });
  }
  await page.keyboard.press("?");
  await page.locator("#help[open]").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await page.locator('#pause[aria-pressed="true"]').waitFor();
  await page.keyboard.press("p");
  const unnamed = await page.evaluate(UNNAMED);
  expect(unnamed).toEqual([]);
  for (const landmark of ["header", "nav", "main"]) {
    expect(await page.locator(landmark).count()).toBe(1);
  }
  expect(await page.locator("table:not(:has(th[scope]))").count()).toBe(0);
});

test.each([360, 768, 2200])(
  "nothing is cut off at %i pixels",
  async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await rowsOf(page, "Highs").first().waitFor(WAIT);
    for (const hash of ["#/market", "#/pipeline", "#/diagnosis", "#/performance"]) {
      await go(page, hash);
      const wide = Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"));
      expect(`${hash} ${Math.max(0, wide)}`).toBe(`${hash} 0`);
    }
  },
  60_000,
);
