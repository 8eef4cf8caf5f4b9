/**
 * The files that a diagnosis leaves: of this tree, of a copy whose frames break the contract, and of a
 * report full of hostile text. JSON and SARIF against their schemas, HTML in a real browser.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import type { Browser } from "playwright-core";
import { WorkCopy } from "#bench/grading/copies";
import { type Report, writeReport } from "#diagnosis";
import { brokenReport } from "../../diagnosis/reports/testing/example-reports.ts";
import { sarifProblems } from "../../diagnosis/reports/testing/sarif-schema.ts";
import schema from "../../schemas/diagnosis-report.schema.json" with { type: "json" };
import { browserTest, hasBrowser } from "../testing/browser-test.ts";
import { launchChromium } from "../testing/chromium.ts";

const ROOT = join(import.meta.dir, "../..");
const validate = new Ajv({ strict: false }).compile(schema);
const folder = mkdtempSync(join(tmpdir(), "tickscope-reports-"));
let browser: Browser;
/** Folders of the reports that were written, by what was diagnosed. */
const paths: Record<string, string> = {};

beforeAll(async () => {
  if (!hasBrowser) return;
  browser = await launchChromium();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
}, 60_000);

/** A copy of the repository with `text` before the first `mark` of a file. */
function edited(file: string, mark: string, text: string): WorkCopy {
  const copy = new WorkCopy(ROOT, false);
  const start = copy.read(file).indexOf(mark);
  if (start < 0) throw new Error(`Invariant: ${file} holds ${mark}`);
  const edit = { file, start, end: start, line: 1, lineEnd: 1, operator: "test" };
  copy.edit([{ ...edit, replacement: text }]);
  return copy;
}

/** Runs the diagnosis in `root` and returns the folder of its report. */
async function diagnosed(root: string, name: string): Promise<{ path: string; exitCode: number }> {
  const out = join(folder, name);
  const args = ["--no-suspects", "--duration", "2", "--out", out];
  const child = Bun.spawn([process.execPath, "cli/diagnose.ts", ...args], {
    cwd: root,
    stdout: "pipe",
    stderr: "inherit",
  });
  const text = await new Response(child.stdout).text();
  const [time = ""] = readdirSync(out);
  expect(text).toContain(`report: ${join(out, time)}`);
  return { path: join(out, time), exitCode: await child.exited };
}

const reportOf = (path: string): Promise<Report> => Bun.file(join(path, "report.json")).json();

const EXTRA_KEY = "data.highs[].extra_key";
const DRAWINGS = ["flow.dot", "flow.json", "flow.mmd", "flow.svg"];

/** The report of a folder, when all its forms are what they should be. */
async function checked(path: string, drawings: string[] = DRAWINGS): Promise<Report> {
  expect(readdirSync(path).sort()).toEqual([
    ...drawings,
    "report.html",
    "report.json",
    "report.md",
    "report.sarif",
  ]);
  const report = await reportOf(path);
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  const sarif = await Bun.file(join(path, "report.sarif")).json();
  expect(sarifProblems(sarif)).toEqual([]);
  expect(sarif.runs[0].results).toHaveLength(report.breakPoints.length);
  expect(await Bun.file(join(path, "report.md")).text()).toContain(report.verdict);
  return report;
}

/** What a browser makes of the page: nothing but its text, at a phone's width. */
async function shown(path: string): Promise<{ title: string; headings: string[]; text: string }> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const problems: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  const address = Bun.pathToFileURL(join(path, "report.html")).href;
  await page.goto(address);
  // Folded parts are part of the page.
  for (const details of await page.locator("details").all()) {
    await details.evaluate((element) => element.setAttribute("open", ""));
  }
  const headings = await page.getByRole("heading").allInnerTexts();
  const found = {
    title: await page.title(),
    headings,
    text: await page.locator("body").innerText(),
  };
  const images = await page.evaluate<number[]>("[...document.images].map((i) => i.naturalWidth)");
  const width = await page.evaluate<number>("document.documentElement.scrollWidth");
  await page.close();
  expect(problems).toEqual([]);
  expect(requests.filter((url) => !url.startsWith("data:"))).toEqual([address]);
  expect(width).toBe(360);
  // The map of the flow, when there is one, is drawn.
  expect(images).toHaveLength(Number(existsSync(join(path, "flow.svg"))));
  for (const imageWidth of images) expect(imageWidth).toBeGreaterThan(100);
  expect(found.text).not.toMatch(/\bundefined\b|\[object|\bNaN\b/);
  return found;
}

