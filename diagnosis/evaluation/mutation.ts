/**
 * Every edit that could be made to a source: one small mistake each, of the kinds that people make.
 *
 * Formatting and line numbers stay, so that a verdict about the edited file can be held against the
 * place of the edit. Whether an edit changes what the program does is the oracle's question.
 */
import { parse } from "@babel/parser";
import type { File } from "@babel/types";
import type { Edit } from "../copies/index.ts";
import {
  arithmeticChanged,
  comparisonChanged,
  conditionNegated,
  logicalChanged,
  offByOne,
} from "./condition-operators.ts";
import {
  argumentsSwapped,
  constantSwapped,
  fieldsSwapped,
  isConstantName,
  memberChanged,
  memberKey,
} from "./name-operators.ts";
import { type Operator, type SourceFacts, textOf } from "./operator.ts";
import {
  awaitLost,
  callRemoved,
  earlyReturn,
  exceptionThrown,
  jumpSwapped,
  returnDropped,
  statementRemoved,
} from "./statement-operators.ts";
import { walk } from "./syntax-walk.ts";
import { booleanChanged, indexShifted, numberChanged, stringChanged } from "./value-operators.ts";

const OPERATORS: Readonly<Record<string, Operator>> = {
  "statement removed": statementRemoved,
  "call removed": callRemoved,
  "exception thrown": exceptionThrown,
  "early return": earlyReturn,
  "return value dropped": returnDropped,
  "await lost": awaitLost,
  "break and continue swapped": jumpSwapped,
  "condition negated": conditionNegated,
  "comparison changed": comparisonChanged,
  "arithmetic changed": arithmeticChanged,
  "logical operator changed": logicalChanged,
  "off by one": offByOne,
  "number changed": numberChanged,
  "boolean changed": booleanChanged,
  "string changed": stringChanged,
  "index shifted": indexShifted,
  "constant swapped": constantSwapped,
  "member changed": memberChanged,
  "fields swapped": fieldsSwapped,
  "arguments swapped": argumentsSwapped,
};

/** Names of all operators. */
export const OPERATOR_NAMES: readonly string[] = Object.keys(OPERATORS);

function parsed(text: string): File {
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

function boundConstants(file: File): string[] {
  const names = new Set<string>();
  for (const statement of file.program.body) {
    if (statement.type === "ImportDeclaration" && statement.importKind !== "type") {
      for (const specifier of statement.specifiers) names.add(specifier.local.name);
      continue;
    }
    const declaration =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { id } of declaration.declarations) if (id.type === "Identifier") names.add(id.name);
  }
  return [...names].filter(isConstantName).toSorted();
}

function factsOf(file: File, text: string): SourceFacts {
  const members = new Map<string, string[]>();
  const facts = { text, constants: boundConstants(file), members };
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

/** All candidate edits of a file, in order of their place. `file` only labels them. */
export function candidateEdits(file: string, text: string): Edit[] {
  const tree = parsed(text);
  const facts = factsOf(tree, text);
  const edits: Edit[] = [];
  walk(tree.program, (place) => {
    for (const [operator, draft] of Object.entries(OPERATORS)) {
      for (const { start, end, replacement } of draft(place, facts)) {
        const [line, lineEnd] = [lineAt(text, start), lineAt(text, end)];
        edits.push({ file, start, end, replacement, line, lineEnd, operator });
      }
    }
  });
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
