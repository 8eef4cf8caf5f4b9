/**
 * One run of the engine on a terminal: engine and edge up, status while it lives, an orderly end, and
 * what it leaves behind.
 */
import {
  EVENT_BYTES,
  EVENT_F64,
  EVENT_KIND_U8,
  EVENT_KIND_WORDS,
  EVENT_RECORD_SEQ_F64,
  EventText,
  FrameWriter,
  type Slot,
  type SlotView,
} from "#codec";
import { createEmitter, type Emitter } from "#emitter";
import { Engine, EventDigest, LineOutput } from "#engine";
import { Taps } from "#inspect/tap";
import type { EngineConfig, TickscopeError } from "#schemas";
import { EndSignals } from "./end-signals.ts";
import { endpointsOf } from "./endpoints.ts";
import { routesOf } from "./engine-telling.ts";
import { firstScreen } from "./first-screen.ts";
import { takeForeground } from "./foreground.ts";
import { ledgerText } from "./ledger-text.ts";
import { EngineWatch } from "./logging/engine-watch.ts";
import { openLog } from "./logging/log.ts";
import { PageSettings } from "./page-api/page-settings.ts";
import { SettingsStore } from "./page-api/settings-store.ts";
import { Universes } from "./page-api/universes.ts";
import { Readiness } from "./readiness.ts";
import { SelfDiagnosis } from "./self-diagnosis.ts";
import { StatusLine } from "./status-line.ts";
import { summaryOf } from "./summary.ts";
import type { TraceExport } from "./tracing/trace-export.ts";

/** Exit code when the run could not do what it was asked for. */
const EXIT_CANNOT = 2;
/** Exit code when the final ledger does not balance: a defect of the engine. */
const EXIT_RESIDUAL = 1;
/** Exit code of a run that was interrupted twice. */
const EXIT_INTERRUPTED = 130;

export class EngineRun {
  readonly #config: EngineConfig;
  readonly #engine: Engine;
  readonly #emitter: Emitter;
  readonly #readiness: Readiness;
  readonly #settings: PageSettings;
  readonly #log: ReturnType<typeof openLog>;
  readonly #watch: EngineWatch;
  #tracing: TraceExport | undefined;
  readonly #taps: Taps;
  readonly #diagnosis: SelfDiagnosis;
  #url = "";
  readonly #digest: EventDigest;
  readonly #writer: FrameWriter;
  readonly #eventsOut: LineOutput | undefined;
  readonly #status: StatusLine;
  readonly #eventCounts: Record<string, number> = { high: 0, low: 0, trend: 0, surge: 0 };
  #problem: TickscopeError | null = null;
  #end: () => void = () => undefined;
  readonly #ended: Promise<void>;

