/** Modules of the user's own that a config file names; cases may stand beside them. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Stage } from "#engine/telemetry";

/** A module and the stage that it works in. */
export interface PluginModule {
  /** Absolute path. */
  path: string;
  stage: Stage;
}

const STAGE_OF_ROLE: Record<string, Stage> = {
  handOff: "ring",
  sources: "source",
  channels: "channel",
  detectors: "detect",
};

/** The modules of `configPath`. What is wrong with the file is the engine's to report: then none. */
export function pluginModules(configPath: string): PluginModule[] {
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(configPath, "utf8"));
  } catch {
    return []; // the engine that is started with it reports the same
  }
  const { plugins } = (config ?? {}) as { plugins?: Record<string, unknown> };
  const folder = dirname(resolve(configPath));
  return Object.entries(STAGE_OF_ROLE).flatMap(([role, stage]) => {
    return [plugins?.[role] ?? []].flat().flatMap((entry: unknown): PluginModule[] => {
      const module = typeof entry === "string" ? entry : (entry as { module?: unknown })?.module;
      const isPath = typeof module === "string" && /^\.{0,2}\//.test(module);
      return isPath ? [{ path: resolve(folder, module), stage }] : [];
    });
  });
}
