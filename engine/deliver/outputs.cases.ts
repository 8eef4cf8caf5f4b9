/** Known answers of outputs.ts. A disk that fails is left out: it cannot be had without harm. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ErrorLog } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { failureOf, withFolder } from "../testing/cases-fixture.ts";
import { LineOutput } from "./outputs.ts";

export default async function run(observe: Observe): Promise<void> {
  await withFolder(async (folder) => {
    const errors = ErrorLog.detached();
    const failure = await failureOf(() => new LineOutput(folder, errors));
    observe(
      of(LineOutput, "constructor"),
      "a folder is no file",
      failure.replaceAll(folder, "DIR"),
      "OUTPUT_FAILED: DIR: EISDIR: illegal operation on a directory, open 'DIR'",
    );
    const path = join(folder, "lines.txt");
    const output = new LineOutput(path, errors);
    observe(of(LineOutput, "constructor"), "path", output.path === path, true);
    const written = () => readFileSync(path, "utf8");
    output.line("first");
    output.line("sécond");
    observe(of(LineOutput, "line"), "buffers", written(), "");
    output.flush();
    observe(of(LineOutput, "flush"), "writes whole lines", written(), "first\nsécond\n");
    output.flush();
    observe(of(LineOutput, "flush"), "writes nothing twice", written(), "first\nsécond\n");
    // The buffer holds 65,536 characters: one less stays, one more goes out.
    output.line("x".repeat(65_534));
    observe(of(LineOutput, "line"), "65,535 characters stay", written().length, 13);
    output.line("");
    observe(of(LineOutput, "line"), "65,536 characters go out", written().length, 65549);
    output.line("last");
    output.close();
    observe(of(LineOutput, "close"), "writes what is left", written().slice(-6), "\nlast\n");
    observe(of(LineOutput, "lost"), "none", [output.lost, errors.entries().length], [0, 0]);
    new LineOutput(path, errors).close();
    observe(of(LineOutput, "constructor"), "empties the file", written(), "");
  });
}
