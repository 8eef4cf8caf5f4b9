/**
 * The edge of the engine: pulls events at its cadence, frames them, and serves every kind of client
 * on one port. Main thread.
 */
import { EventText, writeStatusUpdate } from "#codec";
import type { EngineView } from "#engine";
import type { Client } from "./clients/client.ts";
import type { ClientCounts } from "./clients/client-counts.ts";
import { ClientHub } from "./clients/client-hub.ts";
import { type ClientInterest, interestOf } from "./clients/client-interest.ts";
import { ClientRequests } from "./clients/client-requests.ts";
import type { ClientStats } from "./clients/client-stats.ts";
import { FrameLane, type Topics } from "./clients/frame-lane.ts";
import { EmissionCycle } from "./emission-cycle.ts";
import { EmissionTimer } from "./emission-timer.ts";
import type { EmitterConfig, EmitterOptions } from "./emitter-options.ts";
import { statusKey, statusUpdate } from "./feed-status.ts";
import type { EdgeFrame } from "./frames/edge-frame.ts";
import { NO_OBSERVER } from "./frames/edge-observer.ts";
import { FeedHistory } from "./frames/feed-history.ts";
import { HttpApi } from "./http/http-api.ts";
import { OriginPolicy } from "./http/origin.ts";
import type { ClientPreferences } from "./requests/client-filter.ts";
import { listen } from "./server/bun-edge-server.ts";
import type { EdgeServer } from "./server/edge-server.ts";
import { type RawEndpoint, rawMessage } from "./server/raw-link.ts";
import { MESSAGE_TOLERANCE, type RawSession, RawSessions } from "./server/raw-sessions.ts";
import { SocketIoGateway } from "./server/socket-io-gateway.ts";

/** Longest time between two status_update messages. */
const STATUS_EVERY_MS = 2000;
/** Emissions without events, for the gauge, where events go out at once (cadenceMs 0). */
const IDLE_CADENCE_MS = 1000;
/**
 * How often slow clients are looked after and the status is compared with the one that was sent.
 */
const SERVICE_EVERY_MS = 100;
/** How often a drain looks whether clients have taken what is theirs. */
const DRAIN_POLL_MS = 5;
/** Emissions at a stop; more than the largest queue holds at 2,048 events each. */
const STOP_RUNS_MAX = 4096;
/** Endpoints whose clients can share their frames. */
const LANES: readonly RawEndpoint[] = ["/ws", "/ws/stock_data"];

/** A running edge. */
export interface Emitter {
  /** Listens and begins to emit. Throws TickscopeError PORT_IN_USE or PORT_FORBIDDEN. */
  start(): Promise<{ url: string; port: number }>;
  /** Emits at once instead of at the next cadence, all that is queued. Nothing before start and after stop. */
  emitNow(): void;
  /**
   * Ends the edge. `drain`: first emits what is queued and waits, at most drainMsMax, until every
   * client has taken what is its own. What is then left is counted as client_closed.
   */
  stop(drain: boolean): Promise<void>;
  clients(): ClientStats[];
  /** What each client makes of a symbol; for people. */
  interests(symbol: string): ClientInterest[];
  /** Sum of the counts of clients that have left. */
  departedClients(): ClientCounts;
  /** Time since the newest emission, milliseconds. */
  readonly emissionAgeMs: number;
  /**
   * A user has chosen something else: every page of theirs follows from the next frame on, unless it has
   * chosen for itself by a message. `tell`: what has changed, for the page's toast.
   */
  follow(user: string, preferences: ClientPreferences, tell: "universe" | "filters" | null): void;
  /** Users whose pages are connected and follow their settings. */
  followed(): ReadonlySet<string>;
  /** True from start to the beginning of the stop. */
  readonly isAccepting: boolean;
  /** (row x client) pairs held back for slow clients: in flight on STAGE_SEND. */
  readonly pendingRows: number;
  /** The port that is bound; 0 before start. */
  readonly port: number;
}

/** Makes the edge of an engine. Nothing happens before start(). */
export function createEmitter(options: EmitterOptions): Emitter {
  return new EngineEmitter(options);
}

