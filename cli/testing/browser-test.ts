/**
 * Tests that need a browser. On a machine without Chromium they are skipped, and that is printed; where
 * REQUIRE_BROWSER=1 is set, as `.ci/run` does, they run and fail.
 */
import { test } from "bun:test";
import { chromiumPath, REMEDY } from "./chromium.ts";

/** False: browser tests are skipped, and need no engine and no browser. */
export const hasBrowser: boolean = chromiumPath() !== null || process.env.REQUIRE_BROWSER === "1";

/** `test`, skipped without a browser. */
export const browserTest: typeof test = hasBrowser ? test : (test.skipIf(true) as typeof test);

if (!hasBrowser) console.warn(`skipped: browser tests, there is no Chromium: ${REMEDY}`);
