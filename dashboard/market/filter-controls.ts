/**
 * Universe and filters of this page. They act at the engine's edge, for this page only; the engine's
 * answer is shown, and what was chosen is kept in this browser.
 */
import type { Filters, TickscopeClient, Universe } from "#client";
import { button, byId, make, setText } from "../elements.ts";
import { countText } from "../format.ts";
import type { Live } from "../live.ts";
import { load, save } from "../settings.ts";

/** Changes are sent when nothing was typed for this long. */
const SETTLE_MS = 350;

const TICK_WORDS = {
  "trend-strength": ["weak", "moderate", "strong"],
  "trend-vwap": ["above", "below"],
  "surge-trigger": ["price", "volume", "price_and_volume"],
  "surge-price": ["penny", "low", "mid", "high"],
} as const;
type TickGroup = keyof typeof TICK_WORDS;

const TICK_TEXTS: Readonly<Record<string, string>> = {
  price_and_volume: "both",
  penny: "< 1",
  low: "1–25",
  mid: "25–100",
  high: "≥ 100",
};

export class FilterControls {
  readonly #client: TickscopeClient;
  readonly #onChange: () => void;
  readonly #answer: HTMLElement = byId("filter-answer");
  readonly #summary: HTMLElement = byId("filter-summary");
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** `onChange`: what is shown no longer fits the filters. */
  constructor(live: Live, onChange: () => void) {
    this.#client = live.client;
    this.#onChange = onChange;
    for (const group of Object.keys(TICK_WORDS) as TickGroup[]) this.#addTicks(group);
    const form = byId("filters") as HTMLFormElement;
    this.#restore(form);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.#apply(form), SETTLE_MS);
    });
    byId("filter-buttons").append(button("clear all", () => this.#clear(form)));
    live.listen({
      answer: (message) => {
        if (message.event === "error") setText(this.#answer, `rejected: ${message.data.message}`);
        // Frames that were on their way had other filters: only what follows has these.
        if (message.event === "filters_updated") this.#onChange();
        if (message.event !== "universe_updated") return;
        const { tracker, ticker_count: count } = message.data;
        const symbols =
          tracker === "all" ? `all ${countText(count)} symbols` : `${countText(count)} selected`;
        setText(this.#answer, `the engine sends ${symbols}`);
      },
    });
    // Before connect(): the first connection already says it.
    const { universe, filters } = this.#read(form);
    this.#client.subscribe(universe);
    this.#client.filter(filters);
    this.#summarise(universe, filters);
  }

  #addTicks(group: TickGroup): void {
    for (const word of TICK_WORDS[group]) {
      const input = make("input", { type: "checkbox", name: group, value: word });
      byId(group).append(make("label", { class: "tick" }, input, TICK_TEXTS[word] ?? word));
    }
  }

  #apply(form: HTMLFormElement): void {
    const { universe, filters } = this.#read(form);
    const said = JSON.stringify([this.#client.universe, this.#client.filters]);
    if (said === JSON.stringify([universe, filters])) return;
    save("filters", JSON.stringify([...new FormData(form)]));
    setText(this.#answer, "");
    this.#client.subscribe(universe);
    this.#client.filter(filters);
    this.#summarise(universe, filters);
    this.#onChange();
    this.#client.refresh();
  }

  #clear(form: HTMLFormElement): void {
    form.reset();
    this.#apply(form);
  }

  #summarise(universe: Universe, filters: Filters): void {
    const symbols = universe === "all" ? "all symbols" : `${universe.length} symbols`;
    const groups = Object.keys(filters).length;
    setText(this.#summary, groups === 0 ? symbols : `${symbols}, filtered`);
  }

  #restore(form: HTMLFormElement): void {
    try {
      const pairs = JSON.parse(load("filters") ?? "[]") as [string, string][];
      for (const [name, value] of pairs) {
        for (const field of form.querySelectorAll<HTMLInputElement>(
          `[name="${CSS.escape(name)}"]`,
        )) {
          if (field.type !== "checkbox") field.value = value;
          else if (field.value === value) field.checked = true;
        }
      }
    } catch (error) {
      setText(this.#answer, `saved filters could not be read: ${error}`);
    }
  }

  #read(form: HTMLFormElement): { universe: Universe; filters: Filters } {
    const data = new FormData(form);
    const symbols = String(data.get("universe") ?? "")
      .split(/[\s,;]+/)
      .filter((symbol) => symbol !== "");
    const number = (name: string) => {
      const text = String(data.get(name) ?? "").trim();
      return text === "" || !(Number(text) >= 0) ? undefined : Number(text);
    };
    const words = <W extends string>(name: string) => data.getAll(name).map(String) as W[];
    const list = <W extends string>(name: string) =>
      words<W>(name).length === 0 ? undefined : words<W>(name);
    const filters: Filters =
      present({
        highlow: present({ min_count: number("min-count"), min_volume: number("min-volume") }),
        trends: present({
          strength: list<"weak">("trend-strength"),
          vwap_position: list<"above">("trend-vwap"),
          volume_confirmation: data.get("volume-confirmation") === null ? undefined : true,
        }),
        surges: present({
          min_magnitude: number("min-magnitude"),
          trigger_type: list<"price">("surge-trigger"),
          price_range: list<"low">("surge-price"),
        }),
      }) ?? {};
    return { universe: symbols.length === 0 ? "all" : [...new Set(symbols)], filters };
  }
}

/** The members that have a value; undefined when none has. */
function present<T extends object>(
  members: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length === 0
    ? undefined
    : (Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> });
}
