/** Performance: rates and latencies over the last half hour, and every stage's latency now. */
import { addCell, byId, make, setAttribute, setShown, setText, table } from "../elements.ts";
import { clockText, countText, microsText, rateText } from "../format.ts";
import type { View } from "../view.ts";
import { BaselinePanel } from "./baseline-panel.ts";
import { LineChart } from "./line-chart.ts";
import { Sampler } from "./sampler.ts";

export class PerformanceView implements View {
  readonly root: HTMLElement = byId("view-performance");
  readonly #sampler: Sampler;
  readonly #rates: LineChart;
  readonly #percentiles: LineChart;
  readonly #stage: HTMLSelectElement = byId("latency-stage") as HTMLSelectElement;
  readonly #body: HTMLTableSectionElement;
  readonly #baselines: BaselinePanel = new BaselinePanel(byId("baselines-head"), byId("baselines"));
  #isShown = false;

  constructor() {
    this.#rates = new LineChart(byId("rates-chart"), {
      label: "Records, events and delivered rows per second over time",
      lines: [
        { name: "records", colour: "accent" },
        { name: "events", colour: "warn", dash: [6, 3] },
        { name: "rows delivered", colour: "up", dash: [2, 3] },
      ],
      text: rateText,
      scale: "asinh",
    });
    this.#percentiles = new LineChart(byId("latency-chart"), {
      label: "Latency percentiles over time",
      lines: [
        { name: "p50", colour: "up" },
        { name: "p99", colour: "warn", dash: [6, 3] },
        { name: "p99.9", colour: "down", dash: [2, 3] },
      ],
      text: (ms) => microsText(ms * 1000),
      scale: "log",
    });
    const headings = ["stage", "thread", "n", "mean", "p50", "p90", "p99", "p99.9", "max"];
    const parts = table(
      "Latency by stage and thread",
      headings.map((text) => ({ text, isText: text === "stage" || text === "thread" })),
    );
    this.#body = parts.body;
    byId("latency-table").append(parts.table);
    this.#stage.addEventListener("change", () => {
      this.#sampler.choose(this.#stage.value);
      this.#draw();
    });
    this.#sampler = new Sampler(() => this.#draw());
  }

  title(): string {
    return "Performance";
  }

  show(): void {
    this.#isShown = true;
    this.#draw();
    void this.#baselines.look();
  }

  hide(): void {
    this.#isShown = false;
  }

  /** The theme has changed. */
  paint(): void {
    this.#rates.paint();
    this.#percentiles.paint();
    this.#draw();
  }

  #draw(): void {
    if (!this.#isShown) return;
    const { problem, atEpochMs } = this.#sampler;
    setAttribute(this.root, "data-old", problem === "" ? null : "");
    const from = atEpochMs === 0 ? "" : ` The data shown is from ${clockText(atEpochMs)}.`;
    const fresh =
      atEpochMs === 0
        ? "Waiting for the first sample."
        : `As of ${clockText(atEpochMs)}, a sample every 2 s while the page is visible.`;
    setText(
      byId("performance-note"),
      problem === "" ? fresh : `Not up to date: ${problem}.${from}`,
    );
    this.#rates.draw(this.#sampler.rates);
    this.#percentiles.draw(this.#sampler.percentiles);
    this.#offerStages();
    this.#fillTable();
  }

  #offerStages(): void {
    const keys = Object.keys(this.#sampler.latencies.latency);
    setShown(byId("latency-choice"), keys.length > 0);
    const offered = [...this.#stage.options].map(({ value }) => value);
    if (keys.join() !== offered.join()) {
      this.#stage.replaceChildren(
        ...keys.map((key) => make("option", { value: key }, key.replace("@", " on "))),
      );
    }
    if (document.activeElement !== this.#stage) this.#stage.value = this.#sampler.key;
  }

  #fillTable(): void {
    const rows = Object.entries(this.#sampler.latencies.latency).map(([key, one]) => {
      const row = make("tr");
      const [stage = "", thread = ""] = key.split("@");
      addCell(row, stage, "text");
      addCell(row, thread, "text");
      addCell(row, countText(one.count));
      for (const us of [one.meanUs, one.p50Us, one.p90Us, one.p99Us, one.p999Us, one.maxUs])
        addCell(row, microsText(us));
      return row;
    });
    if (rows.length === 0) {
      const row = make("tr", { class: "empty" });
      addCell(row, "nothing was measured yet").colSpan = 9;
      rows.push(row);
    }
    this.#body.replaceChildren(...rows);
  }
}
