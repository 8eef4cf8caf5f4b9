/**
 * The known answers that stand in `cases.snap`, one file per folder: those that are long, or that a
 * case asks in a loop. Written by `bun run diagnose record`, read at every diagnosis and test.
 *
 *     router
 *       route
 *         "a kind without a channel": [["enter",4],["error",4,12]]
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ROOT } from "../locate.ts";
import type { Answer } from "./answer.ts";
import { answerLines, answerOfLines } from "./answer-lines.ts";
import { PIPELINE_FOLDERS } from "./find-cases.ts";

/** Known answers of one module, in the order in which its cases give them. */
export type KnownAnswers = readonly Answer[];

const SNAPSHOT = "cases.snap";
const FUNCTION_INDENT = 2;
const FACT_INDENT = 4;

/** Known answers of the modules of one folder, by the module's name without its folder. */
type FolderAnswers = Map<string, Answer[]>;

/** Reads snapshots, each file once. */
export class KnownAnswersReader {
  readonly #root: string;
  readonly #folders = new Map<string, FolderAnswers>();

  constructor(root: string = ROOT) {
    this.#root = root;
  }

  /** Known answers of the cases with this name (`engine/detect/router/router`); undefined when none are. */
  of(name: string): KnownAnswers | undefined {
    const folder = dirname(name);
    let answers = this.#folders.get(folder);
    if (answers === undefined) {
      const path = join(this.#root, folder, SNAPSHOT);
      answers = existsSync(path) ? parseSnapshot(readFileSync(path, "utf8")) : new Map();
      this.#folders.set(folder, answers);
    }
    return answers.get(basename(name));
  }
}

/** Reads what `snapshotText` writes. Throws on any other line. */
export function parseSnapshot(text: string): FolderAnswers {
  const answers: FolderAnswers = new Map();
  let current: Answer[] = [];
  let functionName = "";
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line === "" || line.startsWith("#")) continue;
    const indent = line.search(/\S/);
    if (indent === 0) {
      current = [];
      answers.set(line, current);
    } else if (indent === FUNCTION_INDENT) functionName = line.trim();
    else {
      const fact = /^ {4}("(?:[^"\\]|\\.)*"): /.exec(line);
      if (fact === null) throw new Error(`${SNAPSHOT} line ${i + 1}: no answer, was ${line}`);
      const value = [line.slice(fact[0].length)];
      while (/^ {5}/.test(lines[i + 1] ?? "")) value.push(lines[++i]!);
      current.push({ functionName, fact: JSON.parse(fact[1]!), text: answerOfLines(value) });
    }
  }
  return answers;
}

/** The text of a folder's snapshot. */
export function snapshotText(answers: FolderAnswers): string {
  const lines = ["# Known answers of this folder's cases. bun run diagnose record writes them."];
  for (const [name, list] of [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push("", name);
    let functionName: string | undefined;
    for (const answer of list) {
      if (answer.functionName !== functionName) lines.push(`  ${answer.functionName}`);
      functionName = answer.functionName;
      const key = `${JSON.stringify(answer.fact)}: `;
      const [first, ...more] = answerLines(answer.text, FACT_INDENT + key.length);
      lines.push(`    ${key}${first}`, ...more.map((line) => `     ${line}`));
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Writes the snapshots of all folders; a folder that has no answers loses its file. */
export async function saveKnownAnswers(
  all: ReadonlyMap<string, readonly Answer[]>,
  root: string = ROOT,
): Promise<void> {
  const folders = new Map<string, FolderAnswers>();
  for (const [name, answers] of all) {
    const folder = folders.get(dirname(name)) ?? new Map();
    folders.set(dirname(name), folder);
    const kept = answers.filter(({ expected }) => expected === undefined);
    if (kept.length > 0) folder.set(basename(name), kept);
  }
  const pattern = `{${PIPELINE_FOLDERS.join(",")}}/**/${SNAPSHOT}`;
  for (const path of new Bun.Glob(pattern).scanSync(root)) rmSync(join(root, path));
  for (const [folder, answers] of folders) {
    if (answers.size === 0) continue;
    await Bun.write(join(root, folder, SNAPSHOT), snapshotText(answers));
  }
}
