/** One symbol: chart, numbers of the session, its newest events, and why events came or did not. */
import type { ContractItem } from "#client";
import {
  addCell,
  button,
  byId,
  facts,
  make,
  setAttribute,
  setShown,
  setText,
  table,
} from "../elements.ts";
import { getJson, Poller } from "../engine-api.ts";
import { ageText, countText, priceText, signedText } from "../format.ts";
import { eventEpochSeconds, type Live } from "../live.ts";
import type { View } from "../view.ts";
import { kindChoice, showExplain } from "./explain-panel.ts";
import { PriceChart } from "./price-chart.ts";

const LOOK_EVERY_MS = 1000;
const EVENTS_SHOWN = 50;
/** Looks that are left out after the engine said that it never saw the symbol. */
const UNKNOWN_PAUSE_LOOKS = 15;

/** `/api/symbols/SYMBOL`, as far as it is shown. */
interface SymbolState {
  lastPrice?: number | null;
  lastTickEpochSeconds?: number | null;
  basePrice?: number | null;
  sessionHigh?: number | null;
  sessionLow?: number | null;
  vwap?: number | null;
  sessionVolume?: number | null;
  marketStatus?: string | null;
}

export class SymbolView implements View {
  readonly root: HTMLElement = byId("view-symbol");
  readonly #live: Live;
  readonly #facts: HTMLElement = byId("symbol-facts");
  readonly #note: HTMLElement = byId("symbol-note");
  readonly #events: HTMLTableSectionElement;
  readonly #eventsNote: HTMLElement = byId("symbol-events-note");
  readonly #poller: Poller = new Poller(LOOK_EVERY_MS, () => this.#look());
  readonly #kind: HTMLSelectElement;
  #chart: PriceChart | undefined;
  #symbol = "";
  #newestEvent = "";
  /** The symbol whose explanation is asked for or shown. */
  #explained = "";
  /** Looks to leave out. */
  #pauseLooks = 0;

  constructor(live: Live) {
    this.#live = live;
    const headings = ["time", "event", "price", "label"];
    const parts = table(
      "Events of the symbol",
      headings.map((text) => ({ text, isText: text !== "price" })),
    );
    this.#events = parts.body;
    byId("symbol-events").append(parts.table);
    this.#kind = kindChoice(() => this.#explain());
    byId("symbol-explain-head").append(
      this.#kind,
      button("refresh", () => this.#explain(), "quiet"),
    );
    live.listen({ newRun: () => this.#symbol !== "" && this.#chart?.begin() });
  }

  title(symbol: string): string {
    return symbol;
  }

  show(symbol: string): void {
    if (symbol !== this.#symbol) {
      this.#symbol = symbol;
      this.#newestEvent = "";
      this.#pauseLooks = 0;
      setText(byId("symbol-title"), symbol);
      this.#facts.replaceChildren();
      setShown(this.#facts, false);
      this.#explained = "";
      setText(byId("symbol-explain"), "loading …");
      this.#events.replaceChildren();
      this.#chart ??= new PriceChart(byId("symbol-chart"));
      this.#chart.begin();
      this.#showEvents(this.#live.eventsOf(symbol));
    }
    this.#poller.start();
  }

  hide(): void {
    this.#poller.stop();
  }

  /** The theme has changed. */
  paint(): void {
    this.#chart?.paint();
  }

  #explain(): void {
    this.#explained = this.#symbol;
    setText(byId("symbol-explain"), "loading …");
    void showExplain(byId("symbol-explain"), this.#symbol, this.#kind.value);
  }

  async #look(): Promise<void> {
    const symbol = this.#symbol;
    const events = this.#live.eventsOf(symbol);
    this.#showEvents(events);
    if (this.#pauseLooks > 0 && events.length === 0) {
      this.#pauseLooks -= 1;
      return;
    }
    const answer = await getJson<SymbolState>(`/api/symbols/${encodeURIComponent(symbol)}`);
    if (symbol !== this.#symbol) return;
    setShown(this.#note, !answer.ok);
    setAttribute(this.root, "data-old", answer.ok || answer.status !== undefined ? null : "");
    if (answer.ok) {
      this.#pauseLooks = 0;
      this.#showState(answer.value);
      if (symbol !== this.#explained) this.#explain();
      return;
    }
    const isUnknown = answer.status === 404;
    if (isUnknown) this.#pauseLooks = UNKNOWN_PAUSE_LOOKS;
    const hint = isUnknown && symbol !== symbol.toUpperCase() ? " Symbols are case-sensitive." : "";
    setText(this.#note, `${answer.problem}.${hint}`);
    if (isUnknown) setText(byId("symbol-explain"), "This symbol is unknown.");
    else if (symbol !== this.#explained) setText(byId("symbol-explain"), `${answer.problem}.`);
  }

  #showState(state: SymbolState): void {
    const { lastPrice, lastTickEpochSeconds, vwap, sessionHigh, sessionLow, basePrice } = state;
    if (lastPrice != null && lastTickEpochSeconds != null) {
      this.#chart?.add({
        epochSeconds: lastTickEpochSeconds,
        price: lastPrice,
        vwap: vwap ?? null,
      });
      const age = this.#live.marketEpochSeconds - lastTickEpochSeconds;
      const change =
        basePrice == null || basePrice === 0
          ? "–"
          : `${signedText((lastPrice / basePrice - 1) * 100, 2)}%`;
      setShown(this.#facts, true);
      this.#facts.replaceChildren(
        facts([
          ["price", priceText(lastPrice)],
          ["change", change],
          ["VWAP", vwap == null ? "–" : priceText(vwap)],
          ["session high", sessionHigh == null ? "–" : priceText(sessionHigh)],
          ["session low", sessionLow == null ? "–" : priceText(sessionLow)],
          ["volume", state.sessionVolume == null ? "–" : countText(state.sessionVolume)],
          ["last tick", `${ageText(age)} ago`],
        ]),
      );
    }
    this.#chart?.extremes(sessionHigh ?? null, sessionLow ?? null);
  }

  #showEvents(events: ContractItem[]): void {
    const newest = events.at(-1)?.event_id ?? "";
    setText(
      this.#eventsNote,
      events.length === 0 ? "No events of this symbol since the page was opened." : "",
    );
    if (newest === this.#newestEvent) return;
    this.#newestEvent = newest;
    this.#chart?.mark(events);
    const rows = events
      .slice(-EVENTS_SHOWN)
      .toReversed()
      .map((item) => {
        const row = make("tr", { "data-at": String(eventEpochSeconds(item)) });
        addCell(row, item.time, "text");
        addCell(row, `${item.type} ${item.direction}`, `text ${item.direction}`);
        addCell(row, priceText(item.price));
        addCell(row, item.label, "text");
        return row;
      });
    this.#events.replaceChildren(...rows);
  }
}
