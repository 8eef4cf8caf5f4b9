/** The results as Markdown. */
import type { CaseResult, EvaluationResults, GoalResult, Section } from "./results.ts";
import type { Figures } from "./scoring.ts";
import type { Rate } from "./statistics.ts";

const DIGITS = 3;

function number(value: number | null): string {
  return value === null ? "-" : value.toFixed(DIGITS);
}

/** `0.950 (0.90 to 0.98; 142 of 150)` */
function rateText({ rate, low, high, hits, of }: Rate): string {
  if (rate === null || low === null || high === null) return "-";
  return `${number(rate)} (${low.toFixed(2)} to ${high.toFixed(2)}; ${hits} of ${of})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map(escaped).join(" | ")} |`).join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function goalRow({ name, goal, figure, rate, isMet }: GoalResult): string[] {
  const found = rate === null ? number(figure) : rateText(rate);
  const verdict = isMet === null ? "not measured" : isMet ? "met" : "**short**";
  return [name, goal, found, verdict];
}

function seconds(milliseconds: number | null): string {
  return milliseconds === null ? "-" : (milliseconds / 1000).toFixed(1);
}

function figuresTable(section: Section, chance: EvaluationResults["chance"]): string {
  const { singles, pairs } = section;
  const row = (name: string, of: (figures: Figures) => string, guess = ""): string[] => [
    name,
    of(singles),
    of(pairs),
    guess,
  ];
  const rate = (name: string, of: (figures: Figures) => Rate, guess?: number): string[] =>
    row(name, (figures) => rateText(of(figures)), guess === undefined ? "" : number(guess));
  return table(
    ["figure", "single edits", "pairs (either edit)", "by chance"],
    [
      rate("detected", ({ detected }) => detected),
      rate("stage at rank 1", ({ stageTop1 }) => stageTop1, chance.stageTop1),
      rate("stage in the first 3", ({ stageTop3 }) => stageTop3, chance.stageTop3),
      rate("every stage in the first 3", ({ allStagesTop3 }) => allStagesTop3),
      row(
        "stage, mean reciprocal rank",
        ({ stageReciprocalRank }) => number(stageReciprocalRank),
        number(chance.stageReciprocalRank),
      ),
      rate("file at rank 1", ({ fileTop1 }) => fileTop1, chance.fileTop1),
      rate("file in the first 3", ({ fileTop3 }) => fileTop3, chance.fileTop3),
      rate("every file in the first 3", ({ allFilesTop3 }) => allFilesTop3),
      row(
        "file, mean reciprocal rank",
        ({ fileReciprocalRank }) => number(fileReciprocalRank),
        number(chance.fileReciprocalRank),
      ),
      rate("line at rank 1", ({ lineTop1 }) => lineTop1),
      rate("line in the first 3", ({ lineTop3 }) => lineTop3),
      row("seconds to the verdict, median", ({ elapsedMsMedian }) => seconds(elapsedMsMedian)),
      row("seconds to the verdict, 95th percentile", ({ elapsedMsP95 }) => seconds(elapsedMsP95)),
    ],
  );
}

function share({ rate, hits, of }: Rate): string {
  return rate === null ? "-" : `${rate.toFixed(2)} (${hits}/${of})`;
}

function groupTable(name: string, groups: Record<string, Figures>): string {
  const rows = Object.entries(groups).map(([group, figures]) => {
    const { detected, stageTop1, stageTop3, fileTop1, lineTop1 } = figures;
    return [group, ...[detected, stageTop1, stageTop3, fileTop1, lineTop1].map(share)];
  });
  return table([name, "detected", "stage 1", "stage 1-3", "file 1", "line 1"], rows);
}

function confusionTable({ confusion }: Section): string {
  const accused = [...new Set(Object.values(confusion).flatMap(Object.keys))].toSorted();
  const rows = Object.entries(confusion)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([stage, row]) => [stage, ...accused.map((name) => String(row[name] ?? ""))]);
  return table(["edited, accused", ...accused], rows);
}

function missRow({ edits, verdict, accused, problem }: CaseResult): string[] {
  const [first] = accused;
  const said = first === undefined ? problem : `${first.stage} ${first.place} ${first.function}`;
  const places = edits.map(({ file, line, operator }) => `${file}:${line} (${operator})`);
  return [
    places.join(" + "),
    edits.map(({ change }) => `\`${change}\``).join(" + "),
    verdict,
    said,
  ];
}

function sectionText(title: string, section: Section, results: EvaluationResults): string[] {
  const misses = section.cases.filter(({ lineRank }) => lineRank !== 1);
  return [
    `## ${title}`,
    "Goals are for single edits. Intervals are Wilson's, 95 %.",
    table(["goal", "wanted", "found", ""], section.goals.map(goalRow)),
    figuresTable(section, results.chance),
    "### By stage",
    groupTable("stage", section.byStage),
    "### By kind of edit",
    groupTable("edit", section.byOperator),
    "### True stage by accused stage (single edits, rank 1)",
    confusionTable(section),
    `### Cases that were not pinned to the line at rank 1 (${misses.length} of ${section.cases.length})`,
    misses.length === 0
      ? "None."
      : table(["edited", "change", "verdict", "accused"], misses.map(missRow)),
  ];
}

/** The whole document. */
export function resultsText(results: EvaluationResults): string {
  const { machine, healthy, commit, isTreeEdited } = results;
  const { of, hits } = healthy.accused;
  const parts = [
    "# Blind evaluation of the diagnosis",
    [
      "Small edits were made to the pipeline's own source in copies of the repository. Those that change",
      "what the engine does, as its events, ledger, frames or tests show, were diagnosed without information",
      "about them. Detected means: at least one place was accused, and the verdict was not healthy.",
      "The stage of an edited file follows from its place in the tree. A line counts when",
      "the file is right and the line is at most 10 lines away. Of a pair, either edit counts unless a",
      "row says every.",
    ].join("\n"),
    [
      `- command: \`${results.command}\``,
      `- commit: ${commit || "none"}${isTreeEdited ? ", with uncommitted changes" : ""}`,
      `- machine: ${machine.cpus} x ${machine.model}, ${machine.memoryGiB} GiB, Bun ${machine.bun}`,
      `- finished: ${results.finishedAt}`,
      `- edits: ${results.candidates} candidates in ${results.files} files; ${results.examined} examined, ` +
        `${results.equivalent} of them dropped because they have no visible effect`,
    ].join("\n"),
    ...sectionText("Without evidence from changed files", results.blind, results),
    "## Healthy controls",
    of === 0
      ? "None were run."
      : `${hits} of ${of} healthy runs had a finding; ${healthy.withoutVerdict} ended without a verdict.`,
    ...healthy.accusations.map((text) => `- ${text}`),
  ];
  if (results.withSuspects !== null) {
    parts.push(...sectionText("With evidence from changed files", results.withSuspects, results));
  }
  return `${parts.join("\n\n")}\n`;
}
