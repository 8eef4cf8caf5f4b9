/** Operators on statements: something is not done, is done too early, or ends what should go on. */
import type { Node } from "@babel/types";
import {
  type Draft,
  endOf,
  lastName,
  type Operator,
  removed,
  replaced,
  startOf,
  textOf,
} from "./operator.ts";

/** Verbs whose call moves data on or connects parts; leaving one out is a fault of its own. */
const CONNECTING =
  /^#?(add|advance|append|arm|collect|commit|connect|emit|enter|flush|leave|listen|mark|notify|on|open|post|publish|push|register|release|send|set|start|stop|subscribe|write)([A-Z].*)?$/;
/** A guard longer than this is a block of logic, not one missing statement. */
const GUARD_LINES_MAX = 3;

/** Name of the function that a call calls, without its object; "" when the node is no call. */
export function calledName(node: Node): string {
  const inner = node.type === "AwaitExpression" ? node.argument : node;
  if (inner.type !== "CallExpression" && inner.type !== "OptionalCallExpression") return "";
  return lastName(inner.callee);
}

function isConnecting(node: Node): boolean {
  return node.type === "ExpressionStatement" && CONNECTING.test(calledName(node.expression));
}

/** A statement is left out: an assignment, a call, a throw, a short guard. */
export const statementRemoved: Operator = ({ node }, source) => {
  const isGuard =
    node.type === "IfStatement" &&
    node.alternate == null &&
    textOf(node, source).split("\n").length <= GUARD_LINES_MAX;
  const isPlain = node.type === "ExpressionStatement" && !isConnecting(node);
  return isGuard || isPlain || node.type === "ThrowStatement" ? [removed(node, source)] : [];
};

/** A call that registers, starts, commits, flushes or publishes is left out. */
export const callRemoved: Operator = ({ node }, source) =>
  isConnecting(node) ? [removed(node, source)] : [];

/** The statements of a function's body; undefined when the node is no function with a block. */
export function bodyOf(node: Node): Node[] | undefined {
  if (!("body" in node) || !/Function|Method/.test(node.type)) return undefined;
  const { body } = node;
  return isBlock(body) ? body.body : undefined;
}

function isBlock(body: unknown): body is Extract<Node, { type: "BlockStatement" }> {
  return (
    typeof body === "object" && body !== null && Reflect.get(body, "type") === "BlockStatement"
  );
}

function inserted(before: Node, text: string): Draft {
  const at = startOf(before);
  return { start: at, end: at, replacement: text };
}

/** A function throws as soon as it is called. */
export const exceptionThrown: Operator = ({ node }) => {
  const first = bodyOf(node)?.[0];
  return first === undefined ? [] : [inserted(first, 'throw new Error("unexpected state"); ')];
};

/** A function leaves after its first statement. */
export const earlyReturn: Operator = ({ node }) => {
  const second = bodyOf(node)?.[1];
  return second === undefined ? [] : [inserted(second, "return; ")];
};

/** A value is worked out and not returned. */
export const returnDropped: Operator = ({ node, ancestors, key }, source) => {
  const parent = ancestors.at(-1);
  if (node.type === "ReturnStatement" && node.argument != null)
    return [replaced(node.argument, `void (${textOf(node.argument, source)})`)];
  const isArrowValue = parent?.type === "ArrowFunctionExpression" && key === "body";
  if (!isArrowValue || node.type === "BlockStatement") return [];
  return [replaced(node, `void (${textOf(node, source)})`)];
};

/** A promise is not waited for. */
export const awaitLost: Operator = ({ node }) => {
  if (node.type !== "AwaitExpression") return [];
  return [{ start: startOf(node), end: startOf(node.argument), replacement: "" }];
};

/** The loop or switch that a jump without label leaves; undefined outside of both. */
function leftBy(ancestors: readonly Node[]): Node | undefined {
  for (const node of ancestors.toReversed()) {
    if (/^(For.*|While|DoWhile|Switch)Statement$/.test(node.type)) return node;
    if (/Function|Method/.test(node.type)) return undefined;
  }
  return undefined;
}

/** A loop goes on where it should end, or the other way round. */
export const jumpSwapped: Operator = ({ node, ancestors }) => {
  if (node.type !== "BreakStatement" && node.type !== "ContinueStatement") return [];
  if (node.label != null || leftBy(ancestors)?.type === "SwitchStatement") return [];
  const [from, to] = node.type === "BreakStatement" ? ["break", "continue"] : ["continue", "break"];
  const start = startOf(node);
  const end = Math.min(endOf(node), start + from.length);
  return [{ start, end, replacement: to }];
};
