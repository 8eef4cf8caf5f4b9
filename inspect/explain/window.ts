/** Decisions of the last seconds, gate by gate: how many records each stopped, and how near the best came. */
import { type Decision, GATES, type Gate } from "#engine/telemetry";
import type { EventKind, ExplainedWindow, GateStops } from "./explanation.ts";
import { finite, GATE_WORDS } from "./gate-words.ts";

/** Decisions about one record that concern the kind. */
interface Story {
  isAdmitted: boolean;
  /** The last word about the record, or about the kind once it was admitted. */
  last: Decision;
  hasEvent: boolean;
}

/** What `decisions` say of events of `kind` between two market times, epoch microseconds. */
export function windowOf(
  decisions: readonly Decision[],
  kind: EventKind,
  fromEpochUs: number,
  toEpochUs: number,
): Omit<ExplainedWindow, "watchedSinceEpochMs" | "shed"> {
  const stories = storiesOf(
    decisions.filter(({ epochUs }) => epochUs >= fromEpochUs),
    kind,
  );
  const stops = new Map<Gate, Decision[]>();
  for (const { last, hasEvent } of stories) {
    if (hasEvent || last.isPassed) continue;
    stops.set(last.gate, [...(stops.get(last.gate) ?? []), last]);
  }
  const order = (gate: Gate) => GATES.indexOf(gate);
  return {
    fromEpochSeconds: fromEpochUs / 1e6,
    toEpochSeconds: toEpochUs / 1e6,
    records: stories.length,
    admitted: stories.filter(({ isAdmitted }) => isAdmitted).length,
    events: stories.filter(({ hasEvent }) => hasEvent).length,
    contradictions: stories.filter(({ hasEvent, isAdmitted, last }) => {
      return isAdmitted && last.gate !== "admitted" && hasEvent !== last.isPassed;
    }).length,
    stops: [...stops]
      .sort(([a], [b]) => order(a) - order(b))
      .map(([gate, stopped]) => stopsOf(gate, stopped)),
  };
}

function storiesOf(decisions: readonly Decision[], kind: EventKind): Story[] {
  const stories = new Map<number, Story>();
  for (const decision of decisions) {
    const { recordSeq, gate } = decision;
    if (decision.kind !== "record" && decision.kind !== kind) continue;
    const story = stories.get(recordSeq);
    if (story === undefined) {
      const isAdmitted = gate === "admitted";
      stories.set(recordSeq, { isAdmitted, last: decision, hasEvent: false });
    } else if (gate === "event") story.hasEvent = true;
    else if (decision.kind === kind || (gate === "detector_threw" && isOpen(story))) {
      story.last = decision;
    }
  }
  return [...stories.values()];
}

/** Whether no gate of the kind has decided the record yet: a throw is then what stopped it. */
function isOpen({ last, hasEvent }: Story): boolean {
  return last.isPassed && !hasEvent;
}

function stopsOf(gate: Gate, stopped: readonly Decision[]): GateStops {
  const { text, risesToPass } = GATE_WORDS[gate];
  const nearness = ({ value, limit }: Decision) => (risesToPass ? value / limit : limit / value);
  let nearest = stopped[0]!;
  for (const decision of stopped) if (nearness(decision) > nearness(nearest)) nearest = decision;
  const { value, limit } = nearest;
  return {
    gate,
    records: stopped.length,
    text: text(value, limit, false),
    value: finite(value),
    limit: finite(limit),
  };
}
