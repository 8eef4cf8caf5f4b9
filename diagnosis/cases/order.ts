/** What stands on what, without circles, and an order in which foundations come first. */
import type { Stage } from "#engine/telemetry";
import { MODULE_OF_STAGE } from "../stage-of-file.ts";

/** A module, what its source uses, and what only its cases use. */
export interface Node {
  file: string;
  stage: Stage;
  bySource: ReadonlySet<string>;
  byCases: ReadonlySet<string>;
}

/** Stages in the order of the flow; the pipeline's own list is not loaded here. */
const FLOW = Object.keys(MODULE_OF_STAGE);

/**
 * What each file needs. The source's own imports come first; an edge that only the cases bring is left
 * out when it would close a circle, and so is the last edge of a circle of sources. Edges that lead
 * upstream are preferred.
 */
export function withoutCircles(nodes: readonly Node[]): Map<string, Set<string>> {
  const needs = new Map(nodes.map(({ file }) => [file, new Set<string>()]));
  const stageAt = new Map(nodes.map(({ file, stage }) => [file, FLOW.indexOf(stage)]));
  for (const kind of ["bySource", "byCases"] as const) {
    const edges = nodes.flatMap((node) => [...node[kind]].map((to) => [node.file, to] as const));
    const upstream = ([from, to]: readonly [string, string]) =>
      stageAt.get(to)! - stageAt.get(from)!;
    edges.sort((a, b) => upstream(a) - upstream(b) || (`${a}` < `${b}` ? -1 : 1));
    for (const [from, to] of edges) if (!reaches(needs, to, from)) needs.get(from)!.add(to);
  }
  return needs;
}

function reaches(needs: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string) {
  const seen = new Set([from]);
  for (const file of seen) {
    if (file === to) return true;
    for (const next of needs.get(file)!) seen.add(next);
  }
  return false;
}

/** What others need comes before them; else by stage, else by name. */
export function inOrder<T extends { name: string; stage: Stage; needs: readonly string[] }>(
  all: readonly T[],
): T[] {
  const open = all.toSorted(
    (a, b) => FLOW.indexOf(a.stage) - FLOW.indexOf(b.stage) || (a.name < b.name ? -1 : 1),
  );
  const done = new Set<string>();
  const ordered: T[] = [];
  while (open.length > 0) {
    const at = open.findIndex(({ needs }) => needs.every((name) => done.has(name)));
    const [next] = open.splice(at, 1);
    done.add(next!.name);
    ordered.push(next!);
  }
  return ordered;
}
