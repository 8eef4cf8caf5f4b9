/**
 * Copies of a repository in temporary folders: edits are made there and nowhere else. Dependencies are
 * linked, not copied; history, builds and reports stay behind.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyEdits, type Edit } from "./edit.ts";

/** Not copied, wherever it stands at the top of the repository. */
const LEFT_BEHIND = new Set(["node_modules", ".git", ".tsbuild", "reports"]);

const copies = new Set<WorkCopy>();

export class WorkCopy {
  /** Its repository. */
  readonly root: string;
  readonly #folder: string;

  /** Copies `source`; `withHistory`: its .git too, for evidence from changes. */
  constructor(source: string, withHistory: boolean) {
    // The name says nothing of an experiment: what is examined may read its own path.
    this.#folder = mkdtempSync(join(realpathSync(tmpdir()), "tickscope-"));
    this.root = join(this.#folder, "repository");
    mkdirSync(this.root);
    mkdirSync(this.temporary);
    copies.add(this);
    for (const name of readdirSync(source)) {
      const isHistory = name === ".git" && withHistory;
      if (LEFT_BEHIND.has(name) && !isHistory) continue;
      cpSync(join(source, name), join(this.root, name), { recursive: true });
    }
    const modules = join(source, "node_modules");
    if (existsSync(modules)) symlinkSync(realpathSync(modules), join(this.root, "node_modules"));
  }

  /** A folder for what runs in the copy to leave behind. */
  get temporary(): string {
    return join(this.#folder, "tmp");
  }

  /** The text of a file. */
  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  /** Makes the edits; each counts from the text as it is now. */
  edit(edits: readonly Edit[]): void {
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const ofFile = edits.filter((edit) => edit.file === file);
      writeFileSync(join(this.root, file), applyEdits(this.read(file), ofFile));
    }
  }

  /** Deletes the copy. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    copies.delete(this);
  }
}

/** Deletes every copy that is left: for an interrupted evaluation. */
export function removeAllCopies(): void {
  for (const copy of copies) copy.remove();
}