  constructor(config: EngineConfig) {
    this.#config = config;
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#engine = new Engine(config, {
      onEvent: (view, slot) => this.#onEvent(view, slot),
      onSourceEnded: (problem) => this.#onSourceEnded(problem),
      onFeed: (state, detail) => {
        this.#readiness.feed(state);
        this.#watch.feed(state, detail);
      },
      onPressure: () => this.#emitter.emitNow(),
      onEventsQueued: () => this.#emitter.emitNow(),
    });
    this.#log = openLog(config.log);
    this.#watch = new EngineWatch(
      {
        status: () => this.#engine.status(),
        errorEntries: () => this.#engine.errorEntries(),
        routes: () => routesOf(this.#engine),
      },
      this.#log,
    );
    const emitter = () => this.#emitter;
    this.#readiness = new Readiness({
      status: () => this.#engine.status(),
      workers: config.workers + 1,
      isListening: () => emitter().isAccepting,
    });
    this.#taps = new Taps(this.#engine);
    this.#diagnosis = new SelfDiagnosis(this.#engine, () => this.#url);
    const universes = new Universes(this.#engine, config.universes);
    this.#settings = new PageSettings(new SettingsStore(config.settingsPath), universes, emitter);
    const endpoints = endpointsOf({
      engine: this.#engine,
      emitter,
      readiness: this.#readiness,
      settings: this.#settings,
      tracing: () => this.#tracing?.counts,
      taps: this.#taps,
      diagnosis: this.#diagnosis,
    });
    this.#emitter = createEmitter({
      view: this.#engine,
      config,
      endpoints,
      observer: this.#taps,
      preferences: (user) => this.#settings.preferences(user),
    });
    this.#digest = new EventDigest(this.#engine.symbols);
    const text = new EventText(config.timeZone ?? undefined);
    this.#writer = new FrameWriter(this.#engine.symbols, text);
    const { eventsPath } = config;
    this.#eventsOut =
      eventsPath === null ? undefined : new LineOutput(eventsPath, this.#engine.errors);
    // Events on standard output must not be mixed with words for people.
    const isTerminal = process.stdout.isTTY === true && !this.#isStdoutTaken;
    this.#status = new StatusLine(
      {
        ledger: () => this.#engine.ledgerSnapshot(),
        status: () => this.#engine.status(),
        clients: () => this.#emitter.clients().length,
        marketTime: () => this.#marketTime(),
      },
      isTerminal,
    );
  }

  /** Runs until the source ends (once), the duration is over or a signal comes; returns the exit code. */
  async live(): Promise<number> {
    const signals = new EndSignals({
      inOrder: () => {
        this.#say("\ndraining; press Ctrl-C again to quit at once");
        this.#end();
      },
      atOnce: () => process.exit(EXIT_INTERRUPTED),
    });
    signals.listen();
    const giveBackForeground = takeForeground();
    try {
      const { source, workers } = this.#config;
      this.#log.info("starting: {source}, {workers} workers", { source, workers });
      const { url } = await this.#emitter.start();
      this.#url = url;
      await this.#startTracing();
      await this.#engine.start();
      const { watch } = this.#config;
      if (watch.enabled) this.#diagnosis.watch(watch.everySeconds);
      this.#watch.start();
      this.#settings.start();
      this.#log.info("running at {url}", { url });
      const isTerminal = process.stdout.isTTY === true && !this.#isStdoutTaken;
      this.#say(firstScreen(this.#config, url, isTerminal));
      if (!this.#isStdoutTaken) this.#status.start();
      const { durationSeconds } = this.#config;
      if (durationSeconds !== null) setTimeout(() => this.#end(), durationSeconds * 1000);
      await this.#ended;
    } finally {
      this.#log.info("stopping");
      this.#status.stop();
      this.#taps.closeAll("the engine is stopping");
      await this.#engine.stop();
      await this.#emitter.stop(true);
      await this.#tracing?.stop();
      this.#watch.stop();
      this.#settings.stop();
      signals.stop();
      giveBackForeground();
    }
    return this.#finish();
  }

  async #startTracing(): Promise<void> {
    const { telemetry, cadenceMs } = this.#config;
    if (telemetry.otlpUrl === null) return;
    const { TraceExport: Export } = await import("./tracing/index.ts");
    this.#tracing = new Export({
      url: telemetry.otlpUrl,
      threads: this.#engine.threads,
      cadenceMs,
      onFailure: (message) => {
        const what = "the collector did not accept the spans";
        this.#engine.errors.record("TRACE_EXPORT_FAILED", what, message);
      },
    });
  }

  get #isStdoutTaken(): boolean {
    return this.#config.eventsPath === "-" || this.#config.summaryPath === "-";
  }

  #say(text: string): void {
    if (this.#isStdoutTaken) console.error(text);
    else console.log(text);
  }

  #onEvent(view: SlotView, slot: Slot): void {
    this.#digest.add(view, slot);
    this.#taps.event(view, slot);
    const kind = EVENT_KIND_WORDS[view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!]!;
    this.#eventCounts[kind] = (this.#eventCounts[kind] ?? 0) + 1;
    if (this.#eventsOut === undefined) return;
    const recordSeq = view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64]!;
    this.#eventsOut.line(`{"tick":${recordSeq},"event":${this.#writer.item(view, slot)}}`);
  }

  #onSourceEnded(problem: TickscopeError | null): void {
    this.#problem = problem;
    if (problem !== null) console.error(problem.oneLine);
    if (this.#config.once || problem !== null) this.#end();
    else this.#say("the source has ended; the page stays up (Ctrl-C quits)");
  }

  #marketTime(): string {
    const { epochUs, marketStatus } = this.#engine.marketClock();
    return `${new Date(epochUs / 1000).toISOString().slice(0, 19)}Z ${marketStatus}`;
  }

  /** Writes what the run leaves behind; returns the exit code. */
  #finish(): number {
    this.#eventsOut?.close();
    const ledger = this.#engine.ledgerSnapshot();
    this.#say(ledgerText(ledger));
    const { summaryPath } = this.#config;
    if (summaryPath !== null) {
      const out = new LineOutput(summaryPath, this.#engine.errors);
      const threads = this.#engine.threads;
      const summary = summaryOf(ledger, this.#eventCounts, this.#digest, threads);
      out.line(JSON.stringify(summary, null, 2));
      out.close();
    }
    for (const error of this.#engine.errorEntries()) {
      this.#say(`${error.count} x ${error.code} [${error.thread}] ${error.message}`);
    }
    const { residual, isDrained } = ledger;
    this.#log.info("stopped: residual {residual}", { residual, isDrained, ...this.#eventCounts });
    if (this.#problem !== null) return EXIT_CANNOT;
    return ledger.residual === 0 && ledger.isDrained ? 0 : EXIT_RESIDUAL;
  }
}
