/**
 * The coverage check: nothing exists that the map does not know. Fails when a stage, an edge, a filter
 * reason, a drop reason or an error code is added to the engine and not to the declaration.
 */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "#engine";
import { DROP_REASONS, FILTER_REASONS, STAGES, type Stage, ThreadLedger } from "#engine/telemetry";
import { defaultConfig, ERROR_CODES, errorCodeId } from "#schemas";
import table from "../../schemas/error-codes.json" with { type: "json" };
import { coverageOf } from "./coverage.ts";
import { STAGE_DECLARATIONS, SURROUNDING_DECLARATIONS, SURROUNDINGS } from "./declaration.ts";
import { expectedFlow } from "./expected.ts";

const ROOT = join(import.meta.dir, "../..");
const declared = Object.values(STAGE_DECLARATIONS);
const surrounding = Object.values(SURROUNDING_DECLARATIONS);

test("every stage of the ledger is mapped, and no other", () => {
  expect(Object.keys(STAGE_DECLARATIONS)).toEqual([...STAGES]);
  expect(coverageOf(null).stages).toMatchObject({ known: STAGES.length, mapped: STAGES.length });
});

test("every edge of a real engine's ledger is mapped", () => {
  const engine = new Engine(defaultConfig(), { onSourceEnded: () => undefined });
  const edges = new Map(expectedFlow(engine.config).edges.map((edge) => [edge.id, edge]));
  const known = engine.ledgerSnapshot().edges.map(({ from, to }) => `${from} -> ${to}`);
  expect(known.length).toBe(STAGES.length - 1);
  expect(known.filter((id) => !edges.has(id))).toEqual([]);
  const stageEdges = [...edges.keys()].filter((id) => !id.includes("channel:"));
  expect(stageEdges).toEqual(known);
});

test("every filter reason, drop reason and error code has a stage", () => {
  const reasons = new Set(declared.flatMap((stage) => stage.filterReasons));
  expect([...FILTER_REASONS].filter((reason) => !reasons.has(reason))).toEqual([]);
  const drops = new Set(declared.flatMap((stage) => stage.dropReasons));
  expect([...DROP_REASONS].filter((reason) => !drops.has(reason))).toEqual([]);
  const codes = new Set([...declared, ...surrounding].flatMap((part) => part.errorCodes));
  expect([...ERROR_CODES].filter((code) => !codes.has(code))).toEqual([]);
});

test.each(table.codes)("$code is declared where the table says: $stage", ({ code, stage }) => {
  const part = SURROUNDINGS.find((candidate) => candidate === stage);
  const at =
    part === undefined ? STAGE_DECLARATIONS[stage as Stage] : SURROUNDING_DECLARATIONS[part];
  expect(at?.errorCodes as readonly string[] | undefined).toContain(code);
});

test("the ledger has a counter for everything that is declared", () => {
  const ledger = ThreadLedger.detached();
  for (const [at, stage] of STAGES.entries()) {
    const { filterReasons, dropReasons, errorCodes } = STAGE_DECLARATIONS[stage];
    for (const reason of filterReasons) ledger.filter(at, FILTER_REASONS.indexOf(reason), 1);
    for (const reason of dropReasons) ledger.drop(at, DROP_REASONS.indexOf(reason), 1);
    for (const code of errorCodes) ledger.error(at, errorCodeId(code), 1);
    const row = ledger.row(at);
    expect(Object.keys(row.filtered).toSorted()).toEqual([...filterReasons].toSorted());
    expect(Object.keys(row.dropped).toSorted()).toEqual([...dropReasons].toSorted());
    expect(Object.keys(row.errored).toSorted()).toEqual([...errorCodes].toSorted());
  }
});

/** Calls that count by name: `ledger.filter(STAGE_ROUTE, FILTER_OTHER_PARTITION, …)`. */
const COUNTED = /\.(filter|drop)\(\s*STAGE_([A-Z_]+),\s*(?:FILTER|DROP)_([A-Z0-9_]+)/g;

test("what the sources count by name is declared at that stage", () => {
  const found: string[] = [];
  for (const folder of ["engine", "emitter"]) {
    for (const path of new Bun.Glob("**/*.ts").scanSync(join(ROOT, folder))) {
      if (/\.(cases|test)\.ts$/.test(path)) continue;
      const text = readFileSync(join(ROOT, folder, path), "utf8");
      for (const [, way, stageName, reasonName] of text.matchAll(COUNTED)) {
        const stage = stageName!.toLowerCase().replaceAll("_", "-") as Stage;
        const { filterReasons, dropReasons } = STAGE_DECLARATIONS[stage];
        const reasons: readonly string[] = way === "filter" ? filterReasons : dropReasons;
        found.push(`${way} ${stage}`);
        expect(`${stage}: ${reasons.join(" ")}`).toContain(reasonName!.toLowerCase());
      }
    }
  }
  expect(found.length).toBeGreaterThan(8);
});
