/** Healthy controls: other seeds and loads on unedited sources, to see whether anything is accused. */
import { SeededRandom } from "#statistics";

/** A market and an engine with which nothing is wrong. */
export interface HealthyLoad {
  /** Of the synthetic market. */
  seed: number;
  /** Config of the engine, by the names of its environment variables. */
  environment: Record<string, string>;
}

/** Each value has the same chance; the first ones are the usual case. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  TICKSCOPE_WORKERS: ["1", "1", "2", "3"],
  TICKSCOPE_SPEED: ["1", "1", "5", "max"],
  TICKSCOPE_SYNTHETIC_SYMBOLS: ["600", "500", "1500", "4000"],
  TICKSCOPE_SYNTHETIC_TICKS_PER_SECOND: ["1000", "1000", "50", "5000", "20000"],
  TICKSCOPE_SYNTHETIC_PRE_ROLL_SECONDS: ["600", "60"],
};
/** When the market opens: usually whenever the engine likes; before hours, after them, on a Sunday. */
const STARTS = ["", "", "", "2025-08-20T09:00:00Z", "2025-08-20T21:00:00Z", "2025-08-24T15:00:00Z"];

/** `count` loads by chance that `seed` decides. */
export function healthyLoads(count: number, seed: number): HealthyLoad[] {
  const random = new SeededRandom(seed ^ 0x2545f491);
  return Array.from({ length: count }, () => {
    const environment: Record<string, string> = {};
    for (const [name, values] of Object.entries(CHOICES)) environment[name] = random.pick(values);
    const start = random.pick(STARTS);
    if (start !== "") environment.TICKSCOPE_START = start;
    return { seed: random.below(2 ** 32), environment };
  });
}

/** Under which a control's outcome is kept. */
export function loadKey(load: HealthyLoad): string {
  return `healthy ${JSON.stringify(load)}`;
}
