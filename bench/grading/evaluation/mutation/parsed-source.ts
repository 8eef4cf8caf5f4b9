/** A source as a syntax tree, and what operators need to know about the whole of it. */
import { parse } from "@babel/parser";
import type { File } from "@babel/types";
import type { Edit } from "#bench/grading/copies";
import { isConstantName, memberKey } from "./name-operators.ts";
import { type Draft, type SourceFacts, textOf } from "./operator.ts";
import { walk } from "./syntax-walk.ts";

/** The tree of a text. Throws a SyntaxError for what is not TypeScript. */
export function parsed(text: string): File {
  return parse(text, { sourceType: "module", plugins: ["typescript"] });
}

/** True when `text` is TypeScript. */
export function isParsable(text: string): boolean {
  try {
    parsed(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Names that are bound at the top of a file: imported, or declared there. */
export function topNames({ program }: File): string[] {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration" && statement.importKind !== "type") {
      for (const specifier of statement.specifiers) names.add(specifier.local.name);
      continue;
    }
    const declaration =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type === "FunctionDeclaration" || declaration?.type === "ClassDeclaration") {
      if (declaration.id != null) names.add(declaration.id.name);
    }
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { id } of declaration.declarations) if (id.type === "Identifier") names.add(id.name);
  }
  return [...names];
}

/** What operators know about the file with this tree and text. */
export function factsOf(file: File, text: string): SourceFacts {
  const members = new Map<string, string[]>();
  const constants = topNames(file).filter(isConstantName).toSorted();
  const facts = { text, constants, members };
  walk(file.program, (place) => {
    const key = memberKey(place, facts);
    if (key === undefined || place.node.type !== "MemberExpression") return;
    const names = members.get(key) ?? [];
    const name = textOf(place.node.property, facts);
    if (!names.includes(name)) members.set(key, [...names, name].toSorted());
  });
  return facts;
}

/** Line of a character, from 1. */
function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** The edit of `file` that a draft of an operator stands for. */
export function editOf(
  file: string,
  text: string,
  { start, end, replacement }: Draft,
  operator: string,
): Edit {
  const [line, lineEnd] = [lineAt(text, start), lineAt(text, end)];
  return { file, start, end, replacement, line, lineEnd, operator };
}
