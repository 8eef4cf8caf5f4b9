/**
 * The order in which candidate edits are tried: spread over stages, then files, then operators.
 *
 * Most candidates lie in a few long files and are of a few frequent kinds. Drawn evenly, a hundred
 * cases would say little about the short stages; so each next case comes from the stage that was
 * drawn least so far, there from the file, and there from the operator that was drawn least.
 */

import type { StagedEdit } from "#bench/grading/copies";
import { SeededRandom } from "#statistics";

/** Counts draws by name. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, this.of(name) + 1);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** One of the least drawn names, by chance among equals. */
  least(names: Iterable<string>, random: SeededRandom): string {
    const all = [...names];
    const fewest = Math.min(...all.map((name) => this.of(name)));
    return random.pick(all.filter((name) => this.of(name) === fewest));
  }
}

function grouped<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group === undefined) groups.set(nameOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

type Pools = Map<string, Map<string, Map<string, StagedEdit[]>>>;

function poolsOf(candidates: readonly StagedEdit[], random: SeededRandom): Pools {
  const pools: Pools = new Map();
  for (const [stage, ofStage] of grouped(candidates, (edit) => edit.stage)) {
    const files = new Map<string, Map<string, StagedEdit[]>>();
    for (const [file, ofFile] of grouped(ofStage, (edit) => edit.file)) {
      files.set(
        file,
        grouped(random.shuffled(ofFile), (edit) => edit.operator),
      );
    }
    pools.set(stage, files);
  }
  return pools;
}

/** Every candidate once, in an order that depends on `seed` and the candidates alone. */
export function* sampled(candidates: readonly StagedEdit[], seed: number): Generator<StagedEdit> {
  const random = new SeededRandom(seed);
  const pools = poolsOf(candidates, random);
  const [stages, files, operators] = [new Tally(), new Tally(), new Tally()];
  while (pools.size > 0) {
    const stage = stages.least(pools.keys(), random);
    const ofStage = pools.get(stage)!;
    const file = files.least(ofStage.keys(), random);
    const ofFile = ofStage.get(file)!;
    const operator = operators.least(ofFile.keys(), random);
    const edits = ofFile.get(operator)!;
    const edit = edits.pop()!;
    stages.add(stage);
    files.add(file);
    operators.add(operator);
    if (edits.length === 0) ofFile.delete(operator);
    if (ofFile.size === 0) ofStage.delete(file);
    if (ofStage.size === 0) pools.delete(stage);
    yield edit;
  }
}

/** Pairs of different stages (different files where there is one stage only), each edit once. */
export function pairsOf(
  edits: readonly StagedEdit[],
  count: number,
  seed: number,
): [StagedEdit, StagedEdit][] {
  const random = new SeededRandom(seed ^ 0x5bd1e995);
  let rest = random.shuffled(edits);
  const isOneStage = new Set(edits.map(({ stage }) => stage)).size === 1;
  const pairs: [StagedEdit, StagedEdit][] = [];
  while (pairs.length < count && rest.length > 1) {
    const [first, ...others] = rest as [StagedEdit, ...StagedEdit[]];
    const second = others.find((edit) =>
      isOneStage ? edit.file !== first.file : edit.stage !== first.stage,
    );
    if (second !== undefined) pairs.push([first, second]);
    rest = others.filter((edit) => edit !== second);
  }
  return pairs;
}
