import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "tickscope-browser-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a browser test on a machine without a browser. */
async function withoutBrowser(environment: Record<string, string>) {
  const helper = join(import.meta.dir, "browser-test.ts");
  const text = `import { browserTest } from ${JSON.stringify(helper)};
browserTest("needs a browser", () => { throw new Error("none"); });`;
  writeFileSync(join(folder, "needs-browser.test.ts"), text);
  const child = Bun.spawn([process.execPath, "test", folder], {
    stdout: "ignore",
    stderr: "pipe",
    env: {
      ...process.env,
      REQUIRE_BROWSER: "",
      CHROMIUM_PATH: join(folder, "none"),
      ...environment,
    },
  });
  return { output: await child.stderr.text(), exitCode: await child.exited };
}

test("without a browser they are skipped, and the reason is printed", async () => {
  const { output, exitCode } = await withoutBrowser({});
  expect(output).toContain("(skip) needs a browser");
  expect(output).toContain("skipped: browser tests, there is no Chromium: ");
  expect(exitCode).toBe(0);
});

test("where one is required they run, and fail", async () => {
  const { output, exitCode } = await withoutBrowser({ REQUIRE_BROWSER: "1" });
  expect(output).toContain("(fail) needs a browser");
  expect(output).not.toContain("skipped: ");
  expect(exitCode).toBe(1);
});
