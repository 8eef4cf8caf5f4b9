import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { STAGES } from "#engine/telemetry";
import { stageOf } from "./file-stages.ts";
import { editableFiles } from "./source-scope.ts";

const ROOT = join(import.meta.dir, "../../..");

test("the engine's own modules are in scope, workers too; instruments and tests are not", () => {
  const files = editableFiles(ROOT);
  for (const file of [
    "engine/ring/ring-producer.ts",
    "engine/run/threads/detector-loop.ts",
    "engine/ingest/synthetic/simulator.ts",
    "codec/frame/frame-writer.ts",
    "schemas/config/config.ts",
    "emitter/clients/client.ts",
  ]) {
    expect(files).toContain(file);
  }
  expect(files.filter((file) => /test|cases|fixture|generated|dashboard/.test(file))).toEqual([]);
  expect(files.filter((file) => !/^(schemas|codec|engine|emitter)\//.test(file))).toEqual([]);
  for (const file of files) expect(existsSync(join(ROOT, file))).toBe(true);
});

test("every file in scope has a stage of the pipeline", () => {
  const known: readonly string[] = STAGES;
  for (const file of editableFiles(ROOT)) expect(known).toContain(stageOf(file));
  expect(stageOf("codec/frame/frame.ts")).toBe("frame");
  expect(() => stageOf("elsewhere/a.ts")).toThrow("Invariant");
});

test("a folder without an engine is refused", () => {
  expect(() => editableFiles(import.meta.dir)).toThrow("no such file");
});
