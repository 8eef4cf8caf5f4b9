/**
 * Generates schemas/generated and codec/generated from the hand-written contracts, or checks that
 * both are current.
 *
 *   bun schemas/generate.ts           write
 *   bun schemas/generate.ts --check   exit 1 and name every file that differs
 *
 * The FlatBuffers compiler runs only when a .fbs has changed, and never for a check.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { staleCodecFiles, writeCodecFiles } from "./codec-code.ts";
import { configValidatorFiles } from "./config/config-validator-code.ts";
import { contractItemsModule } from "./contract/contract-items-code.ts";
import { requestValidatorFiles } from "./contract/request-validator-code.ts";
import errorCodes from "./error-codes.json" with { type: "json" };
import { asyncApiDocument } from "./interface/asyncapi.ts";
import { openApiDocument } from "./interface/openapi.ts";
import { staleWireFiles, WIRE, wireFiles } from "./wire-code.ts";

const root: string = import.meta.dir;
const target: string = join(root, "generated");

/** What is generated from JSON and Markdown, by path relative to schemas/generated. */
async function contractFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  files.set("error-code.ts", errorCodeModule());
  files.set("contract-items.ts", contractItemsModule());
  const validators = [...configValidatorFiles(), ...requestValidatorFiles()];
  for (const [path, text] of validators) files.set(path, text);
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
  const text = await Bun.file(join(root, "contract/JSON.md")).text();
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

/** Names what is not as it would be generated; never runs the compiler. */
async function check(): Promise<number> {
  const wire = staleWireFiles(root, target);
  const contract = await staleContractFiles();
  const schemas = [...wire, ...contract].map((path) => `schemas/generated/${path}`);
  const stale = [...schemas, ...(await staleCodecFiles())];
  for (const path of stale) console.error(`${path} is stale`);
  if (stale.length > 0) console.error("remedy: bun schemas/generate.ts");
  return stale.length > 0 ? 1 : 0;
}

async function staleContractFiles(): Promise<string[]> {
  const files = await contractFiles();
  const stale: string[] = [];
  for (const [path, text] of files) {
    const file = Bun.file(join(target, path));
    if (!(await file.exists()) || (await file.text()) !== text) stale.push(path);
  }
  for (const path of new Bun.Glob("**/*.{ts,js,json}").scanSync(target)) {
    if (!files.has(path) && !path.startsWith(WIRE)) stale.push(`${path} (no longer generated)`);
  }
  return stale;
}

async function main(): Promise<number> {
  if (process.argv.includes("--check")) return check();
  const files = new Map([...(await wireFiles(root, target)), ...(await contractFiles())]);
  rmSync(target, { recursive: true, force: true });
  for (const [path, text] of files) await Bun.write(join(target, path), text);
  console.log(`wrote ${files.size} files to schemas/generated`);
  console.log(`wrote ${await writeCodecFiles()} files to codec/generated`);
  return 0;
}

if (import.meta.main) process.exit(await main());
