/** The diagnosis: run it, watch it, read it, apply what can be mended while the engine runs. */
import { button, byId, make, setAttribute, setShown, setText } from "../elements.ts";
import { callEngine, getIfOffered, Poller } from "../engine-api.ts";
import { ageText } from "../format.ts";
import type { View } from "../view.ts";
import type { DiagnosisState, Fix, Remedies, Remedy, Report } from "./report.ts";
import { fixesOf, reportParts } from "./report-parts.ts";

const LOOK_EVERY_MS = 1000;
/** A diagnosis takes about as long; more on a busy machine. */
const USUAL_SECONDS = 20;
/** A remedy replaces workers, in good order. */
const MEND_MS_MAX = 30_000;

export class DiagnosisView implements View {
  readonly root: HTMLElement = byId("view-diagnosis");
  readonly #note: HTMLElement = byId("diagnosis-note");
  readonly #parts: HTMLElement = byId("diagnosis-parts");
  readonly #progress: HTMLElement = byId("diagnosis-progress");
  readonly #runButton: HTMLButtonElement = byId("run-diagnosis") as HTMLButtonElement;
  readonly #download: HTMLElement = byId("download-report");
  readonly #poller: Poller = new Poller(LOOK_EVERY_MS, () => this.#look());
  #report: Report | undefined;
  #before: Report | undefined;
  #remedies: readonly Remedy[] = [];
  #shown = "";

  constructor() {
    this.#runButton.addEventListener("click", () => void this.#run());
    this.#download.addEventListener("click", () => this.#save());
  }

  title(): string {
    return "Diagnosis";
  }

  show(): void {
    this.#poller.start();
  }

  hide(): void {
    this.#poller.stop();
  }

  async #look(): Promise<void> {
    const [answer, remedies] = await Promise.all([
      getIfOffered<DiagnosisState>("/api/diagnosis"),
      getIfOffered<Remedies>("/api/remedies"),
    ]);
    this.#remedies = remedies.ok ? remedies.value.remedies : [];
    const isThere = answer.ok || !answer.isMissing;
    setShown(this.#runButton, isThere);
    setAttribute(this.root, "data-old", answer.ok || answer.isMissing ? null : "");
    if (answer.ok) {
      this.#take(answer.value);
      return;
    }
    this.#showRun(false, null);
    const command = `bun run diagnose --attach ${location.origin}`;
    setText(
      this.#note,
      answer.isMissing
        ? `This engine does not serve its diagnosis. In a terminal: ${command}`
        : `Not up to date: ${answer.problem}.`,
    );
  }

  #take({ report, isRunning, startedEpochMs, problem }: DiagnosisState): void {
    this.#showRun(isRunning, startedEpochMs);
    if (report !== null) this.#keep(report);
    if (problem !== null) setText(this.#note, `The newest diagnosis failed: ${problem}`);
    else if (this.#report === undefined) {
      setText(
        this.#note,
        "No diagnosis yet. It takes about 20 seconds and does not disturb the engine.",
      );
    } else {
      const age = (Date.now() - Date.parse(this.#report.startedAt)) / 1000;
      setText(this.#note, `The last report is ${ageText(age)} old.`);
    }
    this.#draw();
  }

  #keep(report: Report): void {
    if (report.startedAt === this.#report?.startedAt) return;
    this.#before = this.#report;
    this.#report = report;
  }

  #showRun(isRunning: boolean, startedEpochMs: number | null): void {
    this.#runButton.disabled = isRunning;
    setShown(this.#progress, isRunning);
    const seconds = startedEpochMs === null ? 0 : (Date.now() - startedEpochMs) / 1000;
    const progress = byId("diagnosis-progress-bar");
    setAttribute(progress, "value", Math.min(seconds / USUAL_SECONDS, 0.95).toFixed(2));
    setText(
      byId("diagnosis-step"),
      `running probes and watching the engine, ${Math.max(0, Math.round(seconds))} s of about ${USUAL_SECONDS}`,
    );
  }

  async #run(): Promise<void> {
    this.#runButton.disabled = true;
    setText(byId("diagnosis-answer"), "");
    const answer = await callEngine<DiagnosisState>("POST", "/api/diagnosis");
    if (!answer.ok)
      setText(byId("diagnosis-answer"), `The diagnosis did not run: ${answer.problem}.`);
    await this.#look();
  }

  #draw(): void {
    const report = this.#report;
    setShown(this.#download, report !== undefined);
    if (report === undefined) return;
    // Drawn only when something has changed: somebody may be reading, or have a button in focus.
    const shown = JSON.stringify([report.startedAt, this.#remedies]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#parts.replaceChildren(
      ...reportParts(report, this.#before),
      fixesOf(report.fixes, (fix) => this.#actionOf(fix)),
      ...this.#remedyParts(),
    );
  }

  #actionOf(fix: Fix): Node | undefined {
    const name = fix.remedy ?? this.#remedies.find((remedy) => remedy.name === fix.id)?.name;
    const remedy = this.#remedies.find((one) => one.name === name);
    return remedy === undefined ? undefined : this.#buttonsOf(remedy);
  }

  #remedyParts(): Node[] {
    if (this.#remedies.length === 0) return [];
    const list = make("ul", { class: "fixes" });
    for (const remedy of this.#remedies) {
      const state = remedy.isApplied ? " (applied)" : "";
      list.append(
        make("li", {}, make("p", {}, `${remedy.title}${state}`), this.#buttonsOf(remedy)),
      );
    }
    return [
      make("section", { class: "panel" }, make("h3", {}, "Remedies for the running engine"), list),
    ];
  }

  #buttonsOf({ name, isReversible, isApplied }: Remedy): HTMLElement {
    const path = `/api/remedies/${encodeURIComponent(name)}`;
    const parts: Node[] = [];
    if (!(isReversible && isApplied))
      parts.push(button("apply", () => void this.#mend("POST", path), "act"));
    if (isReversible && isApplied)
      parts.push(button("roll back", () => void this.#mend("DELETE", path), "act"));
    return make("div", { class: "actions" }, ...parts);
  }

  async #mend(method: "POST" | "DELETE", path: string): Promise<void> {
    const word = method === "POST" ? "applied" : "rolled back";
    const answer = await callEngine<unknown>(method, path, MEND_MS_MAX);
    const text = answer.ok
      ? `${word}; run the diagnosis again to see what it changed.`
      : `not ${word}: ${answer.problem}.`;
    setText(byId("diagnosis-answer"), `${path.split("/").at(-1)}: ${text}`);
    await this.#look();
  }

  #save(): void {
    const report = this.#report;
    if (report === undefined) return;
    const blob = new Blob([JSON.stringify(report, null, 2)], { type: "application/json" });
    const url = URL.createObjectURL(blob);
    const link = make("a", {
      href: url,
      download: `tickscope-diagnosis-${report.startedAt.replaceAll(":", "-")}.json`,
    });
    link.click();
    URL.revokeObjectURL(url);
  }
}
