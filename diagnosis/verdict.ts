/**
 * From deviating cases to break points.
 *
 * The cases of a module pin what it does, and it is known on which other modules it stands. When a
 * module is at fault, its own cases deviate, and often those of modules above it. So deviating cases
 * name a culprit when nothing that the module stands on deviates; the others are victims and count as
 * evidence for it. A culprit that explains more victims ranks higher; among equals, the one that stands
 * earlier in the flow: what is upstream spoils what is downstream.
 */
import { STAGES, type Stage } from "#engine/telemetry";
import type { CaseCard, Deviation } from "./cases/index.ts";
import { type Place, placeOf, placeOfStack } from "./locate.ts";
import type { BreakPoint } from "./report.ts";
import { stageOfFile } from "./stage-of-file.ts";

/** Confidence in a culprit whose foundations all agree; a thrown error names its place itself. */
const CONFIDENCE_THROWN = 0.95;
const CONFIDENCE_ANSWER = 0.9;
/** Each further culprit of the same round is less likely to be one. */
const CONFIDENCE_STEP = 0.1;
const CONFIDENCE_MIN = 0.3;

/** Deviating cases with the place that they name. */
interface Suspect {
  card: CaseCard;
  deviation: Deviation;
  place: Place;
  victims: string[];
}

/** Break points for the deviations of a round, ranked from 1. */
export function breakPointsOf(
  deviations: readonly Deviation[],
  cases: readonly CaseCard[],
): BreakPoint[] {
  const byName = new Map(cases.map((card) => [card.name, card]));
  const deviating = new Map(deviations.map((deviation) => [deviation.name, deviation]));
  const foundations = foundationsOf(byName);
  const culprits: Suspect[] = [];
  for (const deviation of deviations) {
    const card = byName.get(deviation.name);
    if (card === undefined) continue;
    const below = foundations(card.name);
    if ([...below].some((name) => deviating.has(name))) continue;
    const victims = deviations
      .map((other) => other.name)
      .filter((name) => name !== card.name && foundations(name).has(card.name));
    culprits.push({ card, deviation, place: placeOfDeviation(card, deviation), victims });
  }
  const inFlow = new Map(cases.map(({ name }, index) => [name, index]));
  culprits.sort(
    (a, b) =>
      b.victims.length - a.victims.length ||
      stageIndex(a.card) - stageIndex(b.card) ||
      inFlow.get(a.card.name)! - inFlow.get(b.card.name)!,
  );
  return culprits.map((suspect, index) => breakPoint(suspect, index));
}

/** All cases on which those of a name stand, directly or not. Memoised. */
function foundationsOf(byName: ReadonlyMap<string, CaseCard>): (name: string) => Set<string> {
  const known = new Map<string, Set<string>>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const below = new Set<string>();
    const open = [...(byName.get(name)?.needs ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (below.has(next) || next === name) continue;
      below.add(next);
      open.push(...(byName.get(next)?.needs ?? []));
    }
    known.set(name, below);
    return below;
  };
}

/** The stack's place when something was thrown in the pipeline, else the function of the answer. */
function placeOfDeviation(card: CaseCard, deviation: Deviation): Place {
  const thrownAt = deviation.stack === "" ? undefined : placeOfStack(deviation.stack);
  return thrownAt ?? placeOf(card.file, deviation.functionName, deviation.fact);
}

function stageIndex(card: CaseCard): number {
  return STAGES.indexOf(card.stage);
}

function breakPoint({ card, deviation, place, victims }: Suspect, index: number): BreakPoint {
  const isThrown = deviation.stack !== "";
  // Thrown in another module than the cases' own: then that module's stage.
  const stage = place.file === card.file ? card.stage : stageOfFile(place.file);
  const isHung = deviation.actual.startsWith("no answer: it never");
  const base = isThrown ? CONFIDENCE_THROWN : CONFIDENCE_ANSWER;
  const what = place.functionName === "" ? card.file : `${place.functionName}() in ${place.file}`;
  const facts = `${deviation.fact}: expected ${deviation.expected}, was ${deviation.actual}`;
  return {
    rank: index + 1,
    stage,
    edge: null,
    file: place.file,
    line: place.line,
    function: place.functionName,
    confidence: Math.max(CONFIDENCE_MIN, base - index * CONFIDENCE_STEP),
    category: isHung ? "hang" : isThrown ? "exception" : "silent",
    code: isThrown ? (deviation.actual.match(/^[A-Z][A-Z_]{4,}/)?.[0] ?? "") : "",
    rootCause: `${what} behaves differently from the healthy tree (${facts})`,
    impact: impactOf(stage),
    priority: isThrown || isHung ? "CRITICAL" : "HIGH",
    evidence: [
      {
        kind: "probe",
        text: `cases of ${card.file}: ${deviation.functionName} ${facts}`,
        data: deviation,
      },
      {
        kind: "probe",
        text: `its dependencies agree: ${card.needs.join(", ") || "it has none"}`,
        data: { needs: card.needs },
      },
      ...(victims.length === 0
        ? []
        : [
            {
              kind: "probe" as const,
              text: `it explains ${victims.length} more deviating probes: ${victims.join(", ")}`,
              data: { victims },
            },
          ]),
    ],
  };
}

/** What users see of a fault at a stage. */
export function impactOf(stage: Stage): string {
  const impacts: Partial<Record<Stage, string>> = {
    source: "Feed data is missing, late or wrong from the start.",
    decode: "Feed messages are misread or lost.",
    normalise: "Records enter the engine with wrong values, or are wrongly rejected.",
    ring: "Records are lost, repeated or late between threads.",
    route: "Records of one kind do not reach their channel.",
    channel: "Records are wrongly filtered or admitted; sessions and averages are wrong.",
    detect: "Events are missing, invented or carry wrong numbers.",
    "event-ring": "Events are lost or out of order on their way to the edge.",
    queue: "Events are delayed, dropped or out of order.",
    frame: "Frames break the contract or carry wrong values.",
    send: "Clients do not receive what they subscribed to.",
    client: "Client requests are answered wrongly.",
  };
  return impacts[stage] ?? "Unknown.";
}
