/**
 * Installs what the commands need, when it is missing; `bun run engine` and the others call it first.
 *
 *   bun cli/install.ts [--production]   --production: without what only development needs
 *
 * Nothing is installed or printed while everything is there, so a start needs no network and no time. A fresh clone
 * gets the packages of the engine alone; a checkout that has packages of development is always completed as a whole.
 * Imports nothing but Bun's own modules: it runs before there are others.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "..");

/** What is installed: the packages of the engine, or those of development too. */
type Scope = "production" | "all";

interface PackageFile {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** Makes sure that `root` has the packages of `scope`. Returns the exit code: 0 when they are there. */
export async function ensureInstalled(scope: Scope, root: string = ROOT): Promise<number> {
  const { dependencies, devDependencies }: PackageFile = readJson(join(root, "package.json"));
  const needed = scope === "all" ? { ...dependencies, ...devDependencies } : dependencies;
  const missing = Object.entries(needed).filter((entry) => !isInstalled(root, ...entry));
  if (missing.length === 0 && isNoted(root, scope)) return 0;
  const wanted = isForDevelopment(root, devDependencies) ? "all" : scope;
  if (missing.length > 0) console.error(announcement(wanted, missing.length));
  const problem = await install(root, wanted);
  if (problem === "") note(root, wanted);
  else if (missing.length > 0) console.error(`bun install failed: ${problem}`);
  // Without a network, an engine that has its packages still starts.
  return problem === "" || missing.length === 0 ? 0 : 1;
}

/** Whether most packages of development are installed; the engine's own bring a few of them, too. */
function isForDevelopment(root: string, devDependencies: Record<string, string>): boolean {
  const present = Object.entries(devDependencies).filter((entry) => isInstalled(root, ...entry));
  return present.length > Object.keys(devDependencies).length / 2;
}

function announcement(scope: Scope, missing: number): string {
  const packages = missing === 1 ? "1 package is" : `${missing} packages are`;
  const why = scope === "all" ? "for development" : "for the engine alone";
  return `${packages} missing: installing what bun.lock pins ${why} ...`;
}

/** Runs `bun install`. Returns the first of its errors, "" for none. */
async function install(root: string, scope: Scope): Promise<string> {
  const production = scope === "production" ? ["--production"] : [];
  const command = [process.execPath, "install", "--frozen-lockfile", ...production];
  const child = Bun.spawn(command, {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    env: process.env,
  });
  const printed = await new Response(child.stderr).text();
  if ((await child.exited) === 0) return "";
  const [first = `exit code ${child.exitCode}`] = printed.match(/^error: .*/m) ?? [];
  return first;
}

/** Whether `name` is there in its pinned version; `npm:NAME@VERSION` names another package. */
function isInstalled(root: string, name: string, pinned: string): boolean {
  const path = join(root, "node_modules", name, "package.json");
  if (!existsSync(path)) return false;
  const { version } = readJson<{ version: string }>(path);
  return version === pinned.slice(pinned.lastIndexOf("@") + 1);
}

/**
 * The note in node_modules of what was installed last. Direct dependencies are compared with their pins; of those
 * behind them, the lockfile's digest says whether they may have changed.
 */
function notePath(root: string): string {
  return join(root, "node_modules/.tickscope-installed");
}

function noteText(root: string, scope: Scope): string {
  const digest = createHash("sha256")
    .update(readFileSync(join(root, "bun.lock")))
    .digest("hex");
  return `${scope} ${digest}`;
}

function isNoted(root: string, scope: Scope): boolean {
  if (!existsSync(notePath(root))) return false;
  const noted = readFileSync(notePath(root), "utf8");
  return noted === noteText(root, "all") || noted === noteText(root, scope);
}

function note(root: string, scope: Scope): void {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(notePath(root), noteText(root, scope));
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Makes sure that packages for development are there, such as parsers of sources; ends the process if not. */
export async function ensureDevelopmentPackages(): Promise<void> {
  const exitCode = await ensureInstalled("all");
  if (exitCode !== 0) process.exit(exitCode);
}

if (import.meta.main) {
  process.exitCode = await ensureInstalled(
    process.argv.includes("--production") ? "production" : "all",
  );
}
