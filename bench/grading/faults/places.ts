/**
 * Kinds of places in a function, told apart by syntax, names and literals, never by formatting.
 *
 * `words` narrow a kind down: names (private ones with #) and literals (strings in double quotes) that
 * occur at the place, in any order.
 */
import type { Node } from "@babel/types";
import { calledName, lastName, type Place, walk } from "#bench/grading/evaluation";

/** Whether a place is one that an edit looks for. */
export type Finder = (place: Place) => boolean;

function wordOf(node: Node): string | undefined {
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "PrivateName":
      return `#${node.id.name}`;
    case "StringLiteral":
      return JSON.stringify(node.value);
    case "BooleanLiteral":
    case "NumericLiteral":
      return String(node.value);
    default:
      return undefined;
  }
}

function mentions(node: Node, words: readonly string[]): boolean {
  const found = new Set<string | undefined>();
  walk(node, (place) => found.add(wordOf(place.node)));
  return words.every((word) => found.has(word));
}

/** A name where its value is read. */
export function named(name: string): Finder {
  return ({ node, key }) => node.type === "Identifier" && node.name === name && key !== "id";
}

/** `anything.name` */
export function member(name: string): Finder {
  return ({ node }) => node.type === "MemberExpression" && lastName(node) === name;
}

/** `anything[words]` */
export function subscript(...words: string[]): Finder {
  return ({ node }) => {
    return node.type === "MemberExpression" && node.computed && mentions(node.property, words);
  };
}

/** `anything.name(words)` */
export function call(name: string, ...words: string[]): Finder {
  return ({ node }) => {
    return node.type === "CallExpression" && calledName(node) === name && mentions(node, words);
  };
}

/** `new Name(…)` */
export function made(name: string): Finder {
  return ({ node }) => node.type === "NewExpression" && lastName(node.callee) === name;
}

/** The value of the property `name` in an object literal. */
export function propertyValue(name: string): Finder {
  return ({ key, ancestors }) => {
    const parent = ancestors.at(-1);
    return key === "value" && parent?.type === "ObjectProperty" && wordOf(parent.key) === name;
  };
}

/** A statement that only calls `name`. */
export function callStatement(name: string): Finder {
  return ({ node }) => node.type === "ExpressionStatement" && calledName(node.expression) === name;
}

/** `anything.name = words;` */
export function assignment(name: string, ...words: string[]): Finder {
  return ({ node }) => {
    if (node.type !== "ExpressionStatement" || node.expression.type !== "AssignmentExpression")
      return false;
    const { left, right } = node.expression;
    return lastName(left) === name && mentions(right, words);
  };
}

/** The statement that declares the variable `name`, alone or by destructuring. */
export function declaration(name: string): Finder {
  return ({ node }) => {
    return (
      node.type === "VariableDeclaration" &&
      node.declarations.some(({ id }) => id.type !== "VoidPattern" && mentions(id, [name]))
    );
  };
}

/** The value of a `return`. */
export function returned(...words: string[]): Finder {
  return ({ node, ancestors }) => {
    return ancestors.at(-1)?.type === "ReturnStatement" && mentions(node, words);
  };
}

/** The condition of an `if`. */
export function condition(...words: string[]): Finder {
  return ({ node, key, ancestors }) => {
    return key === "test" && ancestors.at(-1)?.type === "IfStatement" && mentions(node, words);
  };
}

/** `if (words) return …;` without an `else`. */
export function guard(...words: string[]): Finder {
  return ({ node }) => {
    if (node.type !== "IfStatement" || node.alternate != null) return false;
    const { consequent } = node;
    const only = consequent.type === "BlockStatement" ? consequent.body : [consequent];
    return only.length === 1 && only[0]?.type === "ReturnStatement" && mentions(node.test, words);
  };
}
