/** The changes that an edit can make: operators like those of the evaluation, at a chosen place. */
import {
  bodyOf,
  indexShifted,
  type Operator,
  removed,
  replaced,
  startOf,
  swapped,
  textOf,
} from "#bench/grading/evaluation";
import type { Finder } from "./places.ts";

function where(find: Finder, operator: Operator): Operator {
  return (place, source) => (find(place) ? operator(place, source) : []);
}

/** Other source replaces the place; `make` gets the source that it replaces. */
export function becomes(find: Finder, make: (text: string) => string): Operator {
  return where(find, ({ node }, source) => [replaced(node, make(textOf(node, source)))]);
}

/** The statement is left out. */
export function leavesOut(find: Finder): Operator {
  return where(find, ({ node }, source) => [removed(node, source)]);
}

/** The statement is executed twice. */
export function repeats(find: Finder): Operator {
  return becomes(find, (text) => `${text} ${text}`);
}

/** The element beside the right one is read. */
export function shifts(find: Finder): Operator {
  return where(find, indexShifted);
}

/** Two statements of one block change places. */
export function exchanges(first: Finder, second: Finder): Operator {
  return ({ node, ancestors }, source) => {
    if (node.type !== "BlockStatement") return [];
    const below = [...ancestors, node];
    const those = (find: Finder) => {
      return node.body.filter((one) => find({ node: one, ancestors: below, key: "body" }));
    };
    return those(first).flatMap((a) => those(second).map((b) => swapped(a, b, source)));
  };
}

/** The function begins with one more statement. */
export function begins(text: string): Operator {
  return ({ node, ancestors }) => {
    const first = ancestors.length === 0 ? bodyOf(node)?.[0] : undefined;
    if (first === undefined) return [];
    return [{ start: startOf(first), end: startOf(first), replacement: `${text} ` }];
  };
}

/** The class gets one more member, before the one that is edited. */
export function adds(text: string): Operator {
  return ({ node, ancestors }) => {
    if (ancestors.length > 0) return [];
    return [{ start: startOf(node), end: startOf(node), replacement: `${text}\n\n  ` }];
  };
}
