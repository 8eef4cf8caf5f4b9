/**
 * The code of the FlatBuffers schemas. Only a changed .fbs needs the compiler: a record beside the code has the
 * digests of the schemas it was made from and of each file that was made, so whether the code is current is
 * a matter of reading.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compiledSchemas, FLATC } from "./flatc.ts";

const SCHEMAS = ["event.fbs", "tick.fbs"];
/** Folder of the code in schemas/generated. */
export const WIRE = "wire/";
/** The record, by its path in schemas/generated. */
const RECORD = `${WIRE}digests.json`;

/** SHA-256 of texts by file, and who made the code. */
interface WireRecord {
  compiler: string;
  schemas: Record<string, string>;
  code: Record<string, string>;
}

/**
 * The generated files by path relative to `target`, schemas/generated: as they stand there while they are current,
 * else from the compiler.
 */
export async function wireFiles(root: string, target: string): Promise<Map<string, string>> {
  if (staleWireFiles(root, target).length === 0) {
    const paths = [...Object.keys(readRecord(target)!.code), RECORD];
    return new Map(paths.map((path) => [path, readFileSync(join(target, path), "utf8")]));
  }
  return compiledFiles(root);
}

/** Paths relative to `target` of files that are not what the compiler makes of the schemas. */
export function staleWireFiles(root: string, target: string): string[] {
  const record = readRecord(target);
  if (record === undefined) return [RECORD];
  const digests = schemaDigests(root);
  const isOfOthers = record.compiler !== FLATC || !Bun.deepEquals(record.schemas, digests);
  if (isOfOthers) return Object.keys(record.code);
  const changed = Object.keys(record.code).filter((path) => {
    return digestOf(join(target, path)) !== record.code[path];
  });
  const strange = [...new Bun.Glob(`${WIRE}*`).scanSync(target)].filter((path) => {
    return path !== RECORD && !(path in record.code);
  });
  return [...changed, ...strange];
}

function readRecord(target: string): WireRecord | undefined {
  const path = join(target, RECORD);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

async function compiledFiles(root: string): Promise<Map<string, string>> {
  const sources = new Map(SCHEMAS.map((name) => [name, readFileSync(join(root, name), "utf8")]));
  const files = new Map<string, string>();
  for (const [schema, code] of await compiledSchemas(sources)) {
    for (const [path, text] of Object.entries(code)) {
      const relative = path.replace(/^tickscope\//, "");
      // The per-namespace index of one schema would overwrite the other's; ours lists both.
      if (relative !== "wire.ts") files.set(relative, `// @generated from ${schema}\n${text}`);
    }
  }
  files.set(`${WIRE}index.ts`, indexOf([...files.keys()].sort()));
  const record: WireRecord = {
    compiler: FLATC,
    schemas: schemaDigests(root),
    code: Object.fromEntries([...files].map(([path, text]) => [path, sha256(text)])),
  };
  return files.set(RECORD, `${JSON.stringify(record, null, 2)}\n`);
}

/** The door of the generated modules. */
function indexOf(paths: readonly string[]): string {
  const reexports = paths.map((path) => {
    const name = path.slice(WIRE.length).replace(/\.ts$/, "");
    const symbol = name.replace(/(^|-)(\w)/g, (_, __, c: string) => c.toUpperCase());
    return `export { ${symbol} } from "./${name}.js";`;
  });
  return `// @generated\n${reexports.join("\n")}\n`;
}

function schemaDigests(root: string): Record<string, string> {
  return Object.fromEntries(SCHEMAS.map((name) => [name, digestOf(join(root, name))]));
}

/** The digest of a file; "" when it does not exist. */
function digestOf(path: string): string {
  return existsSync(path) ? sha256(readFileSync(path, "utf8")) : "";
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
