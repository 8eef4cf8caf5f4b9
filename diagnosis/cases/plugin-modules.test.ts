import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../locate.ts";
import { deviationOf } from "./case-report.ts";
import { runAllCases } from "./case-runner.ts";
import { findCases } from "./find-cases.ts";
import { pluginModules } from "./plugin-modules.ts";

const folder = mkdtempSync(join(tmpdir(), "tickscope-plugin-modules-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("modules of every role, relative to the config; what is no path or no config is none", async () => {
  const path = join(folder, "config.json");
  const plugins = {
    handOff: "./hand-off.ts",
    sources: [{ name: "a", module: "../a.ts" }],
    channels: [{ name: "b", kind: 16, module: "/b.ts" }],
    detectors: [{ name: "c", module: "a-package" }, { name: "d" }],
  };
  await Bun.write(path, JSON.stringify({ plugins }));
  expect(pluginModules(path)).toEqual([
    { path: join(folder, "hand-off.ts"), stage: "ring" },
    { path: join(folder, "../a.ts"), stage: "source" },
    { path: "/b.ts", stage: "channel" },
  ]);
  await Bun.write(path, "{");
  expect(pluginModules(path)).toEqual([]);
  expect(pluginModules(join(folder, "no.json"))).toEqual([]);
});

test("cases beside a user's detector are run, and name it when they deviate", async () => {
  const path = join(ROOT, "examples/plugins/big-print.ts");
  const own = findCases().map(({ name }) => name);
  const round = await runAllCases([{ path, stage: "detect" }], own);
  expect(round.runs.map(({ name }) => name)).toEqual(["examples/plugins/big-print"]);
  expect(round.cases.find(({ name }) => name === "examples/plugins/big-print")).toMatchObject({
    file: "examples/plugins/big-print.ts",
    stage: "detect",
  });
  const [run] = round.runs;
  const known = { answers: undefined, order: "" };
  expect(deviationOf(run!, known)).toBeUndefined();
  run!.answers[1]!.text = "[999]";
  expect(deviationOf(run!, known)).toMatchObject({ functionName: "createDetector" });
});