const SECTIONS = ["Findings", "Contract", "Ledger", "Errors", "Latency"];

describe("a healthy tree", () => {
  test("has no fault, with an engine of its own", async () => {
    const { path, exitCode } = await diagnosed(ROOT, "healthy");
    paths.healthy = path;
    const report = await checked(path);
    expect(report.breakPoints).toEqual([]);
    expect([exitCode, report.verdict]).toEqual([0, "healthy"]);
    expect(report.probes.run).toBeGreaterThan(50);
    expect(report.contract.compliant).toBe(report.contract.frames);
    expect(report.contract).toMatchObject({ rate: 1, lenient: { rate: 1, deviations: [] } });
    expect(report.contract.ambiguities.length).toBeGreaterThan(20);
    expect(report.ledger).toMatchObject({ residual: 0, isDrained: true });
  }, 60_000);

  browserTest("as a page", async () => {
    const { title, headings, text } = await shown(paths.healthy!);
    expect(title).toStartWith("Healthy");
    expect(headings).toEqual(expect.arrayContaining(["Healthy", ...SECTIONS]));
    expect(text).toContain("No fault.");
  });
});

describe("frames with a key too many", () => {
  test("are refused by the letter, passed by lenient mode", async () => {
    const file = "codec/frame/item-pieces.ts";
    const copy = edited(file, '"ticker":"', '"extra_key":1,');
    const { path, exitCode } = await diagnosed(copy.root, "broken");
    copy.remove();
    paths.broken = path;
    const { contract, breakPoints, fixes, verdict } = await checked(path);
    expect([exitCode, verdict]).toEqual([1, "degraded"]);
    expect(breakPoints[0]).toMatchObject({ rank: 1, file, stage: "frame" });
    expect(fixes.map(({ finding }) => finding).sort()).toEqual(breakPoints.map(({ rank }) => rank));
    expect(contract.rate).toBeLessThan(0.5);
    expect(contract.lenient.rate).toBe(1);
    expect(contract.lenient.deviations.map((each) => each.path)).toContain(EXTRA_KEY);
  }, 60_000);

  browserTest("as a page", async () => {
    const { breakPoints } = await reportOf(paths.broken!);
    const { headings, text } = await shown(paths.broken!);
    expect(headings.join("\n")).toContain(`${breakPoints[0]!.file}:${breakPoints[0]!.line}`);
    expect(text).toContain(EXTRA_KEY);
  });
});

describe("modules that the diagnosis itself needs", () => {
  test("cannot be loaded", async () => {
    const file = "schemas/config/config.ts";
    const copy = edited(file, "export function", 'throw new Error("not today");\n');
    const { path, exitCode } = await diagnosed(copy.root, "load");
    copy.remove();
    paths.load = path;
    const { breakPoints, fixes, verdict } = await checked(path, []);
    expect([exitCode, verdict, fixes.length]).toEqual([1, "broken", 1]);
    const evidence = [{ kind: "process" }];
    expect(breakPoints).toMatchObject([{ file, category: "start", evidence }]);
  }, 60_000);

  browserTest("as a page", async () => {
    const { breakPoints } = await reportOf(paths.load!);
    const { headings, text } = await shown(paths.load!);
    expect(headings.join("\n")).toContain(`${breakPoints[0]!.file}:${breakPoints[0]!.line}`);
    expect(text).toContain("not today");
  });
});

describe("a report full of hostile text", () => {
  test("is what its schemas ask for", async () => {
    paths.hostile = await writeReport(brokenReport(), join(folder, "hostile"));
    await checked(paths.hostile);
    const markup = await Bun.file(join(paths.hostile, "report.html")).text();
    expect(markup.match(/<(img(?! class="map")|script|b)[\s>]/g)).toBeNull();
  });

  browserTest("stays text as a page", async () => {
    const report = await reportOf(paths.hostile!);
    const { title, headings, text } = await shown(paths.hostile!);
    expect(title).toStartWith("Broken");
    expect(text).toContain(report.breakPoints[0]!.rootCause);
    expect(text).toContain(report.errors[0]!.sample);
    expect(headings).toEqual(
      expect.arrayContaining(["What to fix first", "Applied while the engine ran", ...SECTIONS]),
    );
  });
});
