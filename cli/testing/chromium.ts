/** A real browser for tests and `page-load`: Debian's chromium, another one, or that of CHROMIUM_PATH. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How a user gets one. */
export const REMEDY = "apt-get install chromium, or set CHROMIUM_PATH";

/** Path of the browser; null when this machine has none. */
export function chromiumPath(): string | null {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH !== undefined) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : null;
  return NAMES.map((name) => Bun.which(name)).find((path) => path !== null) ?? null;
}

/** A browser with a profile of its own; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const path = chromiumPath();
  if (path === null) {
    const place = process.env.CHROMIUM_PATH ?? `the names ${NAMES.join(", ")}`;
    throw new Error(`no browser at ${place}: ${REMEDY}`);
  }
  return chromium.launch({ executablePath: path, args: FLAGS });
}