class EngineEmitter implements Emitter {
  readonly #view: EngineView;
  readonly #config: EmitterConfig;
  readonly #text: EventText;
  readonly #hub: ClientHub;
  readonly #cycle: EmissionCycle;
  readonly #timer: EmissionTimer;
  readonly #sessions: RawSessions;
  readonly #requests: ClientRequests;
  readonly #origins: OriginPolicy;
  readonly #api: HttpApi;
  readonly #socketIo: SocketIoGateway<Client>;
  /**
   * This run of the engine, in every envelope: a client that reconnects sees whether it is the
   * same.
   */
  readonly #epoch: string = crypto.randomUUID();
  readonly #feed: FeedHistory;
  #server: EdgeServer | undefined;
  #service: Timer | undefined;
  #sentStatusKey = "";
  #sentStatusLocalMs = 0;
  #isAccepting = false;

  constructor(options: EmitterOptions) {
    const { view, config, endpoints, preferences, observer = NO_OBSERVER } = options;
    this.#view = view;
    this.#config = config;
    const limits = config.server;
    const { errors, ledger } = view;
    this.#text = new EventText(config.timeZone ?? undefined);
    this.#feed = new FeedHistory(this.#epoch, limits.resumeFramesMax, limits.resumeBytesMax);
    this.#cycle = new EmissionCycle(view, this.#text, limits.historyRows, this.#feed, observer);
    const context = {
      ledger,
      errors,
      bufferedBytesMax: limits.bufferedBytesMax,
      quietFrame: () => this.#cycle.quietFrame(),
      historyRows: () => this.#cycle.historyRows(),
      feed: this.#feed,
      observer,
    };
    const topics: Topics = {
      publish: (topic, message) => this.#server?.publish(topic, message) ?? 0,
      numSubscribers: (topic) => this.#server?.numSubscribers(topic) ?? 0,
    };
    const lanes = LANES.map((endpoint) => {
      const textOf = ({ text, seq }: EdgeFrame) => {
        return rawMessage(endpoint, "stock_data", text, this.#epoch, seq);
      };
      return new FrameLane(endpoint, textOf, topics, context);
    });
    this.#hub = new ClientHub(context, limits, errors, lanes);
    this.#timer = new EmissionTimer(
      config.cadenceMs || IDLE_CADENCE_MS,
      () => this.#cycle.run(this.#hub),
      (error) => errors.record("EMIT_FAILED", "an emission threw", "", error),
    );
    const requests = new ClientRequests(limits, errors, () => view.symbols.count);
    this.#requests = requests;
    this.#origins = new OriginPolicy(config.host, limits.origins);
    this.#api = new HttpApi(
      view,
      this.#origins,
      config.workerStallMs,
      () => this.#report(),
      endpoints,
    );
    this.#sessions = new RawSessions({
      hub: this.#hub,
      requests,
      origins: this.#origins,
      limits,
      errors,
      epoch: this.#epoch,
      hasRoom: () => this.#hasRoom,
      greeting: () => this.#greeting(),
    });
    const listeners = {
      hasRoom: () => this.#hasRoom,
      connected: (link: Parameters<ClientHub["add"]>[0], user: string) => {
        const client = this.#hub.add(link, this.#greeting(), preferences?.(user) ?? {});
        client.user = user;
        return client;
      },
      event: (client: Client, event: string, payload: unknown) => {
        requests.socketIo(client, event, payload);
      },
      disconnected: (client: Client) => this.#hub.remove(client),
    };
    const bytesMax = limits.messageBytesMax;
    this.#socketIo = new SocketIoGateway(listeners, this.#origins, bytesMax, errors);
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  get pendingRows(): number {
    return this.#hub.pendingRows;
  }

  clients(): ClientStats[] {
    return this.#hub.stats();
  }

  interests(symbol: string): ClientInterest[] {
    const rows = this.#cycle.historyRows();
    const { epochUs } = this.#view.marketClock();
    return this.#hub.all().map((client) => interestOf(client, symbol, rows, epochUs));
  }

  departedClients(): ClientCounts {
    return this.#hub.departed();
  }

  get emissionAgeMs(): number {
    return this.#timer.ageMs;
  }

  follow(user: string, preferences: ClientPreferences, tell: "universe" | "filters" | null): void {
    for (const client of this.#hub.all()) {
      if (client.user !== user) continue;
      client.universe = preferences.universe;
      client.filters = preferences.filters;
      if (tell === "filters") client.sendTransient("filters_updated", '{"success":true}');
      if (tell === "universe") this.#requests.tellUniverse(client);
    }
  }

  followed(): ReadonlySet<string> {
    return new Set(this.#hub.all().flatMap(({ user }) => user ?? []));
  }

  get isAccepting(): boolean {
    return this.#isAccepting;
  }

  async start(): Promise<{ url: string; port: number }> {
    const { host, port, server } = this.#config;
    this.#server = listen<RawSession>({
      host,
      port,
      messageBytesMax: server.messageBytesMax * MESSAGE_TOLERANCE,
      bufferedBytesMax: server.bufferedBytesMax,
      handlers: this.#sessions,
      http: (request, url, remoteAddress) => this.#api.handle(request, url, remoteAddress),
      socketIo: this.#socketIo,
      onIpv6Taken: (problem) => {
        this.#view.errors.record(
          problem.code,
          `${problem.message}: localhost may reach another program, use 127.0.0.1`,
        );
      },
    });
    this.#isAccepting = true;
    this.#timer.start();
    this.#service = setInterval(() => this.#look(), SERVICE_EVERY_MS);
    setImmediate(() => this.#socketIo.warmUp());
    const name = this.#origins.isLoopbackBound ? "localhost" : host;
    const urlHost = name.includes(":") ? `[${name}]` : name;
    return { url: `http://${urlHost}:${this.#server.port}`, port: this.#server.port };
  }

  emitNow(): void {
    this.#timer.wake();
  }

  async stop(drain: boolean): Promise<void> {
    if (this.#server === undefined || !this.#isAccepting) return;
    this.#isAccepting = false;
    this.#timer.stop();
    clearInterval(this.#service);
    if (drain) await this.#drain();
    // Without a drain, too: what is queued gets its place in the ledger. The queue is bounded; an
    // engine that still fills it would be a mistake of the caller and must not hold us here.
    let runs = 0;
    while (this.#timer.run() && runs < STOP_RUNS_MAX) runs += 1;
    this.#hub.endAll();
    await this.#socketIo.stop();
    await this.#server.stop();
  }

  async #drain(): Promise<void> {
    const deadlineLocalMs = performance.now() + this.#config.drainMsMax;
    while (performance.now() < deadlineLocalMs) {
      const hasMore = this.#timer.run();
      this.#hub.service(performance.now());
      // What was published shows in the clients' buffers when the turn has ended.
      await Bun.sleep(0);
      if (!hasMore && this.#hub.isIdle) return;
      await Bun.sleep(hasMore ? 0 : DRAIN_POLL_MS);
    }
    const message = `clients did not accept their rows within drainMsMax=${this.#config.drainMsMax}`;
    this.#view.errors.record("DRAIN_TIMEOUT", message);
  }

  get #hasRoom(): boolean {
    if (!this.#isAccepting) return false;
    const connections = this.#hub.rawClients + this.#socketIo.connections;
    return connections < this.#config.server.clientsMax;
  }

  /**
   * Looks after slow clients, and tells everybody when the status has changed or 2 s have passed.
   */
  #look(): void {
    const nowLocalMs = performance.now();
    try {
      this.#hub.service(nowLocalMs);
      const status = this.#status(false);
      const key = statusKey(status);
      const isDue = nowLocalMs - this.#sentStatusLocalMs >= STATUS_EVERY_MS;
      if (!isDue && key === this.#sentStatusKey) return;
      this.#sentStatusKey = key;
      this.#sentStatusLocalMs = nowLocalMs;
      const text = writeStatusUpdate(status);
      for (const client of this.#hub.all()) client.sendTransient("status_update", text);
    } catch (error) {
      this.#view.errors.record("EMIT_FAILED", "a periodic check of the clients threw", "", error);
    }
  }

  #status(isGreeting: boolean): ReturnType<typeof statusUpdate> {
    const { marketStatus } = this.#view.marketClock();
    return statusUpdate(this.#view.status(), marketStatus, this.#text, isGreeting);
  }

  #greeting(): string {
    return writeStatusUpdate(this.#status(true));
  }

  #report(): ReturnType<ConstructorParameters<typeof HttpApi>[3]> {
    const { cadenceMs } = this.#config;
    const ageMs = Math.round(this.#timer.ageMs);
    return {
      emission: { ageMs, cadenceMs },
      edge: {
        epoch: this.#epoch,
        feed: {
          seq: this.#feed.latestSeq,
          frames: this.#feed.size,
          bytes: this.#feed.bytes,
        },
        hosts: this.#server?.hosts ?? [],
        emission: { ...this.#cycle.stats, ageMs, cadenceMs },
        clients: this.#hub.stats(),
        departedClients: this.#hub.departed(),
      },
    };
  }
}
