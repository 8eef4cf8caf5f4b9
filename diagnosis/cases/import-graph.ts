/**
 * What a module stands on: which modules with cases it uses, looking through doors and through modules
 * without cases.
 */
import type { ImportedName, ModuleText, SourceTexts } from "./source-text.ts";

/** The graph of a tree's imports, seen from modules of which cases exist. */
export class ImportGraph {
  readonly #texts: SourceTexts;
  /** Whether a module has cases. */
  readonly #hasCases: (file: string) => boolean;

  constructor(texts: SourceTexts, hasCases: (file: string) => boolean) {
    this.#texts = texts;
    this.#hasCases = hasCases;
  }

  /** Modules with cases that `file` uses; never itself. */
  neededBy(file: string): Set<string> {
    const found = new Set<string>();
    const seen = new Set<string>();
    const { imports, bare } = this.#texts.of(file);
    for (const one of imports) this.#follow(one, this.#membersOf(file, one), found, seen);
    for (const one of bare) this.#enter(one, undefined, found, seen);
    found.delete(file);
    return found;
  }

  /** Follows an import to the modules that declare the names. */
  #follow(
    { from, name }: ImportedName,
    members: readonly string[] | undefined,
    found: Set<string>,
    seen: Set<string>,
  ): void {
    const names = name === "*" ? members : [name];
    if (names === undefined) this.#enter(from, undefined, found, seen);
    else for (const one of names) this.#enter(from, one, found, seen);
  }

  /** `name`: what is used of `file`; undefined: everything. */
  #enter(file: string, name: string | undefined, found: Set<string>, seen: Set<string>): void {
    const key = `${file} ${name ?? "*"}`;
    if (seen.has(key)) return;
    seen.add(key);
    const text = this.#texts.of(file);
    if (name !== undefined && this.#pass(text, name, found, seen)) return;
    if (this.#hasCases(file)) {
      found.add(file);
      return;
    }
    if (name === undefined) this.#enterAll(text, found, seen);
    const words = wordsReached(text, name);
    for (const one of text.imports) {
      if (words.has(one.local)) this.#follow(one, this.#membersOf(file, one), found, seen);
    }
    for (const one of text.bare) this.#enter(one, undefined, found, seen);
  }

  /** Goes on to where a door has `name` from; false when the module declares it itself. */
  #pass(text: ModuleText, name: string, found: Set<string>, seen: Set<string>): boolean {
    const origin = text.reexports.get(name);
    if (origin !== undefined) {
      this.#enter(origin.from, origin.name, found, seen);
      return true;
    }
    if (text.stars.length === 0 || text.parts.some(({ names }) => names.includes(name)))
      return false;
    const star = text.stars.find((file) => this.#exports(file, name));
    if (star !== undefined) this.#enter(star, name, found, seen);
    return star !== undefined;
  }

  #enterAll(text: ModuleText, found: Set<string>, seen: Set<string>): void {
    for (const { from, name } of text.reexports.values()) this.#enter(from, name, found, seen);
    for (const file of text.stars) this.#enter(file, undefined, found, seen);
  }

  #exports(file: string, name: string): boolean {
    const { parts, reexports, stars } = this.#texts.of(file);
    if (reexports.has(name) || parts.some(({ names }) => names.includes(name))) return true;
    return stars.some((one) => this.#exports(one, name));
  }

  /** The members of a namespace that `file` names; undefined when it uses the namespace as a whole. */
  #membersOf(file: string, { name, local }: ImportedName): string[] | undefined {
    return name === "*" ? this.#texts.membersOf(file, local) : undefined;
  }
}

/** Every word of what `name` is made of in its module; of all parts when `name` is undefined. */
function wordsReached({ parts }: ModuleText, name: string | undefined): Set<string> {
  const words = new Set<string>();
  const open = parts.filter(
    ({ names }) => name === undefined || names.length === 0 || names.includes(name),
  );
  const done = new Set(open);
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    for (const word of part.words) words.add(word);
    for (const other of parts) {
      if (done.has(other) || !other.names.some((one) => words.has(one))) continue;
      done.add(other);
      open.push(other);
    }
  }
  return words;
}
