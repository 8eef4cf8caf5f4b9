/** The live page in a real browser, with a real engine behind it. Needs Debian's chromium. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { RunningEngine } from "./engine-process.ts";
import { launchChromium } from "./testing/chromium.ts";

const LISTS = ["Highs", "Lows", "Trending up", "Trending down", "Surging up", "Surging down"];

let engine: RunningEngine;
let browser: Browser;

beforeAll(async () => {
  engine = await RunningEngine.start([]);
  browser = await launchChromium();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await engine?.stop("SIGTERM");
}, 60_000);

async function open(problems: string[]): Promise<Page> {
  const page = await browser.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(engine.url);
  return page;
}

/** Rows of the list with this heading. */
function rowsOf(page: Page, heading: string) {
  return page
    .locator("section", { has: page.getByRole("heading", { name: heading, exact: true }) })
    .locator("tbody tr:not(.empty)");
}

test("every list has rows within 20 s, the gauge moves, and the residual is 0", async () => {
  const problems: string[] = [];
  const page = await open(problems);
  for (const heading of LISTS) {
    await rowsOf(page, heading).first().waitFor({ timeout: 20_000 });
  }
  await page.getByText("residual 0").waitFor({ timeout: 20_000 });
  const text = await page.locator("body").innerText();
  expect(text).toContain("REGULAR");
  expect(text).not.toMatch(/undefined|NaN|\bnull\b|\[object/);
  expect(problems).toEqual([]);
  await page.close();
});

test("a page that loses its engine says so", async () => {
  const lost = await RunningEngine.start([]);
  const page = await browser.newPage();
  await page.goto(lost.url);
  await rowsOf(page, "Highs").first().waitFor({ timeout: 20_000 });
  await lost.stop("SIGTERM");
  const isLive = async () => /^live$/m.test(await page.locator("body").innerText());
  while (await isLive()) await Bun.sleep(50);
  expect(await rowsOf(page, "Highs").count()).toBeGreaterThan(0);
  await page.close();
});
