/** Waiting for something to become true, instead of for some time to pass. */

const POLL_MS = 2;

/** Resolves when `isTrue` does; rejects after `timeoutMs` with what was awaited. */
export async function until(
  what: string,
  isTrue: () => boolean,
  timeoutMs: number = 5000,
): Promise<void> {
  const deadlineLocalMs = performance.now() + timeoutMs;
  while (!isTrue()) {
    if (performance.now() > deadlineLocalMs) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await Bun.sleep(POLL_MS);
  }
}
