/** The oracle's look at the tests beside an edited file: cases are none of them. */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { runToEnd, type StagedEdit, type WorkCopy } from "#bench/grading/copies";
import type { Check, Observation } from "./oracle.ts";

const LIMIT_MS = 60_000;
/** Longest that one test may take; an edited engine often never answers. */
const TEST_LIMIT_MS = 10_000;
const FAILED = /^\(fail\) (.*?)(?: \[[\d.]+m?s\])?$/gm;

/** Folders whose tests look at a folder's modules from outside. */
const RELATED: Readonly<Record<string, readonly string[]>> = {
  "engine/detect/detectors": ["engine/detect/channels"],
  "engine/detect/state": ["engine/detect/channels"],
  "engine/detect/router": ["engine/run"],
  "engine/run/threads": ["engine/run"],
};

/** Runs some test files and notes which tests fail. */
class TestCheck implements Check {
  readonly name: string;
  readonly #files: readonly string[];

  constructor(name: string, files: readonly string[]) {
    this.name = name;
    this.#files = files;
  }

  async observe(copy: WorkCopy): Promise<Observation> {
    const files = this.#files.map((file) => `./${file}`);
    const command = [process.execPath, "test", "--timeout", String(TEST_LIMIT_MS), ...files];
    const environment = { TMPDIR: copy.temporary };
    const ended = await runToEnd(command, { cwd: copy.root, timeoutMs: LIMIT_MS, environment });
    const seen: Observation = new Map();
    for (const [, name] of `${ended.stdout}\n${ended.stderr}`.matchAll(FAILED)) {
      seen.set(`test ${name}`, "failed");
    }
    seen.set("exit", ended.isTimedOut ? `hang of ${LIMIT_MS} ms` : String(ended.exitCode));
    return seen;
  }
}

/** Test files directly in a folder. */
function testsIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name))
    .toSorted();
}

/** The tests that stand beside the edited file under its own name; none or one. */
export function ownTests(root: string, edit: StagedEdit): Check[] {
  const folder = dirname(edit.file);
  const own = join(folder, `${basename(edit.file, ".ts")}.test.ts`);
  if (!testsIn(root, folder).includes(own)) return [];
  return [new TestCheck(`tests of ${edit.file}`, [own])];
}

/** All tests of the edited file's folder, and those of folders that look at it. */
export function folderTests(root: string, edit: StagedEdit): Check[] {
  const folder = dirname(edit.file);
  return [folder, ...(RELATED[folder] ?? [])].flatMap((place) => {
    const files = testsIn(root, place);
    return files.length === 0 ? [] : [new TestCheck(`tests in ${place}`, files)];
  });
}
