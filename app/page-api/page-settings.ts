/** What users of the page have chosen, and that their pages follow it. Main thread. */
import type { ClientFilters, ClientPreferences, Emitter } from "#emitter";
import type { Selections } from "./page-body.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { Universes } from "./universes.ts";

/** How often pages get the universes of now: new symbols, other most active ones. */
const REFRESH_EVERY_MS = 10_000;
/** What a user who has chosen nothing gets. */
const ALL: Selections = { highlow: { universes: ["all"] } };

export class PageSettings {
  readonly universes: Universes;
  readonly #store: SettingsStore;
  readonly #emitter: () => Emitter;
  #timer: Timer | undefined;

  constructor(store: SettingsStore, universes: Universes, emitter: () => Emitter) {
    this.#store = store;
    this.universes = universes;
    this.#emitter = emitter;
  }

  start(): void {
    this.#timer = setInterval(() => this.#refresh(), REFRESH_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#store.close();
  }

  /** What a page of the user's gets, as of now. */
  preferences(user: string): ClientPreferences {
    const selections = Object.values(this.selections(user));
    const filters = this.filters(user);
    return {
      universe: this.universes.resolve(selections.flatMap(({ universes }) => universes)),
      filters: Object.keys(filters).length === 0 ? null : filters,
    };
  }

  selections(user: string): Selections {
    return (this.#store.read(user, "selections") as Selections | undefined) ?? ALL;
  }

  select(user: string, selections: Selections): void {
    this.#store.save(user, "selections", selections);
    this.#emitter().follow(user, this.preferences(user), "universe");
  }

  filters(user: string): ClientFilters {
    return (this.#store.read(user, "filters") as ClientFilters | undefined) ?? {};
  }

  filter(user: string, filters: ClientFilters): void {
    this.#store.save(user, "filters", filters);
    this.#emitter().follow(user, this.preferences(user), "filters");
  }

  layout(user: string): unknown[] {
    return (this.#store.read(user, "gridstack_layout") as unknown[] | undefined) ?? [];
  }

  arrange(user: string, layout: unknown[]): void {
    this.#store.save(user, "gridstack_layout", layout);
  }

  #refresh(): void {
    for (const user of this.#emitter().followed()) {
      this.#emitter().follow(user, this.preferences(user), null);
    }
  }
}
