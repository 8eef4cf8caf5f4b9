/**
 * Named universes: lists of symbols that a page may choose. `all`, the most active by turnover this session,
 * instrument classes that the feed's prefixes tell, and what the config declares. Main thread.
 */
import { asSymbolId, type SymbolId } from "#codec";
import type { Universe } from "#emitter";
import type { EngineConfig } from "#schemas";

/** Sizes of `most_active_N`. */
const MOST_ACTIVE = [50, 200];
/** Prefixes as Massive writes them. */
const CLASSES: Record<string, { prefix: string; description: string }> = {
  options: { prefix: "O:", description: "Options contracts" },
  indices: { prefix: "I:", description: "Indices" },
  crypto: { prefix: "X:", description: "Crypto pairs" },
  forex: { prefix: "C:", description: "Currency pairs" },
};

/** The part of an engine that universes are made from. */
export interface UniverseSources {
  symbols: { readonly count: number; symbolOf(id: SymbolId): string };
  symbolBook: { mostActive(max: number): string[] };
}

export class Universes {
  readonly #engine: UniverseSources;
  readonly #declared: EngineConfig["universes"];

  constructor(engine: UniverseSources, declared: EngineConfig["universes"]) {
    this.#engine = engine;
    this.#declared = declared;
  }

  /** Every universe of now, by key; a class without a symbol is left out. */
  list(): Record<string, { count: number; description: string }> {
    const { count } = this.#engine.symbols;
    const list: ReturnType<Universes["list"]> = {
      all: { count, description: "Every symbol seen" },
    };
    for (const max of MOST_ACTIVE) {
      const description = `The ${max} symbols with the largest turnover this session`;
      list[`most_active_${max}`] = {
        count: this.#engine.symbolBook.mostActive(max).length,
        description,
      };
    }
    for (const [key, { description }] of Object.entries(CLASSES)) {
      const symbols = this.#symbolsOf(key)!;
      if (symbols.length > 0) list[key] = { count: symbols.length, description };
    }
    for (const { key, description, symbols } of this.#declared) {
      list[key] = {
        count: symbols.length,
        description: description ?? `Declared in the config: ${key}`,
      };
    }
    return list;
  }

  /** True for a key that may be chosen, symbols or none. */
  has(key: string): boolean {
    return key === "all" || this.#symbolsOf(key) !== undefined;
  }

  /** The symbols of several universes together, as of now; null = all, also for no universe. */
  resolve(keys: readonly string[]): Universe {
    const lists = keys.filter((key) => this.has(key)).map((key) => this.#symbolsOf(key));
    if (lists.length === 0 || lists.includes(undefined)) return null;
    return new Set(lists.flatMap((symbols) => symbols ?? []));
  }

  #symbolsOf(key: string): readonly string[] | undefined {
    const declared = this.#declared.find((universe) => universe.key === key);
    if (declared !== undefined) return declared.symbols;
    const max = MOST_ACTIVE.find((size) => key === `most_active_${size}`);
    if (max !== undefined) return this.#engine.symbolBook.mostActive(max);
    const { prefix } = Object.hasOwn(CLASSES, key) ? CLASSES[key]! : { prefix: undefined };
    return prefix === undefined ? undefined : this.#withPrefix(prefix);
  }

  #withPrefix(prefix: string): string[] {
    const { symbols } = this.#engine;
    const found: string[] = [];
    for (let id = 1; id <= symbols.count; id++) {
      const symbol = symbols.symbolOf(asSymbolId(id));
      if (symbol.startsWith(prefix)) found.push(symbol);
    }
    return found;
  }
}
