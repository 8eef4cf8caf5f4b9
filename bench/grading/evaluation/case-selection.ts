/** Chooses the cases: candidates in sampled order, of which the oracle keeps those that matter. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  applyEdits,
  describeEdit,
  editKey,
  type StagedEdit,
  WorkCopy,
} from "#bench/grading/copies";
import type { CaseLog } from "./case-log.ts";
import { stageOf } from "./file-stages.ts";
import { candidateEdits } from "./mutation/mutation.ts";
import { isParsable } from "./mutation/parsed-source.ts";
import type { Oracle, OracleVerdict } from "./oracle.ts";
import { inParallel } from "./parallel.ts";
import { editableFiles } from "./source-scope.ts";

/** Which candidates are wanted. */
export interface CandidateFilter {
  /** Stage; undefined = all. */
  onlyStage?: string | undefined;
  /** File relative to the root; undefined = all. */
  onlyFile?: string | undefined;
}

/** Everything that could be edited. */
export interface Candidates {
  edits: StagedEdit[];
  /** Files in scope, whatever the filter says: from which a guess would choose. */
  fileCount: number;
}

/** All candidate edits below `root`. */
export function candidatesIn(root: string, { onlyStage, onlyFile }: CandidateFilter): Candidates {
  const files = editableFiles(root);
  const edits = files.flatMap((file) => {
    const stage = stageOf(file);
    if (onlyFile !== undefined && file !== onlyFile) return [];
    if (onlyStage !== undefined && stage !== onlyStage) return [];
    const text = readFileSync(join(root, file), "utf8");
    return candidateEdits(file, text).map((edit) => ({ ...edit, stage }));
  });
  return { edits, fileCount: files.length };
}

/** An edit that changes what the engine does. */
export interface KeptEdit {
  edit: StagedEdit;
  key: string;
  description: string;
  verdict: OracleVerdict;
}

/** What selection needs. */
export interface SelectionOptions {
  pristine: WorkCopy;
  oracle: Oracle;
  log: CaseLog;
  /** Digest of what the oracle runs. */
  tree: string;
  jobs: number;
  say: (text: string) => void;
}

/** What selection found. */
export interface Selection {
  kept: KeptEdit[];
  examined: number;
  /** Dropped, because nothing that the oracle sees changed. */
  equivalent: number;
}

/** Batches are this many times the jobs, so that no job waits long for the slowest. */
const BATCH_PER_JOB = 4;

/** Takes candidates from `stream` until `count` are kept or none is left. */
export async function selectEdits(
  stream: Iterator<StagedEdit>,
  count: number,
  options: SelectionOptions,
): Promise<Selection> {
  const { pristine, jobs, say } = options;
  const selection: Selection = { kept: [], examined: 0, equivalent: 0 };
  while (selection.kept.length < count) {
    const missing = count - selection.kept.length;
    const batch = nextOf(stream, Math.min(Math.max(jobs, missing), jobs * BATCH_PER_JOB), pristine);
    if (batch.length === 0) break;
    const verdicts = await inParallel(batch, jobs, (edit) => examine(edit, options));
    for (const found of verdicts) {
      if (selection.kept.length === count) break;
      selection.examined += 1;
      if (found.verdict.isChanged) selection.kept.push(found);
      else selection.equivalent += 1;
    }
    const { kept, equivalent } = selection;
    say(`selected ${kept.length}/${count}, ${equivalent} without effect`);
  }
  return selection;
}

/** The next edits that leave a file TypeScript. */
function nextOf(stream: Iterator<StagedEdit>, count: number, pristine: WorkCopy): StagedEdit[] {
  const batch: StagedEdit[] = [];
  while (batch.length < count) {
    const { value, done } = stream.next();
    if (done === true) break;
    if (isParsable(applyEdits(pristine.read(value.file), [value]))) batch.push(value);
  }
  return batch;
}

async function examine(edit: StagedEdit, options: SelectionOptions): Promise<KeptEdit> {
  const { pristine, oracle, log, tree } = options;
  const text = pristine.read(edit.file);
  const key = editKey(edit, text);
  const known = log.oracle(key, tree);
  const description = describeEdit(edit, text);
  if (known !== undefined) return { edit, key, description, verdict: known };
  const copy = new WorkCopy(pristine.root, false);
  try {
    copy.edit([edit]);
    const verdict = await oracle.examine(copy, edit);
    log.add({ kind: "oracle", key, tree, verdict });
    return { edit, key, description, verdict };
  } finally {
    copy.remove();
  }
}
