/** Mean of what two growing totals gained lately: a lifetime mean would remember a pre-roll for ever. */
const WINDOW_MS = 5_000;

export class RecentMean {
  /** Totals as they were, oldest first; about one entry a look. */
  #marks: { localMs: number; count: number; sum: number }[] = [{ localMs: 0, count: 0, sum: 0 }];
  #mean = 0;

  /** The mean over about the last 5 s; the last known one while nothing is gained. */
  update(count: number, sum: number, localMs: number): number {
    const newest = this.#marks.at(-1)!;
    // Looks come in bursts (status of many clients); they share a mark.
    if (localMs - newest.localMs >= WINDOW_MS / 10) this.#marks.push({ localMs, count, sum });
    while (this.#marks.length > 1 && localMs - this.#marks[1]!.localMs > WINDOW_MS) {
      this.#marks.shift();
    }
    const oldest = this.#marks[0]!;
    if (count > oldest.count) this.#mean = (sum - oldest.sum) / (count - oldest.count);
    return this.#mean;
  }
}
