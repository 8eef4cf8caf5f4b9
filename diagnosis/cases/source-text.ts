/** A module's imports, exports and top-level parts, as far as its text shows them. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** A value that a module imports: `name` of `from`, known as `local` in it; "*" is everything. */
export interface ImportedName {
  /** Relative to the root. */
  from: string;
  name: string;
  local: string;
}

/** A top-level statement: what it declares, and every word in it. */
export interface Part {
  names: readonly string[];
  words: ReadonlySet<string>;
}

/** What the text of a module shows. */
export interface ModuleText {
  imports: readonly ImportedName[];
  /** Exported name -> where it comes from; only what the module itself does not declare. */
  reexports: ReadonlyMap<string, ImportedName>;
  /** Modules of which everything is exported again. */
  stars: readonly string[];
  /** Modules that are run without a name: for their effect, or as a worker. */
  bare: readonly string[];
  parts: readonly Part[];
}

const IMPORT =
  /^import\s+(?!type\s)(?:([\w$]+)\s*,?\s*)?(?:(\{[^}]*\})|\*\s+as\s+([\w$]+))?\s*(?:from\s*)?["']([^"']+)["']/gm;
const REEXPORT = /^export\s+(?!type\s)(?:(\{[^}]*\})|\*)\s*from\s*["']([^"']+)["']/gm;
const WORKER = /new URL\(\s*["'](\.[^"']+\.ts)["']/g;
const DECLARATION =
  /^(?:export )?(?:default )?(?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|const|let|interface|type|enum) /;

const NOTHING: ModuleText = {
  imports: [],
  reexports: new Map(),
  stars: [],
  bare: [],
  parts: [],
};

/** Reads modules of a tree, each once. */
export class SourceTexts {
  readonly #root: string;
  readonly #known = new Map<string, ModuleText>();
  readonly #aliases: readonly (readonly [pattern: string, target: string])[];

  constructor(root: string) {
    this.#root = root;
    const text = readFileSync(join(root, "package.json"), "utf8");
    const { imports } = JSON.parse(text) as { imports?: Record<string, string> };
    this.#aliases = Object.entries(imports ?? {});
  }

  /** What `file` shows; nothing when it is no TypeScript or cannot be read. */
  of(file: string): ModuleText {
    const before = this.#known.get(file);
    if (before !== undefined) return before;
    const path = join(this.#root, file);
    const isSource = file.endsWith(".ts") && existsSync(path);
    const found = isSource ? this.#read(file, readFileSync(path, "utf8")) : NOTHING;
    this.#known.set(file, found);
    return found;
  }

  /** The members of a namespace that `file` names; undefined when it uses the namespace as a whole. */
  membersOf(file: string, namespace: string): string[] | undefined {
    const text = codeOf(readFileSync(join(this.#root, file), "utf8")).replaceAll(IMPORT, "");
    const uses = [...text.matchAll(new RegExp(`\\b${namespace}\\b(?:\\.([\\w$]+))?`, "g"))];
    const members = uses.map(([, member]) => member);
    return members.every((member) => member !== undefined) ? members : undefined;
  }

  #read(file: string, text: string): ModuleText {
    const imports: ImportedName[] = [];
    const bare: string[] = [];
    for (const [, single, named, space, specifier] of text.matchAll(IMPORT)) {
      const from = this.#resolve(file, specifier!);
      if (from === undefined) continue;
      if (single !== undefined) imports.push({ from, name: "default", local: single });
      if (space !== undefined) imports.push({ from, name: "*", local: space });
      for (const [name, local] of namesIn(named)) imports.push({ from, name, local });
      if ((single ?? named ?? space) === undefined) bare.push(from);
    }
    for (const [, specifier] of text.matchAll(WORKER)) {
      const from = this.#resolve(file, specifier!);
      if (from !== undefined) bare.push(from);
    }
    const reexports = new Map<string, ImportedName>();
    const stars: string[] = [];
    for (const [, named, specifier] of text.matchAll(REEXPORT)) {
      const from = this.#resolve(file, specifier!);
      if (from === undefined) continue;
      if (named === undefined) stars.push(from);
      for (const [name, local] of namesIn(named)) reexports.set(local, { from, name, local });
    }
    let parts: Part[] | undefined;
    return {
      imports,
      reexports,
      stars,
      bare,
      // Only modules without cases are looked into.
      get parts() {
        parts ??= partsOf(text);
        return parts;
      },
    };
  }

  /** A specifier's file, relative to the root; undefined for packages. */
  #resolve(file: string, specifier: string): string | undefined {
    if (specifier.startsWith(".")) return normalize(join(dirname(file), specifier));
    for (const [pattern, target] of this.#aliases) {
      if (pattern === specifier) return normalize(target);
      const [before, after] = pattern.split("*");
      if (after === undefined || !specifier.startsWith(before!)) continue;
      const middle = specifier.slice(before!.length, specifier.length - after.length);
      return normalize(target.replace("*", middle));
    }
    return undefined;
  }
}

/** Names of `{ a, type B, c as d }`, without the types: the name there and the one here. */
function namesIn(braces: string | undefined): [name: string, local: string][] {
  if (braces === undefined) return [];
  const names = braces.slice(1, -1).split(",");
  return names.flatMap((one): [string, string][] => {
    const words = one.trim().split(/\s+/);
    if (words[0] === "" || (words[0] === "type" && words.length > 1)) return [];
    return [[words[0]!, words[2] ?? words[0]!]];
  });
}

/** Top-level statements; imports are none. */
function partsOf(text: string): Part[] {
  const parts: string[] = [];
  let isOpen = false;
  for (const line of codeOf(text).split("\n")) {
    const begins = /^[\w@]/.test(line);
    if (begins) isOpen = !line.startsWith("import ");
    if (begins && isOpen) parts.push(line);
    else if (isOpen) parts[parts.length - 1] += `\n${line}`;
  }
  return parts.map((part) => {
    const head = DECLARATION.exec(part)?.[0];
    const declared = head === undefined ? "" : part.slice(head.length).split(/[=(<{:]\s/)[0]!;
    const names =
      declared.startsWith("[") || declared.startsWith("{") ? declared : firstWord(declared);
    return { names: wordsOf(names), words: new Set(wordsOf(part)) };
  });
}

/** A text without the comments that stand on lines of their own. */
function codeOf(text: string): string {
  return text.replaceAll(/^\s*(?:\/\*[\s\S]*?\*\/|\/\/.*)$/gm, "");
}

function firstWord(text: string): string {
  return /^[\w$]+/.exec(text)?.[0] ?? "";
}

function wordsOf(text: string): string[] {
  return text.match(/[A-Za-z_$][\w$]*/g) ?? [];
}
