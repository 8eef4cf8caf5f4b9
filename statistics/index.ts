/** The door of the statistics that the bench, the commands and the diagnosis share. */

export { nearestRank, quantile } from "./quantile.ts";
export { SeededRandom } from "./seeded-random.ts";
