/** Known answers of outputs.ts. A disk that fails is left out: it cannot be had without harm. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Observe, Probe } from "#schemas";
import { ErrorLog } from "#telemetry";
import { LineOutput } from "./outputs.ts";
import { failureOf, withFolder } from "./probe-fixture.ts";

async function run(observe: Observe): Promise<void> {
  await withFolder(async (folder) => {
    const errors = ErrorLog.detached();
    const failure = await failureOf(() => new LineOutput(folder, errors));
    observe("constructor", "a folder is no file", failure.replaceAll(folder, "DIR"));
    const path = join(folder, "lines.txt");
    const output = new LineOutput(path, errors);
    observe("constructor", "path", output.path === path);
    const written = () => readFileSync(path, "utf8");
    output.line("first");
    output.line("sécond");
    observe("line", "buffers", written());
    output.flush();
    observe("flush", "writes whole lines", written());
    output.flush();
    observe("flush", "writes nothing twice", written());
    // The buffer holds 65,536 characters: one less stays, one more goes out.
    output.line("x".repeat(65_534));
    observe("line", "65,535 characters stay", written().length);
    output.line("");
    observe("line", "65,536 characters go out", written().length);
    output.line("last");
    output.close();
    observe("close", "writes what is left", written().slice(-6));
    observe("lost", "none", [output.lost, errors.entries().length]);
    new LineOutput(path, errors).close();
    observe("constructor", "empties the file", written());
  });
}

export const outputsProbe: Probe = {
  name: "outputs",
  stage: "event-ring",
  file: "engine/outputs.ts",
  needs: ["error-log"],
  run,
};
