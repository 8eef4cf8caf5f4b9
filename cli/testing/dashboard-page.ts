/** The dashboard in a real browser, for tests: opens it and notes everything the browser complains of. */
import type { Browser, Locator, Page } from "playwright-core";

/** A page, and what went wrong on it. */
export interface OpenPage {
  readonly page: Page;
  /** Errors of scripts and of the console. */
  readonly problems: string[];
}

/** Opens `url`; the caller closes the page. */
export async function openDashboard(browser: Browser, url: string): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(url);
  return { page, problems };
}

/** Rows of the list with this heading. */
export function rowsOf(page: Page, heading: string): Locator {
  return page
    .locator("section", { has: page.getByRole("heading", { name: heading, exact: true }) })
    .locator("tbody tr:not(.empty, .gap)");
}

/** Everything a person can read on the page. */
export async function wordsOf(page: Page): Promise<string> {
  return page.locator("body").innerText();
}
