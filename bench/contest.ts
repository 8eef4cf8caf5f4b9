/**
 * Takes contenders in turn: A B C, B C A, C A B. What disturbs the machine for a while then disturbs
 * all of them, and the ratio of two figures of one round holds although neither figure does.
 */
import { measure } from "mitata";
import type { Measure, Size, Unit } from "./suite.ts";
import { myTurn } from "./turns.ts";
import { YARDSTICK, yardstickNs } from "./yardstick.ts";

export interface Contender {
  name: string;
  unit: Unit;
  /** Called once a round: the figure, or the figure and those of `more`. */
  sample: () => number | readonly number[] | Promise<number | readonly number[]>;
  /** What its work meant; called once, after the rounds. */
  checksum: () => string;
  /** What else a round of this contender shows. */
  more?: readonly { name: string; unit: Unit }[];
  at?: Measure["at"];
  /** True when `sample` does nothing but time work that the checksum has done already. */
  isTimingOnly?: boolean;
}

/** Processor time of a micro benchmark's figure in one round; long against a timer interrupt. */
const SLICE_NS = 8e6;
/** A round's figure is the lower quartile of at least this many calls: interruptions hit the rest. */
const CALLS_MIN = 7;

/**
 * A micro benchmark: `work` does `ops` operations per call, some 100 us in all, and returns something
 * that depends on all of them. `checksumOf`: what the work means, for rivals whose results differ in
 * form; default the result.
 */
export function micro(
  name: string,
  ops: number,
  work: () => number,
  checksumOf: () => string = () => String(work()),
): Contender {
  const checksum = checksumOf();
  return {
    name,
    unit: "ns/op",
    checksum: () => checksum,
    isTimingOnly: true,
    sample: async () => {
      const { p25 } = await measure(() => work(), {
        gc: false,
        batch_threshold: 0,
        min_samples: CALLS_MIN,
        min_cpu_time: SLICE_NS,
      });
      return p25 / ops;
    },
  };
}

/** The measures of a contender, without figures. */
function emptyMeasures({ name, unit, checksum, more = [], at }: Contender): Measure[] {
  return [
    { name, unit, checksum: checksum() },
    ...more.map((one) => ({ ...one, checksum: "" })),
  ].map((measure) => ({ ...measure, samples: [[]], ...(at === undefined ? {} : { at }) }));
}

/** Smoke size: the work is done once, what only takes time is not. */
async function onceOnly(contender: Contender): Promise<Measure[]> {
  const figures = contender.isTimingOnly ? [] : [await contender.sample()].flat();
  const measures = emptyMeasures(contender);
  for (const [i, figure] of figures.entries()) measures[i]!.samples[0]!.push(figure);
  return measures;
}

/**
 * `rounds` rounds over all contenders, the first ones (JIT, caches) not counted. The yardstick takes
 * part in each round.
 */
export async function contest(
  contenders: readonly Contender[],
  size: Size,
  rounds: number,
  warmUpRounds = 2,
): Promise<Measure[]> {
  if (size === "smoke") {
    const measures: Measure[] = [];
    for (const contender of contenders) measures.push(...(await onceOnly(contender)));
    return measures;
  }
  const taken = contenders.map((): (readonly number[])[] => []);
  const yardstick: number[] = [];
  for (let round = -warmUpRounds; round < rounds; round++) {
    await myTurn();
    const pace = yardstickNs();
    if (round >= 0) yardstick.push(pace);
    for (let i = 0; i < contenders.length; i++) {
      const turn = (i + round + warmUpRounds) % contenders.length;
      const figures = [await contenders[turn]!.sample()].flat();
      if (round >= 0) taken[turn]!.push(figures);
    }
  }
  const measures = contenders.flatMap((contender, i) => {
    return emptyMeasures(contender).map((measure, m) => {
      return { ...measure, samples: [taken[i]!.map((figures) => figures[m]!)] };
    });
  });
  return [...measures, { name: YARDSTICK, unit: "ns/op", checksum: "", samples: [yardstick] }];
}
