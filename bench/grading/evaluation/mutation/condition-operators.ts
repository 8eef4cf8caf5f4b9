/** Operators on conditions and arithmetic. */
import type { Node } from "@babel/types";
import { type Operator, operand, operatorChanged, replaced, textOf } from "./operator.ts";

/** Only the side on which the bound itself falls changes, or equality turns round. */
const COMPARISONS: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
};

const ARITHMETIC: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "&": "|",
  "|": "&",
  "^": "&",
  "<<": ">>",
  ">>": "<<",
  ">>>": "<<",
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
  "/=": "*=",
  "|=": "&=",
  "&=": "|=",
};

const LOGICAL: Readonly<Record<string, string>> = { "&&": "||", "||": "&&", "??": "&&" };

/** A condition decides the other way. */
export const conditionNegated: Operator = ({ node, ancestors, key }, source) => {
  const parent = ancestors.at(-1);
  if (key !== "test" || parent === undefined || parent.type === "SwitchCase") return [];
  return [replaced(node, `!(${textOf(node, source)})`)];
};

/** A comparison takes in, or leaves out, its bound. */
export const comparisonChanged: Operator = ({ node }, source) => {
  if (node.type !== "BinaryExpression") return [];
  const other = COMPARISONS[node.operator];
  if (other === undefined) return [];
  return operatorChanged(node.left, node.right, node.operator, other, source);
};

function isText(node: Node): boolean {
  return node.type === "StringLiteral" || node.type === "TemplateLiteral";
}

/** Another arithmetic, bit or assignment operator. Text that is joined by + is left alone. */
export const arithmeticChanged: Operator = ({ node }, source) => {
  if (node.type !== "BinaryExpression" && node.type !== "AssignmentExpression") return [];
  const other = ARITHMETIC[node.operator];
  if (other === undefined || isText(node.left) || isText(node.right)) return [];
  return operatorChanged(node.left, node.right, node.operator, other, source);
};

/** And for or. */
export const logicalChanged: Operator = ({ node }, source) => {
  if (node.type !== "LogicalExpression") return [];
  const other = LOGICAL[node.operator];
  if (other === undefined) return [];
  return operatorChanged(node.left, node.right, node.operator, other, source);
};

function isLength(node: Node): boolean {
  if (node.type !== "MemberExpression" || node.property.type !== "Identifier") return false;
  return !node.computed && /^(length|byteLength|size)$/.test(node.property.name);
}

/** A loop begins one later or ends one earlier; a length is one short. */
export const offByOne: Operator = ({ node, ancestors, key }, source) => {
  const parent = ancestors.at(-1);
  if (node.type === "ForStatement") {
    const { test } = node;
    const isBound = test?.type === "BinaryExpression" && /^[<>]=?$/.test(test.operator);
    return isBound ? [replaced(test.right, `${operand(test.right, source)} - 1`)] : [];
  }
  const isLoopStart =
    node.type === "NumericLiteral" &&
    parent?.type === "VariableDeclarator" &&
    ancestors.at(-3)?.type === "ForStatement";
  if (isLoopStart) return [replaced(node, String(node.value + 1))];
  const isRead = key !== "left" && parent?.type !== "UpdateExpression" && key !== "callee";
  const isLoopBound =
    parent?.type === "BinaryExpression" && ancestors.at(-2)?.type === "ForStatement";
  if (!isLength(node) || !isRead || isLoopBound) return [];
  return [replaced(node, `(${textOf(node, source)} - 1)`)];
};
