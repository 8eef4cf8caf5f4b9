/** The rules of the SARIF driver: one per category of finding, and one per error code that occurs. */
import type { ReportingDescriptor } from "sarif";
import table from "../../schemas/error-codes.json" with { type: "json" };
import type { BreakPoint } from "../report.ts";

/** What each category means. */
const MEANING: Record<BreakPoint["category"], string> = {
  silent: "Wrong results although nothing was thrown and every counter balances",
  exception: "Code of the pipeline throws",
  hang: "Code of the pipeline does not return",
  loss: "Records are lost or added without a counter in the ledger",
  "no-flow": "A stage has no input or no output",
  contract: "Frames break the JSON contract (schemas/contract/JSON.md)",
  start: "The engine does not start, or exits unexpectedly",
  errors: "The engine records errors of its own",
};

/** `errors/CHANNEL_THREW`, or only the category when no code belongs to the finding. */
export function ruleIdOf({ category, code }: BreakPoint): string {
  return code === "" ? category : `${category}/${code}`;
}

/** All categories, so that the list of rules is the same in every healthy run, then codes in use. */
export function rulesOf(points: readonly BreakPoint[]): ReportingDescriptor[] {
  const categories = Object.entries(MEANING).map(([id, text]): ReportingDescriptor => {
    return { id, name: pascal(id), shortDescription: { text: `${text}.` } };
  });
  const withCodes = new Map(points.filter(({ code }) => code !== "").map((p) => [ruleIdOf(p), p]));
  const codes = [...withCodes].map(([id, { category, code }]) => codeRule(id, category, code));
  const known = new Set([...Object.keys(MEANING), ...withCodes.keys()]);
  const others = [...new Set(points.map(ruleIdOf))].filter((id) => !known.has(id));
  return [...categories, ...codes, ...others.map((id) => ({ id, name: pascal(id) }))];
}

function codeRule(id: string, category: string, code: string): ReportingDescriptor {
  const row = table.codes.find((candidate) => candidate.code === code);
  const text = row?.cause ?? `${code} is not in the table of error codes.`;
  return {
    id,
    name: pascal(`${category}-${code.toLowerCase()}`),
    shortDescription: { text },
    ...(row === undefined ? {} : { help: { text: `Remedy: ${row.remedy}` } }),
  };
}

/** SARIF wants names of rules readable and without blanks. */
function pascal(id: string): string {
  return id.replace(/(?:^|[^A-Za-z])([A-Za-z])/g, (_, letter: string) => letter.toUpperCase());
}
