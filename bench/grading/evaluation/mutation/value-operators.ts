/** Operators on constants and indices. */
import type { Node } from "@babel/types";
import { lastName, type Operator, operand, type Place, replaced, startOf } from "./operator.ts";

/** True for the name in `{ name: … }`, `class { name … }` and the like. */
function isName({ ancestors, key }: Place): boolean {
  const parent = ancestors.at(-1);
  return key === "key" && parent !== undefined && Reflect.get(parent, "computed") !== true;
}

/** Zero becomes one, whole numbers double, fractions grow by half. */
export const numberChanged: Operator = (place) => {
  const { node, ancestors } = place;
  if (node.type !== "NumericLiteral" || isName(place)) return [];
  const isLoopStart = ancestors.at(-3)?.type === "ForStatement";
  if (isLoopStart && ancestors.at(-1)?.type === "VariableDeclarator") return []; // off by one
  const { value } = node;
  const other =
    value === 0 ? 1 : Number.isInteger(value) ? value * 2 : Number((value * 1.5).toPrecision(12));
  return [replaced(node, String(other))];
};

/** True switches to false, and the other way round. */
export const booleanChanged: Operator = ({ node }) =>
  node.type === "BooleanLiteral" ? [replaced(node, String(!node.value))] : [];

/**
 * True for words for people: what an error says, after its code. The first argument of TickscopeError
 * and of an error log's `record` is a code, and programs read codes.
 */
function isMessage({ node, ancestors }: Place): boolean {
  let inner: Node = node;
  for (const outer of ancestors.toReversed()) {
    if (outer.type === "NewExpression" || outer.type === "CallExpression") {
      const name = lastName(outer.callee);
      const isCode = outer.arguments[0] === inner;
      if (/Error$/.test(name)) return name !== "TickscopeError" || !isCode;
      if (name === "record" || name === "refuse") return !isCode;
    }
    inner = outer;
  }
  return false;
}

/** A text loses its last character; an empty one gains one. */
export const stringChanged: Operator = (place) => {
  const { node } = place;
  if (isName(place) || isMessage(place)) return [];
  if (node.type === "StringLiteral") {
    const other = node.value === "" ? "x" : node.value.slice(0, -1);
    return [replaced(node, JSON.stringify(other))];
  }
  if (node.type !== "TemplateElement" || !/^[^\\\n]+$/.test(node.value.raw)) return [];
  const { raw } = node.value;
  const start = startOf(node);
  return [{ start, end: start + raw.length, replacement: raw.slice(0, -1) }];
};

/** An element or field beside the right one. */
export const indexShifted: Operator = ({ node }, source) => {
  if (node.type !== "MemberExpression" || !node.computed) return [];
  if (node.property.type === "StringLiteral") return [];
  return [replaced(node.property, `${operand(node.property, source)} + 1`)];
};
