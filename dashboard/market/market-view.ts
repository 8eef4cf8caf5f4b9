/** The market: six lists, activity and breadth, and what this page wants to see. */
import { byId, setAttribute, setText } from "../elements.ts";
import { ageText } from "../format.ts";
import type { Live } from "../live.ts";
import type { View } from "../view.ts";
import { showActivity, showStatus } from "./activity-panel.ts";
import { Announcer } from "./announcer.ts";
import { EventLists } from "./event-lists.ts";
import { FilterControls } from "./filter-controls.ts";

/** Six lists in turn: each once a second. */
const AGES_EVERY_MS = 1000 / 6;

export class MarketView implements View {
  readonly root: HTMLElement = byId("view-market");
  readonly #lists: EventLists;
  readonly #announcer: Announcer = new Announcer();
  readonly #pauseButton: HTMLElement = byId("pause");
  #ages: ReturnType<typeof setInterval> | undefined;
  #isPaused = false;

  constructor(live: Live) {
    this.#lists = new EventLists(byId("lists"), () => live.marketEpochSeconds);
    new FilterControls(live, () => this.#lists.clearAll());
    this.#pauseButton.addEventListener("click", () => this.togglePause());
    live.listen({
      frame: (data) => {
        this.#announcer.count(this.#lists.add(data));
        showActivity(data.activity);
      },
      status: showStatus,
      reset: () => this.#lists.clearSession(),
      newRun: () => this.#lists.clearAll(),
      gap: ({ recovered, lostMs }) => {
        if (!recovered)
          this.#lists.markGap(`gap of ${ageText(lostMs / 1000)}: some events were missed`);
      },
    });
  }

  title(): string {
    return "Market";
  }

  show(): void {
    this.#lists.isShown = true;
    this.#lists.wake();
    clearInterval(this.#ages);
    this.#ages = setInterval(() => this.#lists.drawNextAges(), AGES_EVERY_MS);
  }

  hide(): void {
    this.#lists.isShown = false;
    clearInterval(this.#ages);
  }

  /** Holds the lists still, or lets them go on. */
  togglePause(): void {
    this.#isPaused = !this.#isPaused;
    this.#lists.isPaused = this.#isPaused;
    setAttribute(this.#pauseButton, "aria-pressed", String(this.#isPaused));
    setText(this.#pauseButton, this.#isPaused ? "resume" : "pause");
  }
}
