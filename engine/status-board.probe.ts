/** Known answers of status-board.ts: what each word that it hears does to the status. */
import { defaultConfig, type Observe, type Probe } from "#schemas";
import { STAGE_DETECT, ThreadTelemetry } from "#telemetry";
import { isAboutNow } from "./probe-fixture.ts";
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

function run(observe: Observe): void {
  const { board, threads } = newBoard();
  observe("status", "at first", board.status(NOW));
  observe("pluginsOf", "in force", board.status(NOW).plugins);
  board.setFeed({ state: "connected", detail: "told", provider: "Production" });
  const feed = () => {
    const { feed: state, feedDetail, provider, warnings } = board.status(NOW);
    return [state, feedDetail, provider, warnings];
  };
  observe("setFeed", "connected", feed());
  board.setFeed({ state: "mute", detail: "since 9 s", provider: "Production" });
  observe("#warnings", "a mute feed", feed());
  board.setFeedProblem("SOURCE_FAILED: told");
  observe("setFeedProblem", "the provider stays", feed());
  observeWarnings(observe, board);
  threads[1]!.latencies[STAGE_DETECT]!.record(9e6, 10);
  observe("#avgResponseMs", "of no detector", board.status(NOW).avgResponseMs);
  threads[2]!.latencies[STAGE_DETECT]!.record(3000, 3);
  threads[3]!.latencies[STAGE_DETECT]!.record(7000, 1);
  observe("#avgResponseMs", "of two detectors", board.status(NOW).avgResponseMs);
}

function observeWarnings(observe: Observe, board: StatusBoard): void {
  const worker = (name: string, state: string) => ({ name, state, heartbeatAgeMs: 1, restarts: 0 });
  const workers = [worker("ingest", "running"), worker("detector-0", "replacing")];
  const warnings = (isYearCovered = true) => board.status({ workers, isYearCovered }).warnings;
  observe("status", "workers", board.status({ ...NOW, workers }).workers);
  observe("#warnings", "of workers and year", [warnings(true), warnings(false)]);
  board.setRecordingProblem("no room");
  observe("setRecordingProblem", "a problem", warnings());
  board.setDiagnosis("healthy", ["not told"]);
  observe("setDiagnosis", "healthy", warnings());
  board.setDiagnosis("degraded", ["slow", "late"]);
  observe("setDiagnosis", "degraded", warnings());
  const { verdict, reasons, epochMs } = board.status(NOW).diagnosis ?? { epochMs: Number.NaN };
  observe("setDiagnosis", "kept", [verdict, reasons, isAboutNow(epochMs * 1000)]);
  board.setRecordingProblem(null);
  observe("setRecordingProblem", "over", warnings());
}

export const statusBoardProbe: Probe = {
  name: "status-board",
  stage: "client",
  file: "engine/status-board.ts",
  needs: ["recent-mean", "thread-telemetry"],
  run,
};
