/** Walks what a source does at run time: types, imports, invariants and log calls are passed by. */
import { type Node, VISITOR_KEYS } from "@babel/types";
import type { Place } from "./operator.ts";

/** Nodes of TypeScript that hold an expression; every other one is gone at run time. */
const TRANSPARENT = new Set(["TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"]);

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

/** Nodes directly below, with the field that holds each. */
function childrenOf(node: Node): { key: string; child: Node }[] {
  const children: { key: string; child: Node }[] = [];
  for (const key of VISITOR_KEYS[node.type] ?? []) {
    const value: unknown = Reflect.get(node, key);
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) children.push({ key, child });
    }
  }
  return children;
}

/** True for `throw new Error("Invariant: …")`, an assertion that no input may reach. */
function isInvariant(node: Node): boolean {
  if (node.type !== "ThrowStatement" || node.argument.type !== "NewExpression") return false;
  const message = node.argument.arguments[0];
  if (message?.type === "StringLiteral") return message.value.startsWith("Invariant");
  if (message?.type !== "TemplateLiteral") return false;
  return message.quasis[0]?.value.raw.startsWith("Invariant") ?? false;
}

function isLogCall(node: Node): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { object } = node.callee;
  return object.type === "Identifier" && object.name === "console";
}

function isPassedBy(node: Node): boolean {
  if (node.type.startsWith("TS")) return !TRANSPARENT.has(node.type);
  if (node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration") return true;
  if (node.type === "ExportNamedDeclaration" && node.source != null) return true;
  if (node.type === "ExpressionStatement" && isLogCall(node.expression)) return true;
  // A guard that does nothing but assert goes with its assertion.
  if (node.type === "IfStatement" && node.alternate == null && isInvariant(node.consequent))
    return true;
  return isInvariant(node) || isLogCall(node);
}

/** Visits every node that has an effect at run time, parents first. */
export function walk(root: Node, visit: (place: Place) => void): void {
  const step = (node: Node, ancestors: readonly Node[], key: string): void => {
    if (isPassedBy(node)) return;
    visit({ node, ancestors, key });
    const below = [...ancestors, node];
    for (const { key: childKey, child } of childrenOf(node)) step(child, below, childKey);
  };
  step(root, [], "");
}
