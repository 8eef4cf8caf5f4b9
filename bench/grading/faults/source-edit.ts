/**
 * Edits of the pipeline's source that survive its refactoring: each names a declaration and a change of
 * its structure. One that finds no place, or more than one, is refused.
 */
import type { Node } from "@babel/types";
import { applyEdits, type Edit } from "#bench/grading/copies";
import { editOf, type Operator, topNames, walk } from "#bench/grading/evaluation";
import { type Declaration, Declarations } from "./declarations.ts";

export interface SourceEdit {
  /** The declaration that is edited: `function` or `Class.member`. */
  in: string;
  /** Makes its one change somewhere in the declaration. */
  change: Operator;
}

/** The edits as ranges of characters. Throws for one that does not find exactly one place. */
export function editsOf(edits: readonly SourceEdit[], declarations: Declarations): Edit[] {
  const found = edits.map((edit) => placed(edit, declarations));
  const ranges = found.map(({ range }) => range);
  for (const { name, declared } of found) {
    const { file, facts } = declared;
    const text = applyEdits(
      facts.text,
      ranges.filter((range) => range.file === file),
    );
    checkNames(name, declared, new Declarations(new Map([[file, text]])).one(name));
  }
  return ranges;
}

interface PlacedEdit {
  name: string;
  declared: Declaration;
  range: Edit;
}

/** Several files may declare the name; the place must be in one of them. */
function placed({ in: name, change }: SourceEdit, declarations: Declarations): PlacedEdit {
  const all = declarations.all(name);
  const found: PlacedEdit[] = [];
  for (const declared of all) {
    const { file, node, facts } = declared;
    walk(node, (place) => {
      for (const draft of change(place, facts)) {
        found.push({ name, declared, range: editOf(file, facts.text, draft, "fault") });
      }
    });
  }
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const where = all.map(({ file }) => file).join(", ") || "no file";
  const lines = found.map(({ range }) => range.line).join(", ") || "none";
  const said = `declared in ${where}, lines ${lines}`;
  throw new Error(`Invariant: an edit of ${name} finds one place, was: ${said}`);
}

/** Every name that the text of an edit uses must be known there. The parser checks private names. */
function checkNames(name: string, before: Declaration, after: Declaration): void {
  const known = new Set([
    ...namesIn(before.node),
    ...topNames(before.tree),
    ...declaredIn(after.node),
  ]);
  for (const used of namesIn(after.node)) {
    if (known.has(used) || used in globalThis) continue;
    throw new Error(
      `Invariant: ${name} in ${before.file} knows every name of an edit, was: ${used}`,
    );
  }
}

/** Names that are evaluated: no keys, no members of objects. */
function namesIn(root: Node): Set<string> {
  const names = new Set<string>();
  walk(root, ({ node, key, ancestors }) => {
    const parent = ancestors.at(-1);
    const isMember = key === "property" || key === "key" || parent?.type === "PrivateName";
    const isComputed = parent !== undefined && Reflect.get(parent, "computed") === true;
    if (node.type === "Identifier" && (!isMember || isComputed)) names.add(node.name);
  });
  return names;
}

/** Names that are declared inside: variables and parameters. */
function declaredIn(root: Node): Set<string> {
  const names = new Set<string>();
  walk(root, ({ node, key }) => {
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier")
      names.add(node.id.name);
    if (key === "params" && node.type === "Identifier") names.add(node.name);
  });
  return names;
}
