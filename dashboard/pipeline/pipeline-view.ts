/** The pipeline: the flow map, what differs from the expected flow, and one stage in full. */
import { byId, make, setAttribute, setShown, setText } from "../elements.ts";
import { type Answer, getIfOffered, getJson, Poller } from "../engine-api.ts";
import { clockText, countText } from "../format.ts";
import { hashOf } from "../route.ts";
import type { View } from "../view.ts";
import type { ErrorLog, Flow, Latencies, Ledger, Traces } from "./engine-readings.ts";
import { FlowMap } from "./flow-map.ts";
import {
  type EarlierLook,
  type FlowModel,
  lookOf,
  modelOfFlow,
  modelOfLedger,
} from "./flow-model.ts";
import { stageParts } from "./stage-panel.ts";
import { tapPanel } from "./tap-panel.ts";

const LOOK_EVERY_MS = 1000;
/** Looks that a rate spans: some emissions of the default cadence. */
const RATE_LOOKS = 4;

export class PipelineView implements View {
  readonly root: HTMLElement = byId("view-pipeline");
  readonly #map: FlowMap;
  readonly #note: HTMLElement = byId("flow-note");
  readonly #residual: HTMLElement = byId("residual");
  readonly #differences: HTMLElement = byId("flow-differences");
  readonly #panel: HTMLElement = byId("stage-panel");
  readonly #poller: Poller = new Poller(LOOK_EVERY_MS, () => this.#look());
  /** Of this run of the engine, oldest first. */
  #looks: EarlierLook[] = [];
  #sourceIn = 0;
  #model: FlowModel | undefined;
  #picked = "";

  constructor() {
    this.#map = new FlowMap(byId("flow-map"), (id) => {
      location.hash = hashOf("pipeline", id === this.#picked ? "" : id);
    });
  }

  title(stage: string): string {
    return stage === "" ? "Pipeline" : `Pipeline: ${stage}`;
  }

  show(stage: string): void {
    if (stage !== this.#picked) {
      this.#picked = stage;
      setText(byId("stage-title"), stage);
      byId("stage-parts").replaceChildren();
      byId("stage-tap").replaceChildren(...(stage === "" ? [] : [tapPanel(stage)]));
    }
    setShown(this.#panel, stage !== "");
    // On a phone it stands below the map, out of sight.
    if (stage !== "") this.#panel.scrollIntoView({ block: "nearest" });
    this.#poller.start();
  }

  hide(): void {
    this.#poller.stop();
  }

  async #look(): Promise<void> {
    const [flow, ledger, latencies] = await Promise.all([
      getIfOffered<Flow>("/api/flow"),
      getJson<Ledger>("/api/ledger"),
      getJson<Latencies>("/api/latency"),
    ]);
    setAttribute(this.root, "data-old", ledger.ok ? null : "");
    if (!ledger.ok) {
      setAttribute(this.#residual, "data-state", "stale");
      const parts = byId("stage-parts");
      if (parts.childElementCount === 0) setText(parts, "No data available.");
      const from =
        this.#model === undefined
          ? ""
          : ` The data shown is from ${clockText(this.#model.epochMs)}.`;
      setText(this.#note, `Not up to date: ${ledger.problem}.${from}`);
      return;
    }
    const measured = latencies.ok ? latencies.value : { latency: {} };
    const sourceIn = ledger.value.stages[0]?.in ?? 0;
    // Another run of the engine counts from zero.
    const isSameRun = sourceIn >= this.#sourceIn;
    this.#sourceIn = sourceIn;
    if (!isSameRun) this.#looks = [];
    const before = isSameRun ? this.#model : undefined;
    const [earlier] = this.#looks;
    this.#model = flow.ok
      ? modelOfFlow(flow.value, earlier, measured, before)
      : modelOfLedger(ledger.value, earlier, measured, before);
    this.#looks = [...this.#looks.slice(1 - RATE_LOOKS), lookOf(this.#model)];
    this.#map.show(this.#model, this.#picked);
    this.#tell(this.#model, ledger.value, flow);
    await this.#showStage(this.#model, measured);
  }

  #tell(model: FlowModel, ledger: Ledger, flow: Answer<Flow>): void {
    const isFlowLate = !flow.ok && !flow.isMissing;
    const origin = model.hasExpected
      ? "expected against current flow"
      : isFlowLate
        ? "current flow only, the flow map is not available"
        : "current flow only, this engine has no flow map";
    setText(this.#note, `As of ${clockText(model.epochMs)}; ${origin}.`);
    const isWhole = ledger.residual === 0;
    setText(
      this.#residual,
      `residual ${countText(ledger.residual)}${ledger.isDrained ? ", drained" : ""}`,
    );
    setAttribute(this.#residual, "data-state", isWhole ? "live" : "lost");
    const items = model.differences.map(({ severity, where, text }) => {
      // Many texts begin with the place.
      const rest = text.startsWith(`${where} `) ? text.slice(where.length + 1) : text;
      return make("li", { class: severity }, make("strong", {}, where), ` ${rest}`);
    });
    const none = model.hasExpected
      ? [make("li", { class: "none" }, "The current flow is the expected one.")]
      : [];
    setShown(byId("flow-expected"), model.hasExpected);
    this.#differences.replaceChildren(...(items.length === 0 ? none : items));
  }

  async #showStage(model: FlowModel, latencies: Latencies): Promise<void> {
    const picked = this.#picked;
    if (picked === "") return;
    const [errors, traces] = await Promise.all([
      getJson<ErrorLog>("/api/errors"),
      getJson<Traces>("/api/traces"),
    ]);
    if (picked !== this.#picked) return;
    // Somebody reads a stack, or selects text: leave it.
    if (byId("stage-parts").querySelector("details[open]") !== null) return;
    const parts = stageParts(picked, {
      model,
      latencies,
      errors: errors.ok ? errors.value : { errors: [] },
      traces: traces.ok ? traces.value : { threads: [] },
    });
    byId("stage-parts").replaceChildren(...parts);
  }
}
