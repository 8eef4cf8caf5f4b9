/** Known answers of status-board.ts: what each word that it hears does to the status. */

import { STAGE_DETECT, ThreadTelemetry } from "#engine/telemetry";
import { defaultConfig, type Observe, of } from "#schemas";
import { isAboutNow } from "../testing/cases-fixture.ts";
import { StatusBoard } from "./status-board.ts";

const NOW = { workers: [], isYearCovered: true };

function newBoard() {
  const defaults = defaultConfig();
  const named = (name: string) => ({ name, module: `${name}.ts` });
  const config = {
    ...defaults,
    source: "mine",
    plugins: {
      handOff: "own-hand-off.ts",
      sources: [named("mine"), named("not-used")],
      channels: [{ ...named("bars"), kind: "bar" }],
      detectors: [named("gaps")],
    },
  } as unknown as typeof defaults;
  const threads = Array.from({ length: 4 }, () => ThreadTelemetry.detached());
  return { board: new StatusBoard(config, threads), threads };
}

export default function run(observe: Observe): void {
  const { board, threads } = newBoard();
  observe(of(StatusBoard, "status"), "at first", board.status(NOW));
  observe("pluginsOf", "in force", board.status(NOW).plugins);
  board.setFeed({ state: "connected", detail: "told", provider: "Production" });
  const feed = () => {
    const { feed: state, feedDetail, provider, warnings } = board.status(NOW);
    return [state, feedDetail, provider, warnings];
  };
  observe(of(StatusBoard, "setFeed"), "connected", feed(), ["connected", "told", "Production", []]);
  board.setFeed({ state: "mute", detail: "since 9 s", provider: "Production" });
  observe("#warnings", "a mute feed", feed(), [
    "mute",
    "since 9 s",
    "Production",
    ["the feed is mute: since 9 s"],
  ]);
  board.setFeedProblem("SOURCE_FAILED: told");
  observe(of(StatusBoard, "setFeedProblem"), "the provider stays", feed(), [
    "error",
    "SOURCE_FAILED: told",
    "Production",
    [],
  ]);
  observeWarnings(observe, board);
  threads[1]!.latencies[STAGE_DETECT]!.record(9e6, 10);
  observe("#avgResponseMs", "of no detector", board.status(NOW).avgResponseMs, 0);
  threads[2]!.latencies[STAGE_DETECT]!.record(3000, 3);
  threads[3]!.latencies[STAGE_DETECT]!.record(7000, 1);
  observe("#avgResponseMs", "of two detectors", board.status(NOW).avgResponseMs, 4);
}

function observeWarnings(observe: Observe, board: StatusBoard): void {
  const worker = (name: string, state: string) => ({ name, state, heartbeatAgeMs: 1, restarts: 0 });
  const workers = [worker("ingest", "running"), worker("detector-0", "replacing")];
  const warnings = (isYearCovered = true) => board.status({ workers, isYearCovered }).warnings;
  observe(of(StatusBoard, "status"), "workers", board.status({ ...NOW, workers }).workers);
  observe("#warnings", "of workers and year", [warnings(true), warnings(false)]);
  board.setRecordingProblem("no room");
  observe(of(StatusBoard, "setRecordingProblem"), "a problem", warnings(), [
    "detector-0 is being replaced",
    "no room",
  ]);
  board.setDiagnosis("healthy", ["not told"]);
  observe(of(StatusBoard, "setDiagnosis"), "healthy", warnings(), [
    "detector-0 is being replaced",
    "no room",
  ]);
  board.setDiagnosis("degraded", ["slow", "late"]);
  observe(of(StatusBoard, "setDiagnosis"), "degraded", warnings(), [
    "detector-0 is being replaced",
    "no room",
    "slow",
    "late",
  ]);
  const { verdict, reasons, epochMs } = board.status(NOW).diagnosis ?? { epochMs: Number.NaN };
  observe(
    of(StatusBoard, "setDiagnosis"),
    "kept",
    [verdict, reasons, isAboutNow(epochMs * 1000)],
    ["degraded", ["slow", "late"], true],
  );
  board.setRecordingProblem(null);
  observe(of(StatusBoard, "setRecordingProblem"), "over", warnings(), [
    "detector-0 is being replaced",
    "slow",
    "late",
  ]);
}
