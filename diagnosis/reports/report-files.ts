/** A report on disk: the same findings for machines, for people, for editors. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { drawings } from "../../inspect/flow/drawings.ts"; // not the door: it needs the pipeline to load
import type { Report } from "../report.ts";
import { htmlPage } from "./html.ts";
import { markdown } from "./markdown.ts";
import { repositoryUri } from "./repository-uri.ts";
import { sarif } from "./sarif.ts";

/**
 * Writes `<folder>/<time>/report.{json,md,html,sarif}` and `flow.{mmd,dot,svg,json}` beside them;
 * returns the folder of the report.
 */
export async function writeReport(report: Report, folder: string): Promise<string> {
  const target = join(folder, report.startedAt.replace(/[:.]/g, "-"));
  mkdirSync(target, { recursive: true });
  // Without an expected flow, when its modules cannot be loaded, there is nothing to draw.
  const hasFlow = report.flow.expected.nodes.length > 0;
  const flow: Partial<ReturnType<typeof drawings>> = hasFlow ? drawings(report.flow) : {};
  const forms = {
    json: JSON.stringify(report, null, 2),
    md: markdown(report),
    html: htmlPage(report, flow.svg ?? null),
    sarif: JSON.stringify(sarif(report, { repositoryUri: repositoryUri() }), null, 2),
  };
  for (const [ending, text] of Object.entries(forms)) {
    await Bun.write(join(target, `report.${ending}`), `${text}\n`);
  }
  for (const [ending, text] of Object.entries(flow)) {
    await Bun.write(join(target, `flow.${ending}`), text);
  }
  return target;
}
