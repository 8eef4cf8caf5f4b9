/**
 * All connected clients: admission, housekeeping of slow ones, and what departed ones had counted.
 * Main thread.
 */
import type { ErrorLog } from "#engine/telemetry";
import type { EdgeLimits } from "../emitter-options.ts";
import type { EdgeFrame } from "../frames/edge-frame.ts";
import type { ClientBeginning } from "../requests/connect-query.ts";
import type { ClientLink } from "../server/client-link.ts";
import { Client } from "./client.ts";
import type { ClientContext } from "./client-context.ts";
import { addCounts, type ClientCounts, emptyCounts } from "./client-counts.ts";
import { type ClientStats, statsOf } from "./client-stats.ts";
import type { FrameLane } from "./frame-lane.ts";

/** RFC 6455 close code: the server goes away. */
const CLOSE_GOING_AWAY = 1001;
/** Milliseconds after connect at which a page that loads late gets its lists once more. */
const LATE_SNAPSHOT_MS = 1500;

export class ClientHub {
  readonly #clients: Map<number, Client> = new Map();
  readonly #departed: ClientCounts = emptyCounts();
  /** Clients whose second snapshot is due, with the performance.now() of it; in order of time. */
  readonly #lateSnapshots: { client: Client; dueLocalMs: number }[] = [];
  /** Replaced, never changed: an emission goes through it while clients come and go. */
  #listeners: readonly Client[] = [];
  /** By endpoint. */
  readonly #lanes: ReadonlyMap<string, FrameLane>;
  readonly #context: ClientContext;
  readonly #limits: EdgeLimits;
  readonly #errors: ErrorLog;
  #lastId = 0;

  /** `lanes`: their topics are endpoints whose clients may share them. */
  constructor(
    context: ClientContext,
    limits: EdgeLimits,
    errors: ErrorLog,
    lanes: readonly FrameLane[] = [],
  ) {
    this.#lanes = new Map(lanes.map((lane) => [lane.topic, lane]));
    this.#context = context;
    this.#limits = limits;
    this.#errors = errors;
  }

  /** Connected clients. */
  get size(): number {
    return this.#clients.size;
  }

  /** Clients that get stock_data, as of now. */
  listeners(): readonly Client[] {
    return this.#listeners;
  }

  /** Offers a frame to every listener: in the lanes at once, to the others one by one. */
  offer(frame: EdgeFrame): void {
    for (const lane of this.#lanes.values()) lane.publish(frame);
    for (const client of this.#listeners) {
      if (client.isInLane || !client.isOpen) continue;
      client.offer(frame);
      const lane = this.#lanes.get(client.link.endpoint);
      if (lane !== undefined) client.joinLane(lane);
    }
  }

  /** Everybody, as of now. */
  all(): Client[] {
    return [...this.#clients.values()];
  }

  /** Connected clients on plain WebSockets. */
  get rawClients(): number {
    let count = 0;
    for (const { link } of this.#clients.values()) if (link.endpoint !== "/socket.io/") count += 1;
    return count;
  }

  /** True when every client has taken what is its own. */
  get isIdle(): boolean {
    return this.all().every(({ link, isBehind }) => !isBehind && link.bufferedBytes() === 0);
  }

  /** Rows held back for slow clients, all together. */
  get pendingRows(): number {
    let rows = 0;
    for (const client of this.#clients.values()) rows += client.pendingRows;
    return rows;
  }

  /** A client has connected: it gets the state of things at once, or what it missed. */
  add(link: ClientLink, statusText: string, beginning: ClientBeginning = {}): Client {
    this.#lastId += 1;
    const client = new Client(this.#lastId, link, this.#context);
    this.#clients.set(client.id, client);
    if (link.carries("stock_data")) this.#listeners = [...this.#listeners, client];
    client.universe = beginning.universe ?? null;
    client.filters = beginning.filters ?? null;
    if (beginning.resume !== undefined) client.resume(beginning.resume);
    client.sendTransient("status_update", statusText);
    if (beginning.resume === undefined) client.sendSnapshot();
    else client.catchUp();
    if (link.loadsLate) {
      this.#lateSnapshots.push({ client, dueLocalMs: performance.now() + LATE_SNAPSHOT_MS });
    }
    return client;
  }

  /** The connection is gone. */
  remove(client: Client): void {
    if (!this.#clients.delete(client.id)) return;
    this.#listeners = this.#listeners.filter((one) => one !== client);
    client.closed();
    addCounts(this.#departed, client.counts);
  }

  /** Lets slow clients catch up, closes those that are slow for too long, sends late snapshots. */
  service(nowLocalMs: number): void {
    for (const client of this.all()) {
      client.catchUp();
      this.#watchSlow(client, nowLocalMs);
    }
    for (;;) {
      const next = this.#lateSnapshots[0];
      if (next === undefined || next.dueLocalMs > nowLocalMs) return;
      this.#lateSnapshots.shift();
      if (next.client.isOpen) next.client.sendSnapshot();
    }
  }

  #watchSlow(client: Client, nowLocalMs: number): void {
    if (!client.isOpen || !client.isBackedUp) {
      client.backedUpSinceLocalMs = undefined;
      return;
    }
    client.backedUpSinceLocalMs ??= nowLocalMs;
    const slowMs = nowLocalMs - client.backedUpSinceLocalMs;
    if (slowMs < this.#limits.slowClientCloseMs) return;
    const { endpoint } = client.link;
    const limit = `bufferedBytesMax=${this.#limits.bufferedBytesMax}`;
    this.#errors.record(
      "CLIENT_TOO_SLOW",
      `client=${client.id} on ${endpoint} stayed above ${limit} for ${Math.round(slowMs)} ms`,
    );
    // It does not read, so a close frame would never arrive: cut.
    client.link.close();
    this.remove(client);
  }

  /** Ends every connection, orderly. */
  endAll(): void {
    for (const client of this.all()) {
      client.link.end(CLOSE_GOING_AWAY, "the engine has ended");
      this.remove(client);
    }
  }

  stats(): ClientStats[] {
    return this.all().map(statsOf);
  }

  /** Sum of the counts of clients that have left. */
  departed(): ClientCounts {
    return { ...this.#departed };
  }
}
