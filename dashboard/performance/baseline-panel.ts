/** Runs of the bench that were saved, one against another: `/api/baselines`. */
import { addCell, make, table } from "../elements.ts";
import { type Answer, getIfOffered } from "../engine-api.ts";
import { countText } from "../format.ts";
import { type Baseline, type BaselineMeasure, type Baselines, rowsOf } from "./baseline-rows.ts";

const SAVE = "bun run bench --save LABEL";
/** A figure with three digits that say something. */
const figure = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

export class BaselinePanel {
  readonly #parent: HTMLElement;
  readonly #choices: HTMLElement = make("div", { class: "actions" });
  #baselines: readonly Baseline[] = [];
  #from: HTMLSelectElement | undefined;
  #to: HTMLSelectElement | undefined;

  /** `head`: where the choice stands; `parent`: where the figures do. */
  constructor(head: HTMLElement, parent: HTMLElement) {
    this.#parent = parent;
    head.append(this.#choices);
  }

  /** Asks the engine and shows what it has. Never rejects. */
  async look(): Promise<void> {
    const answer = await getIfOffered<Baselines>("/api/baselines");
    // What was there stays there: saved runs do not grow old.
    if (!answer.ok && this.#baselines.length > 0) return;
    const baselines = answer.ok ? answer.value.baselines : [];
    const isSame = JSON.stringify(baselines) === JSON.stringify(this.#baselines);
    if (isSame && baselines.length > 0) return;
    this.#baselines = baselines;
    this.#offer();
    if (baselines.length === 0) this.#parent.replaceChildren(make("p", {}, ...emptyText(answer)));
    else this.#draw();
  }

  #offer(): void {
    this.#choices.replaceChildren();
    this.#from = undefined;
    this.#to = undefined;
    if (this.#baselines.length < 2) return;
    const choice = (label: string, chosen: number) => {
      const options = this.#baselines.map(({ label: name }) => make("option", {}, name));
      const element = make("select", { "aria-label": label }, ...options);
      element.selectedIndex = chosen;
      element.addEventListener("change", () => this.#draw());
      return element;
    };
    this.#from = choice("baseline A", 0);
    this.#to = choice("baseline B", 1);
    this.#choices.append(this.#from, "against", this.#to);
  }

  #draw(): void {
    const from = this.#baselines[this.#from?.selectedIndex ?? 0];
    const to = this.#to === undefined ? undefined : this.#baselines[this.#to.selectedIndex];
    if (from === undefined) return;
    this.#parent.replaceChildren(
      make("p", {}, `A: ${originOf(from)}`),
      ...(to === undefined
        ? [
            make(
              "p",
              { class: "quiet" },
              "Only one is saved. To compare, save another: ",
              code(SAVE),
            ),
          ]
        : [make("p", {}, `B: ${originOf(to)}`), caution(from, to)]),
      tableOf(from, to),
    );
  }
}

function code(text: string): HTMLElement {
  return make("code", {}, text);
}

function emptyText(answer: Answer<Baselines>): (string | Node)[] {
  if (!answer.ok && !answer.isMissing) return [`No baselines: ${answer.problem}.`];
  if (!answer.ok) return ["This engine does not serve baselines (it has no /api/baselines)."];
  const unread = answer.value.problems.map(({ file, message }) => ` ${file}: ${message}.`);
  return ["No baseline is saved. To save one: ", code(SAVE), ".", ...unread];
}

function originOf({ label, commit, startedAt, machine }: Baseline): string {
  const { processors, memoryGiB, bun } = machine;
  const day = `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
  return `${label}, commit ${commit}, ${day}, ${processors}, ${memoryGiB} GiB, Bun ${bun}`;
}

/** What keeps a ratio of two runs from being a verdict. */
function caution(from: Baseline, to: Baseline): HTMLElement {
  const isOneMachine = JSON.stringify(from.machine) === JSON.stringify(to.machine);
  const text = isOneMachine
    ? "Ratios of medians, in bold where the middle halves of the samples do not overlap. For a verdict with intervals: "
    : "These runs come from different machines: their ratios mean little. ";
  return make(
    "p",
    { class: "quiet" },
    text,
    code(`bun run bench compare ${from.label} ${to.label}`),
  );
}

function tableOf(from: Baseline, to: Baseline | undefined): HTMLElement {
  const second = to === undefined ? [] : ["B", "B / A"];
  const headings = ["suite", "measure", "unit", "A", "middle half of A", "n", ...second];
  const parts = table(
    "Figures of saved baselines",
    headings.map((text, i) => ({ text, isText: i < 3 })),
  );
  for (const { suite, name, unit, a, b, ratio, isApart } of rowsOf(from, to)) {
    const row = parts.body.insertRow();
    addCell(row, suite, "text");
    addCell(row, name, "text wrap");
    addCell(row, unit, "text");
    addCell(row, figureText(a?.median));
    addCell(row, a === undefined ? "–" : `${figureText(a.low)} to ${figureText(a.high)}`, "quiet");
    addCell(
      row,
      [a, b].flatMap((one) => (one === undefined ? [] : [countText(one.n)])).join(" + "),
    );
    if (to === undefined) continue;
    addCell(row, figureText(b?.median));
    const text = ratio === null ? "–" : ratio.toFixed(2);
    addCell(row, isApart ? make("strong", {}, text) : text);
  }
  return parts.table;
}

function figureText(value: BaselineMeasure["median"] | undefined): string {
  return value === undefined ? "–" : figure.format(value);
}
