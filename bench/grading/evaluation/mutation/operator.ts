/** The contract of mutation operators: what they see of a place in a source, and what they return. */
import type { Node } from "@babel/types";

/** A node with the way that leads to it. */
export interface Place {
  node: Node;
  /** From the program down to the parent. */
  ancestors: readonly Node[];
  /** Field of the parent that holds the node, such as `test` or `right`. */
  key: string;
}

/** What operators know about the whole file. */
export interface SourceFacts {
  text: string;
  /** UPPER_SNAKE constants that are bound in the file: imported, or declared at its top. */
  constants: readonly string[];
  /** Names that are read on the same object somewhere, by `object text|called or read`. */
  members: ReadonlyMap<string, readonly string[]>;
}

/** A replacement of a range of characters. */
export interface Draft {
  start: number;
  end: number;
  replacement: string;
}

/** Every edit of its kind that the place allows. */
export type Operator = (place: Place, source: SourceFacts) => Draft[];

/** First character of a node. The parser sets positions on every node. */
export function startOf(node: Node): number {
  if (typeof node.start !== "number") throw new Error(`Invariant: ${node.type} has no start`);
  return node.start;
}

/** First character after a node. */
export function endOf(node: Node): number {
  if (typeof node.end !== "number") throw new Error(`Invariant: ${node.type} has no end`);
  return node.end;
}

/** The source of a node. */
export function textOf(node: Node, { text }: SourceFacts): string {
  return text.slice(startOf(node), endOf(node));
}

/** The name after the last dot, with # when it is private; "" when the node is no name. */
export function lastName(node: Node): string {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") return "";
  if (node.property.type === "Identifier") return node.property.name;
  return node.property.type === "PrivateName" ? `#${node.property.id.name}` : "";
}

/** Replaces a whole node. */
export function replaced(node: Node, replacement: string): Draft {
  return { start: startOf(node), end: endOf(node), replacement };
}

/** Takes a statement out; as many lines stay as it had. */
export function removed(node: Node, source: SourceFacts): Draft {
  const lineBreaks = textOf(node, source).split("\n").length - 1;
  return replaced(node, `;${"\n".repeat(lineBreaks)}`);
}

/** Two nodes change places, as one edit over all between them. `first` stands before `second`. */
export function swapped(first: Node, second: Node, source: SourceFacts): Draft {
  const between = source.text.slice(endOf(first), startOf(second));
  const replacement = textOf(second, source) + between + textOf(first, source);
  return { start: startOf(first), end: endOf(second), replacement };
}

/** Replaces the operator between two operands. */
export function operatorChanged(
  left: Node,
  right: Node,
  from: string,
  to: string,
  { text }: SourceFacts,
): Draft[] {
  const start = text.indexOf(from, endOf(left));
  if (start < 0 || start >= startOf(right)) return [];
  return [{ start, end: start + from.length, replacement: to }];
}

/** `text` as an operand of anything. */
export function operand(node: Node, source: SourceFacts): string {
  const text = textOf(node, source);
  return /^[\w$.#]+$/.test(text) ? text : `(${text})`;
}

/** The one after `name` in a list, the first after the last; undefined when there is no other. */
export function neighbour(name: string, names: readonly string[]): string | undefined {
  const others = names.filter((other) => other !== name);
  return others.find((other) => other > name) ?? others[0];
}
