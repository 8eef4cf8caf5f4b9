/** Digests of a repository's files, so that a finished case counts as long as nothing it saw changed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Neither what runs nor what judges depends on these. */
const NEVER_SEEN =
  /^(node_modules|\.git|\.tsbuild|reports|docs|bench|\.ci)\/|\.md$|^diagnosis\/evaluation\/|^cli\/evaluate/;
/** Seen by the diagnosis, not by the oracle. */
const DIAGNOSIS = /^diagnosis\/|\.cases\.ts$|(^|\/)cases\.snap$|^cli\/(diagnose|explain|tap|top)/;

/** What a verdict was made of. */
export interface TreeDigests {
  /** All that the oracle runs. */
  engine: string;
  /** All that the diagnosis runs. */
  all: string;
}

/** 16 hex digits each. */
export function treeDigests(root: string): TreeDigests {
  const files = [...new Bun.Glob("**/*").scanSync({ cwd: root, dot: true, followSymlinks: false })];
  const engine = new Bun.CryptoHasher("sha256");
  const all = new Bun.CryptoHasher("sha256");
  for (const file of files.filter((name) => !NEVER_SEEN.test(name)).toSorted()) {
    const bytes = readFileSync(join(root, file));
    for (const hasher of DIAGNOSIS.test(file) ? [all] : [all, engine]) {
      hasher.update(`${file} ${bytes.length}\n`);
      hasher.update(bytes);
    }
  }
  return { engine: engine.digest("hex").slice(0, 16), all: all.digest("hex").slice(0, 16) };
}
