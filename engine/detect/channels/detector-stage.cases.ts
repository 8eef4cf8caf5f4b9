/** Known answers of detector-stage.ts: who is called in which order, and how it is counted. */

import { type Observe, of } from "#schemas";
import { Notes } from "../../telemetry/noting-fixture.ts";
import { FixtureContext } from "../detectors/cases-fixture.ts";
import type { Detector } from "../detectors/detector.ts";
import { NotedDecisions } from "../detectors/noted-decisions.ts";
import { FixtureParts } from "./cases-fixture.ts";
import { ChannelCounts } from "./channel-counts.ts";
import { DetectorStage } from "./detector-stage.ts";

/** A stage of three detectors, of which the second knows no bars; `throws`: what the second does. */
function staged(method: "onTick" | "onBar", made: number, throws?: unknown) {
  const calls = new Notes();
  const act = (name: string) => {
    calls.add(name, method);
    if (name === "second" && throws !== undefined) throw throws;
  };
  const both = (name: string): Detector => ({
    name,
    onTick: () => act(name),
    onBar: () => act(`${name} bar`),
  });
  const second: Detector = { name: "second", onTick: () => act("second") };
  const parts = new FixtureParts();
  const counts = new ChannelCounts();
  const { events, ledger, errors } = parts.parts();
  const detectors = [both("first"), second, both("third")];
  const stage = new DetectorStage(detectors, method, events, ledger, errors, counts);
  const context = new FixtureContext().set({ recordSeq: 77, price: 12.5 });
  return { parts, counts, stage, calls, run: () => run(stage, context, parts, made) };
}

/** Runs a record on which `made` events were closed. */
function run(
  stage: DetectorStage,
  context: FixtureContext,
  parts: FixtureParts,
  made: number,
): void {
  stage.enter();
  parts.events.events = made;
  stage.run(context);
}

function observeRuns(observe: Observe): void {
  const one = staged("onTick", 0);
  one.run();
  observe(of(DetectorStage, "run"), "detectors called", one.calls.take().length, 3);
  for (const method of ["onTick", "onBar"] as const) {
    const { calls, run } = staged(method, 0);
    run();
    observe(of(DetectorStage, "constructor"), `${method}: called`, calls.take());
  }
  for (const made of [0, 1, 3]) {
    const { parts, counts, run } = staged("onTick", made);
    run();
    const { admitted, events, detectFailures } = counts;
    observe(of(DetectorStage, "run"), `${made} events: ledger`, parts.notes.take());
    observe(of(DetectorStage, "run"), `${made} events: counts`, [admitted, events, detectFailures]);
    run();
    observe(of(DetectorStage, "enter"), `${made} events twice: admitted`, counts.admitted);
    observe(of(DetectorStage, "run"), `${made} events twice`, counts.events);
  }
}

/** A detector that threw is why the record went no further. */
function observeDecisions(observe: Observe): void {
  for (const throws of [undefined, new Error("no")]) {
    const decisions = new NotedDecisions();
    const { stage } = staged("onTick", 0, throws);
    stage.run(new FixtureContext(decisions));
    observe("#fail", `noted, throws ${throws !== undefined}`, decisions.take());
  }
}

function observeEntry(observe: Observe): void {
  const { stage, parts, counts } = staged("onTick", 0);
  observe(of(DetectorStage, "lastFailed"), "at first", stage.lastFailed, false);
  stage.lastFailed = true;
  parts.events.events = 9;
  stage.enter();
  observe(of(DetectorStage, "enter"), "ledger", parts.notes.take(), [["enter", "detect", 1]]);
  observe(
    of(DetectorStage, "enter"),
    "events begin",
    [parts.events.begins, parts.events.events],
    [1, 0],
  );
  observe(of(DetectorStage, "enter"), "admitted", counts.admitted, 1);
  observe(of(DetectorStage, "enter"), "nothing failed yet", stage.lastFailed, false);
}

function observeFailures(observe: Observe): void {
  for (const thrown of [new Error("no luck"), "a text"]) {
    const { stage, parts, counts, calls, run } = staged("onTick", 2, thrown);
    run();
    const notes = parts.notes.take();
    const [, failure, log, produced] = notes;
    observe(of(DetectorStage, "run"), `${thrown}: called`, calls.take());
    observe(of(DetectorStage, "run"), `${thrown}: more than a production`, notes.length > 2);
    observe(
      of(DetectorStage, "run"),
      `${thrown}: names the detector`,
      `${log?.[2]}`.includes("second"),
    );
    observe("#fail", `${thrown}: lastFailed`, stage.lastFailed);
    observe("#fail", `${thrown}: detectFailures`, counts.detectFailures);
    observe("#fail", `${thrown}: ledger`, failure);
    observe("#fail", `${thrown}: log`, log);
    observe(of(DetectorStage, "run"), `${thrown}: events before it stay`, [
      produced,
      counts.events,
    ]);
    stage.enter();
    observe(of(DetectorStage, "enter"), `after ${thrown}`, stage.lastFailed);
    run();
    observe("#fail", `${thrown} twice: detectFailures`, counts.detectFailures);
  }
}

export default function cases(observe: Observe): void {
  observeEntry(observe);
  observeRuns(observe);
  observeFailures(observe);
  observeDecisions(observe);
}
