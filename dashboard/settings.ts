/** What this browser remembers of the page. Works without storage, too. */

const PREFIX = "tickscope.";

/** A text that was saved; undefined when there is none. */
export function load(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined; // storage is forbidden here
  }
}

/** Saves a text for the next visit. */
export function save(name: string, text: string): void {
  try {
    localStorage.setItem(PREFIX + name, text);
  } catch (error) {
    console.info(`settings are not kept: ${error instanceof Error ? error.message : error}`);
  }
}
