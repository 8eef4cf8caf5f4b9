/**
 * Every edit that could be made to a source: one small mistake each, of the kinds that people make.
 *
 * Formatting and line numbers stay, so that a verdict about the edited file can be held against the
 * place of the edit. Whether an edit changes what the program does is the oracle's question.
 */
import type { Edit } from "#bench/grading/copies";
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
  memberChanged,
} from "./name-operators.ts";
import type { Operator } from "./operator.ts";
import { editOf, factsOf, parsed } from "./parsed-source.ts";
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

/** All candidate edits of a file, in order of their place. `file` only labels them. */
export function candidateEdits(file: string, text: string): Edit[] {
  const tree = parsed(text);
  const facts = factsOf(tree, text);
  const edits: Edit[] = [];
  walk(tree.program, (place) => {
    for (const [operator, drafts] of Object.entries(OPERATORS)) {
      for (const draft of drafts(place, facts)) edits.push(editOf(file, text, draft, operator));
    }
  });
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
