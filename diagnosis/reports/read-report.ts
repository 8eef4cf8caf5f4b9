/** Reads a report that a diagnosis has written, and rejects files that are not reports. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { TickscopeError } from "#schemas";
import schema from "../../schemas/diagnosis-report.schema.json" with { type: "json" };
import type { Report } from "../report.ts";

/**
 * The report at `path`, a report.json or the folder that holds one. Throws TickscopeError
 * REPORT_INVALID that names the file and the first thing wrong with it.
 */
export function readReport(path: string): Report {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "report.json") : path;
  const report = parsed(file);
  const validate = new Ajv({ strict: false }).compile(schema);
  if (!validate(report)) {
    const [first] = validate.errors ?? [];
    throw invalid(file, `${first?.instancePath || "the report"} ${first?.message ?? "is wrong"}`);
  }
  return report as unknown as Report; // the schema says so
}

function parsed(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw invalid(file, (error as NodeJS.ErrnoException).code ?? String(error));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(file, `not JSON: ${(error as Error).message}`);
  }
}

function invalid(file: string, why: string): TickscopeError {
  return new TickscopeError("REPORT_INVALID", `file=${file}: ${why}`);
}
