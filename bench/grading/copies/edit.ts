/** An edit of one source file: a range of characters and what stands there instead. */

/** A candidate or applied edit. */
export interface Edit {
  /** Relative to the root of the repository. */
  file: string;
  /** First character that is replaced, from 0. */
  start: number;
  /** First character after it. */
  end: number;
  replacement: string;
  /** First and last line that the edit touches, from 1. */
  line: number;
  lineEnd: number;
  /** Name of the operator that made it. */
  operator: string;
}

/** Where an edit falls in the pipeline. */
export interface StagedEdit extends Edit {
  stage: string;
}

/** `text` with the edits made; they may stand in any order, and must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let edited = text;
  let limit = text.length;
  for (const { start, end, replacement } of edits.toSorted((a, b) => b.start - a.start)) {
    if (end > limit) throw new Error(`Invariant: edits overlap at character ${end}`);
    limit = start;
    edited = edited.slice(0, start) + replacement + edited.slice(end);
  }
  return edited;
}

/** 16 hex digits: equal for the same edit of the same text, whatever happens to other files. */
export function editKey(edit: Edit, text: string): string {
  const { file, start, end, replacement } = edit;
  const hasher = new Bun.CryptoHasher("sha256");
  hasher.update(JSON.stringify([file, start, end, replacement]));
  hasher.update(text);
  return hasher.digest("hex").slice(0, 16);
}

/** Longest piece of source that a description quotes. */
const QUOTED_CHARS = 60;

function quoted(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > QUOTED_CHARS ? `${flat.slice(0, QUOTED_CHARS)}…` : flat;
}

/** `before -> after`, on one line. */
export function describeEdit(edit: Edit, text: string): string {
  return `${quoted(text.slice(edit.start, edit.end)) || "(nothing)"} -> ${quoted(edit.replacement) || "(nothing)"}`;
}
