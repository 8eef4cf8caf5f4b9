/** Says now and then what came, for people who listen to the page. */
import { byId, setText } from "../elements.ts";

const SAY_EVERY_MS = 15_000;

export class Announcer {
  readonly #counts: Record<string, number> = {};

  constructor() {
    setInterval(() => this.#say(), SAY_EVERY_MS);
  }

  /** Counts what came. */
  count(fresh: Readonly<Record<string, number>>): void {
    for (const [kind, count] of Object.entries(fresh)) {
      this.#counts[kind] = (this.#counts[kind] ?? 0) + count;
    }
  }

  #say(): void {
    const heard = Object.entries(this.#counts).filter(([, count]) => count > 0);
    for (const kind of Object.keys(this.#counts)) this.#counts[kind] = 0;
    if (heard.length === 0) return;
    const text = heard.map(([kind, count]) => `${count} ${kind}`).join(", ");
    setText(byId("announcer"), `In the last 15 seconds: ${text}`);
  }
}
