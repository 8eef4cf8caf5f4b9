/** The dashboard's diagnosis of an engine with a fault in it: run, read, mend, roll back. */
import { afterAll, beforeAll, expect } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { RunningEngine } from "../../app/engine-process.ts";
import { hasBrowser, browserTest as test } from "../testing/browser-test.ts";
import { launchChromium } from "../testing/chromium.ts";
import { openDashboard, wordsOf } from "../testing/dashboard-page.ts";

const WAIT = { timeout: 20_000 };
/** A diagnosis runs every case. */
const DIAGNOSIS = { timeout: 70_000 };
const FAULT = join(import.meta.dir, "../../engine/testdata/throwing-detector.ts");

let directory: string | undefined;
let engine: RunningEngine;
let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  directory = await mkdtemp(join(tmpdir(), "tickscope-dashboard-"));
  const config = join(directory, "config.json");
  const detectors = [{ name: "throwing", module: FAULT }];
  await Bun.write(config, JSON.stringify({ plugins: { detectors } }));
  engine = await RunningEngine.start(["--config", config]);
  browser = await launchChromium();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await engine?.stop("SIGTERM");
  if (directory !== undefined) await rm(directory, { recursive: true, force: true });
}, 60_000);

test("a fault is seen on the map, named by the diagnosis, and remedies can be applied and taken back", async () => {
  const { page, problems } = await openDashboard(browser, `${engine.url}/#/pipeline/detect`);
  await page
    .locator('.stage[data-health="fault"], .stage[data-health="errors"]')
    .first()
    .waitFor(WAIT);
  await page.locator("#stage-parts", { hasText: "DETECTOR_THREW" }).waitFor(WAIT);

  await page.keyboard.press("3");
  await page.getByRole("button", { name: "run the diagnosis" }).click();
  await page.locator("#diagnosis-progress:not([hidden])").waitFor(WAIT);
  const verdict = page.locator(
    '.verdict[data-verdict="broken"], .verdict[data-verdict="degraded"]',
  );
  await verdict.waitFor(DIAGNOSIS);
  const first = await page.locator(".breaks > li").first().innerText();
  expect(first).toContain("engine/testdata/throwing-detector.ts:");
  expect(
    await page.locator(".breaks > li").first().locator(".evidence li").count(),
  ).toBeGreaterThan(0);
  expect(await page.locator("table[aria-label=Errors]").innerText()).toContain("DETECTOR_THREW");
  expect(await page.locator(".fixes > li").count()).toBeGreaterThan(0);

  const remedy = page.locator(".fixes > li", { hasText: "through the tick ring" }).last();
  await remedy.getByRole("button", { name: "apply" }).click();
  await remedy.getByRole("button", { name: "roll back" }).click({ timeout: 20_000 });
  await remedy.getByRole("button", { name: "apply" }).waitFor(WAIT);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "download the report" }).click();
  const report = await Bun.file(await (await download).path()).json();
  expect(report.breakPoints[0].file).toBe("engine/testdata/throwing-detector.ts");
  expect(await wordsOf(page)).not.toMatch(/undefined|NaN|\[object/);
  expect(problems).toEqual([]);
  await page.close();
}, 150_000);
