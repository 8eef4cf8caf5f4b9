/**
 * What is finished, one JSON line each, appended at once: an evaluation that was interrupted goes on
 * where it stopped. A line counts as long as the sources that it was made of are the same.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { DiagnosisOutcome } from "./diagnosis-run.ts";
import type { OracleVerdict } from "./oracle.ts";

/** What one line holds. */
export type LogEntry =
  | { kind: "oracle"; key: string; tree: string; verdict: OracleVerdict }
  | { kind: "diagnosis"; key: string; tree: string; outcome: DiagnosisOutcome };

function isEntry(value: unknown): value is LogEntry {
  if (typeof value !== "object" || value === null) return false;
  const { kind, key, tree } = value as Record<string, unknown>;
  const isKnown = kind === "oracle" || kind === "diagnosis";
  return isKnown && typeof key === "string" && typeof tree === "string";
}

/** A line that was cut by a crash, or that another version wrote, is none. */
function entryOf(line: string): LogEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

const nameOf = ({ kind, key, tree }: { kind: string; key: string; tree: string }): string =>
  `${kind} ${key} ${tree}`;

export class CaseLog {
  readonly #path: string;
  readonly #entries = new Map<string, LogEntry>();

  /** Reads what `path` holds; creates its folder. */
  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    const text = readFileSync(path, "utf8");
    // A line that was cut must not swallow the next one.
    if (text !== "" && !text.endsWith("\n")) appendFileSync(path, "\n");
    for (const line of text.split("\n")) {
      const entry = entryOf(line);
      if (entry !== undefined) this.#entries.set(nameOf(entry), entry);
    }
  }

  /** The finished verdict on a case; undefined when there is none for these sources. */
  oracle(key: string, tree: string): OracleVerdict | undefined {
    const entry = this.#entries.get(nameOf({ kind: "oracle", key, tree }));
    return entry?.kind === "oracle" ? entry.verdict : undefined;
  }

  diagnosis(key: string, tree: string): DiagnosisOutcome | undefined {
    const entry = this.#entries.get(nameOf({ kind: "diagnosis", key, tree }));
    return entry?.kind === "diagnosis" ? entry.outcome : undefined;
  }

  add(entry: LogEntry): void {
    this.#entries.set(nameOf(entry), entry);
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`);
  }
}
