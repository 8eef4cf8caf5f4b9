/** Waiting for something to become true, instead of for some time to pass. For tests. */

const POLL_MS = 2;

/**
 * Resolves with what `look` gives as soon as that is truthy, looking every `pollMs`; rejects after
 * `timeoutMs` with what was awaited, and at once with what `look` throws.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  timeoutMs: number = 5000,
  pollMs: number = POLL_MS,
): Promise<T> {
  const deadlineLocalMs = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > deadlineLocalMs) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await Bun.sleep(pollMs);
  }
}
