/** Operators on names: the wrong constant, the wrong field, two of a kind exchanged. */
import type { MemberExpression, Node } from "@babel/types";
import {
  type Draft,
  neighbour,
  type Operator,
  type Place,
  replaced,
  type SourceFacts,
  swapped,
  textOf,
} from "./operator.ts";

const CONSTANT = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;
/** Width of a slot's field; a constant is taken for one of the same width only. */
const WIDTH = /_(F64|F32|U32|I32|U16|U8|BYTES)$/;

/** True for names of constants such as RECORD_PRICE_F64. */
export function isConstantName(name: string): boolean {
  return CONSTANT.test(name);
}

function familyOf(name: string): string {
  return `${name.split("_")[0]} ${name.match(WIDTH)?.[1] ?? ""}`;
}

/** True where a name stands for its value. */
function isRead({ ancestors, key }: Place): boolean {
  const parent = ancestors.at(-1);
  if (parent === undefined) return false;
  if (key === "id" || key === "params" || key === "label" || key === "local") return false;
  if (parent.type === "ExportSpecifier") return false;
  if (parent.type === "MemberExpression" && key === "property") return parent.computed;
  if (parent.type !== "ObjectProperty") return key !== "key";
  return key === "value" && !parent.shorthand;
}

/** A constant of the same family: STAGE_RING for STAGE_ROUTE. */
export const constantSwapped: Operator = (place, { constants }) => {
  const { node } = place;
  if (node.type !== "Identifier" || !isConstantName(node.name) || !isRead(place)) return [];
  const family = constants.filter((name) => familyOf(name) === familyOf(node.name));
  const other = neighbour(node.name, family);
  return other === undefined ? [] : [replaced(node, other)];
};

function isPlainMember(node: Node): node is MemberExpression {
  return node.type === "MemberExpression" && !node.computed;
}

/** Under which the members of an object are known; calls and reads do not mix. */
export function memberKey(
  { node, ancestors, key }: Place,
  source: SourceFacts,
): string | undefined {
  if (!isPlainMember(node) || node.object.type === "Super") return undefined;
  const isCalled = key === "callee" && /Call|New/.test(ancestors.at(-1)?.type ?? "");
  return `${textOf(node.object, source)}|${isCalled ? "called" : "read"}`;
}

/** Another member of the same object: `memory.eventRing` for `memory.tickRing`. */
export const memberChanged: Operator = (place, source) => {
  const key = memberKey(place, source);
  const { node } = place;
  if (key === undefined || !isPlainMember(node)) return [];
  const name = textOf(node.property, source);
  const other = neighbour(name, source.members.get(key) ?? []);
  return other === undefined ? [] : [replaced(node.property, other)];
};

/** Operators whose operands may not change places unnoticed. */
const ORDERED = /^([-/%]|[<>]=?|>>>?|<<)$/;

function areSiblings(left: Node, right: Node, source: SourceFacts): boolean {
  if (!isPlainMember(left) || !isPlainMember(right)) return false;
  return textOf(left.object, source) === textOf(right.object, source);
}

function isFunction(node: Node): boolean {
  return /Function/.test(node.type);
}

/** Neighbours in a list that say different things; functions are too long to be mistaken. */
function neighboursSwapped(values: readonly (Node | undefined)[], source: SourceFacts): Draft[] {
  const drafts: Draft[] = [];
  for (let i = 0; i + 1 < values.length; i++) {
    const [first, second] = [values[i], values[i + 1]];
    if (first === undefined || second === undefined) continue;
    if (isFunction(first) || isFunction(second)) continue;
    if (textOf(first, source) !== textOf(second, source))
      drafts.push(swapped(first, second, source));
  }
  return drafts;
}

/** Two fields of one object exchanged, in an expression or in a literal. */
export const fieldsSwapped: Operator = ({ node }, source) => {
  if (node.type === "BinaryExpression" && ORDERED.test(node.operator)) {
    const isSame = textOf(node.left, source) === textOf(node.right, source);
    if (isSame || !areSiblings(node.left, node.right, source)) return [];
    return [swapped(node.left, node.right, source)];
  }
  if (node.type !== "ObjectExpression") return [];
  const values = node.properties.map((property) =>
    property.type === "ObjectProperty" && !property.shorthand ? property.value : undefined,
  );
  return neighboursSwapped(values, source);
};

/** Functions whose arguments may stand in any order. */
const COMMUTATIVE = /^Math\.(max|min|imul|hypot)$/;

/** Two arguments exchanged. */
export const argumentsSwapped: Operator = ({ node }, source) => {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return [];
  if (COMMUTATIVE.test(textOf(node.callee, source))) return [];
  const values = node.arguments.map((argument) =>
    argument.type === "SpreadElement" ? undefined : argument,
  );
  return neighboursSwapped(values, source);
};
