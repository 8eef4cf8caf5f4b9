/**
 * Where the pipeline declares things, by name alone: `listsOf`, `MassiveDecoder`, `TickChannel.handle`,
 * `Engine.#take`. A file that has moved is found as before.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { File, Node } from "@babel/types";
import { editableFiles, factsOf, parsed, type SourceFacts } from "#bench/grading/evaluation";

/** A function, a class or a member of a class. */
export interface Declaration {
  file: string;
  node: Node;
  /** The whole file. */
  tree: File;
  facts: SourceFacts;
}

function declarationIn(statement: Node): Node | null | undefined {
  return statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
}

/** Functions and classes at the top of a file. */
function topLevel({ program }: File, name: string): Node[] {
  return program.body.flatMap((statement) => {
    const node = declarationIn(statement);
    const isIt = node?.type === "FunctionDeclaration" || node?.type === "ClassDeclaration";
    return isIt && node.id?.name === name ? [node] : [];
  });
}

/** Methods, accessors and fields. */
function membersOf(node: Node, name: string): Node[] {
  if (node.type !== "ClassDeclaration") return [];
  return node.body.body.filter((member) => {
    if (!("key" in member)) return false;
    const { key } = member;
    if (key.type === "PrivateName") return `#${key.id.name}` === name;
    return key.type === "Identifier" && key.name === name;
  });
}

/** A field that holds a function stands for the function. */
function functionOf(node: Node): Node {
  const isField = node.type === "ClassProperty" || node.type === "ClassPrivateProperty";
  return isField && node.value != null ? node.value : node;
}

export class Declarations {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #parsed: Map<string, Pick<Declaration, "tree" | "facts">> = new Map();

  /** `texts`: sources by file. */
  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  /** Those of the pipeline in the repository at `root`. */
  static at(root: string): Declarations {
    const read = (file: string) => [file, readFileSync(join(root, file), "utf8")] as const;
    return new Declarations(new Map(editableFiles(root).map(read)));
  }

  /** Every declaration of `name`: `function`, `Class` or `Class.member`. */
  all(name: string): Declaration[] {
    const [top = "", member] = name.split(".");
    return [...this.#texts].flatMap(([file, text]) => {
      if (!text.includes(top)) return [];
      const source = this.#sourceOf(file, text);
      const nodes = topLevel(source.tree, top);
      const those = member === undefined ? nodes : nodes.flatMap((node) => membersOf(node, member));
      return those.map((node) => ({ file, node: functionOf(node), ...source }));
    });
  }

  /** The declaration of `name`. Throws unless it is the only one. */
  one(name: string): Declaration {
    const found = this.all(name);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    const files = found.map(({ file }) => file).join(", ") || "no file";
    throw new Error(`Invariant: one file of the pipeline declares ${name}, was: ${files}`);
  }

  #sourceOf(file: string, text: string): Pick<Declaration, "tree" | "facts"> {
    const known = this.#parsed.get(file);
    if (known !== undefined) return known;
    const tree = parsed(text);
    const source = { tree, facts: factsOf(tree, text) };
    this.#parsed.set(file, source);
    return source;
  }
}
