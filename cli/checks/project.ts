/** Where the checks run, and the steps that look at the whole tree without running it. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "./step.ts";

const bun: string = process.execPath;

/** Top of the repository. */
export const ROOT: string = join(import.meta.dir, "../..");

export const FORMAT: Step = {
  name: "format and lint",
  command: [bun, "x", "biome", "ci", "--error-on-warnings", "."],
};
export const TYPES: Step = {
  name: "types and folder direction",
  command: [bun, "x", "tsc", "-b"],
};
export const UNUSED: Step = { name: "unused code and dependencies", command: [bun, "x", "knip"] };
export const GENERATED: Step = {
  name: "generated code",
  command: [bun, "schemas/generate.ts", "--check"],
};

/** Folder of what may be deleted at any time: build information, durations of test files. */
export function cacheFolder(): string {
  const folder = join(ROOT, ".tsbuild");
  if (!existsSync(folder)) mkdirSync(folder);
  return folder;
}
