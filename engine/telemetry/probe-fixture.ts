/** What probes of telemetry share. */

/** False when `use` throws, whatever it gives: the object lacks something from its construction. */
export function isUsable(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch {
    return false;
  }
}
