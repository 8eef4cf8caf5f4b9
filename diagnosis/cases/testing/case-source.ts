/** What the text of a case file and of its module says, compared with what a run did. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@babel/parser";
import type { Subject } from "#schemas";
import { ROOT } from "../../locate.ts";
import type { CaseCard } from "../find-cases.ts";
import { inlineCalls } from "../rewrite-inline.ts";

/**
 * Answers that stand in the file and were never given: a call that is not reached would be an
 * expectation that nothing checks. `sites`: `path:line:column` of all that was observed.
 */
export async function answersNotGiven(
  { casesFile }: CaseCard,
  sites: ReadonlySet<string>,
): Promise<string[]> {
  const path = join(ROOT, casesFile);
  const calls = await inlineCalls(readFileSync(path, "utf8"));
  return calls.map(({ place }) => `${path}:${place}`).filter((site) => !sites.has(site));
}

/** Names that stand as a text although the compiler could check them. */
export function checkableNames({ file }: CaseCard, subjects: Iterable<Subject>): string[] {
  const { visible, hidden } = namesOf(readFileSync(join(ROOT, file), "utf8"));
  return [...subjects].filter((subject): subject is string => {
    return typeof subject === "string" && visible.has(subject) && !hidden.has(subject);
  });
}

/** Names that others can import or call, and those that a module keeps to itself. */
function namesOf(text: string): { visible: Set<string>; hidden: Set<string> } {
  const visible = new Set<string>();
  const hidden = new Set<string>();
  const { program } = parse(text, { sourceType: "module", plugins: ["typescript"] });
  for (const node of program.body) {
    const isExported = node.type === "ExportNamedDeclaration";
    const declared = isExported ? node.declaration : node;
    const into = isExported ? visible : hidden;
    if (declared?.type === "FunctionDeclaration" && declared.id) into.add(declared.id.name);
    if (declared?.type === "VariableDeclaration") {
      for (const { id } of declared.declarations) if (id.type === "Identifier") into.add(id.name);
    }
    if (declared?.type !== "ClassDeclaration") continue;
    if (declared.id) into.add(declared.id.name);
    for (const member of declared.body.body) {
      if (!("key" in member) || member.key.type !== "Identifier") continue;
      const isPrivate = "accessibility" in member && /^pr/.test(member.accessibility ?? "");
      (isPrivate ? hidden : into).add(member.key.name);
    }
  }
  return { visible, hidden };
}
