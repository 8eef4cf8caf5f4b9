/** What a start installs, and when: against a registry of two packages on this machine. */
import { afterAll, beforeEach, expect, spyOn, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled } from "./install.ts";

const folder = mkdtempSync(join(tmpdir(), "tickscope-install-"));
const root = join(folder, "root");
const printed = spyOn(console, "error").mockImplementation(() => undefined);
/** Requests that reached the registry. */
let requests = 0;
let isReachable = true;
const registry = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: ({ url }) => {
    requests += 1;
    if (!isReachable) return new Response("", { status: 404 });
    const { pathname, origin } = new URL(url);
    if (pathname.endsWith(".tgz")) return new Response(Bun.file(join(folder, pathname)));
    const name = pathname.slice(1);
    const tarball = `${origin}/${name}.tgz`;
    const versions = { "1.0.0": { name, version: "1.0.0", dist: { tarball } } };
    return Response.json({ name, "dist-tags": { latest: "1.0.0" }, versions });
  },
});
process.env.BUN_CONFIG_REGISTRY = registry.url.href;
process.env.BUN_INSTALL_CACHE_DIR = join(folder, "cache");

afterAll(() => {
  printed.mockRestore();
  delete process.env.BUN_CONFIG_REGISTRY;
  delete process.env.BUN_INSTALL_CACHE_DIR;
  void registry.stop(true);
  rmSync(folder, { recursive: true });
});

for (const name of ["alpha", "beta"]) {
  mkdirSync(join(folder, name, "package"), { recursive: true });
  const manifest = JSON.stringify({ name, version: "1.0.0" });
  writeFileSync(join(folder, name, "package/package.json"), manifest);
  Bun.spawnSync(["tar", "czf", `../${name}.tgz`, "package"], { cwd: join(folder, name) });
}
mkdirSync(root);
const pins = { dependencies: { alpha: "1.0.0" }, devDependencies: { beta: "1.0.0" } };
writeFileSync(join(root, "package.json"), JSON.stringify({ name: "tree", ...pins }));
await Bun.spawn([process.execPath, "install", "--save-text-lockfile"], {
  cwd: root,
  env: process.env,
}).exited;

const installed = () =>
  [...new Bun.Glob("*").scanSync({ cwd: join(root, "node_modules"), onlyFiles: false })].sort();
const lines = () => printed.mock.calls.map(([line]) => line);

beforeEach(() => {
  rmSync(join(root, "node_modules"), { recursive: true, force: true });
  rmSync(join(folder, "cache"), { recursive: true, force: true });
  printed.mockClear();
  requests = 0;
});

/** A start whose registry cannot be reached. */
async function offline(scope: "production" | "all"): Promise<number> {
  isReachable = false;
  const exitCode = await ensureInstalled(scope, root);
  isReachable = true;
  return exitCode;
}

test("a fresh clone gets the packages of the engine, once, and one line says so", async () => {
  expect(await ensureInstalled("production", root)).toBe(0);
  expect(installed()).toEqual(["alpha"]);
  expect(lines()).toEqual([
    "1 package is missing: installing what bun.lock pins for the engine alone ...",
  ]);
  requests = 0;
  expect(await ensureInstalled("production", root)).toBe(0);
  expect(await offline("production")).toBe(0);
  expect([requests, lines().length]).toEqual([0, 1]);
});

test("development needs the rest, and what it installed serves the engine", async () => {
  await ensureInstalled("production", root);
  expect(await ensureInstalled("all", root)).toBe(0);
  expect(installed()).toEqual(["alpha", "beta"]);
  expect(lines()[1]).toContain("pins for development");
  expect(await offline("production")).toBe(0);
});

test("a checkout for development is completed as a whole", async () => {
  await ensureInstalled("all", root);
  rmSync(join(root, "node_modules/alpha"), { recursive: true });
  expect(await ensureInstalled("production", root)).toBe(0);
  expect(installed()).toEqual(["alpha", "beta"]);
  expect(lines()[1]).toContain(
    "1 package is missing: installing what bun.lock pins for development",
  );
});

test("another version than the pinned one is missing", async () => {
  await ensureInstalled("production", root);
  const path = join(root, "node_modules/alpha/package.json");
  rmSync(path);
  writeFileSync(path, '{"name":"alpha","version":"0.9.0"}');
  await ensureInstalled("production", root);
  expect(await Bun.file(path).json()).toMatchObject({ version: "1.0.0" });
});

test("without a network: complete packages are enough, a missing one is an error", async () => {
  expect(await offline("production")).toBe(1);
  expect(lines().at(-1)).toStartWith("bun install failed: error: ");
  await ensureInstalled("production", root);
  rmSync(join(root, "node_modules/.tickscope-installed"));
  printed.mockClear();
  expect(await offline("production")).toBe(0);
  expect(lines()).toEqual([]);
  expect(existsSync(join(root, "node_modules/alpha"))).toBe(true);
});
