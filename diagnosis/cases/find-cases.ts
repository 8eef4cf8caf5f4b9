/**
 * The cases of a tree, found by their names: `x.cases.ts` beside `x.ts`. What a module stands on follows
 * from imports, its stage from its place; nothing is registered. Loads nothing of the pipeline.
 */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Stage } from "#engine/telemetry";
import { ROOT } from "../locate.ts";
import { stageOfFile } from "../stage-of-file.ts";
import { ImportGraph } from "./import-graph.ts";
import { inOrder, withoutCircles } from "./order.ts";
import type { PluginModule } from "./plugin-modules.ts";
import { SourceTexts } from "./source-text.ts";

/** Folders whose files make the pipeline. */
export const PIPELINE_FOLDERS: readonly string[] = ["schemas", "codec", "engine", "emitter"];

/** The cases of one module. */
export interface CaseCard {
  /** The module's path without its ending: `engine/detect/router/router`. */
  name: string;
  /** The module, relative to the root. */
  file: string;
  /** Where the cases stand, relative to the root. */
  casesFile: string;
  stage: Stage;
  /** Names of cases of what the module stands on; without circles. */
  needs: readonly string[];
}

const ENDING = /\.cases\.ts$/;

/** Every case file of a tree's pipeline. */
function pipelineCases(root: string): string[] {
  const folders = PIPELINE_FOLDERS.filter((folder) => existsSync(join(root, folder)));
  return folders.flatMap((folder) => {
    const found = [...new Bun.Glob("**/*.cases.ts").scanSync(join(root, folder))];
    return found.map((path) => `${folder}/${path}`);
  });
}

/** Case files beside modules of the user's own, and the stage that these work in. */
function pluginCases(root: string, plugins: readonly PluginModule[]): Map<string, Stage> {
  const beside = plugins.map(({ path, stage }) => {
    return [relative(root, path.replace(/\.[jt]s$/, ".cases.ts")), stage] as const;
  });
  return new Map(beside.filter(([file]) => ENDING.test(file) && existsSync(join(root, file))));
}

/** All cases, those beside `plugins` included; what others stand on comes first. */
export function findCases(root: string = ROOT, plugins: readonly PluginModule[] = []): CaseCard[] {
  const own = pluginCases(root, plugins);
  const files = [...new Set([...pipelineCases(root), ...own.keys()])]
    .toSorted()
    .map((casesFile) => {
      const file = casesFile.replace(ENDING, ".ts");
      return { casesFile, file, stage: own.get(casesFile) ?? stageOfFile(file) };
    });
  const known = new Set(files.map(({ file }) => file));
  const graph = new ImportGraph(new SourceTexts(root), (file) => known.has(file));
  const nodes = files.map(({ file, casesFile, stage }) => {
    const bySource = graph.neededBy(file);
    const byCases = graph.neededBy(casesFile);
    byCases.delete(file);
    return { file, casesFile, stage, bySource, byCases };
  });
  const needs = withoutCircles(nodes);
  return inOrder(
    nodes.map(({ file, casesFile, stage }) => ({
      name: nameOf(file),
      file,
      casesFile,
      stage,
      needs: [...needs.get(file)!].map(nameOf).toSorted(),
    })),
  );
}

function nameOf(file: string): string {
  return file.replace(/\.ts$/, "");
}
