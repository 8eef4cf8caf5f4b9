/**
 * Record kind -> channel, behind breakers. One router per detector worker, one thread.
 *
 * Outcomes are kept apart: success (a quiet tick is one), filtered (neither success nor failure) and
 * errored. A kind without a channel is an error with its own code, never a silent drop; ten of any
 * failures in a row open the breaker of the route or of the channel.
 *
 * Accounting, all on this thread's ledger:
 *   route:   in = 1 a record; out when handed to a channel; errored ROUTE_MISSING, ROUTE_BREAKER_OPEN;
 *            filtered channel_disabled
 *   channel: in = 1 a record handed over; out / filtered / errored as the channel says
 */
import { KINDS_MAX, RECORD_BYTES, RECORD_KIND_U8, type Slot, type SlotView } from "#codec";
import {
  account,
  DECIDE_RECORD,
  Decisions,
  type ErrorLog,
  errorIdOf,
  FILTER_CHANNEL_DISABLED,
  gateId,
  isErrored,
  OUTCOME_OK,
  outcomeErrored,
  type RouteRow,
  STAGE_CHANNEL,
  STAGE_ROUTE,
  type ThreadLedger,
} from "#engine/telemetry";
import { type ErrorCode, errorCodeId, TickscopeError } from "#schemas";
import type { Channel } from "../channels/channel.ts";
import { Breaker, type BreakerSettings, DEFAULT_BREAKER } from "./breaker.ts";

const ROUTE_MISSING = errorCodeId("ROUTE_MISSING");
const ROUTE_BREAKER_OPEN = errorCodeId("ROUTE_BREAKER_OPEN");
const CHANNEL_BREAKER_OPEN = outcomeErrored(errorCodeId("CHANNEL_BREAKER_OPEN"));
const CHANNEL_THREW = outcomeErrored(errorCodeId("CHANNEL_THREW"));
const CHANNEL_NOT_STARTED = errorCodeId("CHANNEL_NOT_STARTED");

/** How a route is, for people. */
export interface RouteHealth extends RouteRow {
  /** Name of its channel; null when there is none. */
  channel: string | null;
}

const GATE_ROUTE_BREAKER = gateId("route_breaker");
const GATE_ROUTE = gateId("route");
const GATE_CHANNEL_ENABLED = gateId("channel_enabled");
const GATE_CHANNEL_BREAKER = gateId("channel_breaker");
const GATE_CHANNEL_THREW = gateId("channel_threw");

/** Describes a record for the error log; called only when something failed. */
export type DescribeRecord = (view: SlotView, slot: Slot) => string;

export class Router {
  readonly #channels: (Channel | undefined)[] = new Array(KINDS_MAX).fill(undefined);
  readonly #isDisabled: Uint8Array = new Uint8Array(KINDS_MAX);
  readonly #routeBreakers: Breaker[];
  readonly #channelBreakers: Breaker[];
  readonly #ledger: ThreadLedger;
  readonly #errors: ErrorLog;
  readonly #describe: DescribeRecord;
  readonly #failuresMax: number;
  readonly #decisions: Decisions;

  constructor(
    ledger: ThreadLedger,
    errors: ErrorLog,
    describe: DescribeRecord,
    settings: BreakerSettings = DEFAULT_BREAKER,
    decisions: Decisions = new Decisions(),
  ) {
    this.#failuresMax = settings.failuresMax;
    this.#decisions = decisions;
    this.#ledger = ledger;
    this.#errors = errors;
    this.#describe = describe;
    this.#routeBreakers = Array.from({ length: KINDS_MAX }, () => new Breaker(settings));
    this.#channelBreakers = Array.from({ length: KINDS_MAX }, () => new Breaker(settings));
  }

  /** Registers and starts `channel` for its kind: the one place that starts channels. */
  register(channel: Channel): void {
    const { kind, name } = channel;
    if (!Number.isInteger(kind) || kind < 1 || kind >= KINDS_MAX) {
      throw new TickscopeError(
        "PLUGIN_INVALID",
        `channel ${name}: kind must be 1 to 31, was ${kind}`,
      );
    }
    const taken = this.#channels[kind];
    if (taken !== undefined) {
      throw new TickscopeError(
        "PLUGIN_INVALID",
        `channel ${name}: kind=${kind} is taken by channel ${taken.name}`,
      );
    }
    this.#channels[kind] = channel;
    channel.start();
  }

  /** Records of `kind` are left out on purpose: filtered, which is no failure. */
  disable(kind: number): void {
    this.#isDisabled[kind] = 1;
  }

  /** @hot one record through route and channel; no allocation, no throw while nothing fails. */
  route(view: SlotView, slot: Slot): void {
    const kind = view.u8[slot * RECORD_BYTES + RECORD_KIND_U8]! & (KINDS_MAX - 1);
    const ledger = this.#ledger;
    ledger.enter(STAGE_ROUTE, 1);
    const routeBreaker = this.#routeBreakers[kind]!;
    const channel = this.#channels[kind];
    if (!routeBreaker.allows()) {
      this.#fail("ROUTE_BREAKER_OPEN", `the breaker of route kind=${kind} is open`, view, slot);
      ledger.error(STAGE_ROUTE, ROUTE_BREAKER_OPEN, 1);
      this.#refuse(GATE_ROUTE_BREAKER, routeBreaker.failuresInRow, this.#failuresMax);
      return;
    }
    if (channel === undefined) {
      if (this.#isDisabled[kind] === 1) {
        ledger.filter(STAGE_ROUTE, FILTER_CHANNEL_DISABLED, 1);
        this.#refuse(GATE_CHANNEL_ENABLED, 0, 1);
        return;
      }
      this.#fail("ROUTE_MISSING", `no channel is registered for kind=${kind}`, view, slot);
      ledger.error(STAGE_ROUTE, ROUTE_MISSING, 1);
      this.#refuse(GATE_ROUTE, 0, 1);
      routeBreaker.fail();
      return;
    }
    ledger.leave(STAGE_ROUTE, 1);
    ledger.produce(STAGE_ROUTE, 1);
    ledger.enter(STAGE_CHANNEL, 1);
    const outcome = this.#handle(channel, kind, view, slot);
    account(ledger, STAGE_CHANNEL, outcome);
    if (outcome === OUTCOME_OK) ledger.produce(STAGE_CHANNEL, 1);
    // A channel that was never started is a fault of the wiring, hence of the route.
    if (isErrored(outcome) && errorIdOf(outcome) === CHANNEL_NOT_STARTED) routeBreaker.fail();
    else routeBreaker.succeed();
  }

  /** Every kind that has a channel, is switched off, or has met a breaker. Allocates; cold. */
  health(): RouteHealth[] {
    const rows: RouteHealth[] = [];
    for (let kind = 1; kind < KINDS_MAX; kind++) {
      const channel = this.#channels[kind];
      const route = this.#routeBreakers[kind]!;
      const breaker = this.#channelBreakers[kind]!;
      const isDisabled = this.#isDisabled[kind] === 1;
      if (channel === undefined && route.opened === 0 && !isDisabled) continue;
      const health = channel?.health;
      rows.push({
        kind,
        channel: channel?.name ?? null,
        isRegistered: channel !== undefined,
        isDisabled,
        routeBreaker: route.state,
        channelBreaker: breaker.state,
        opened: route.opened + breaker.opened,
        starts: health?.starts ?? 0,
        admitted: health?.admitted ?? 0,
        filtered: health?.filtered ?? 0,
        outOfOrder: health?.outOfOrder ?? 0,
        errored: health?.errored ?? 0,
        detectFailures: health?.detectFailures ?? 0,
        events: health?.events ?? 0,
      });
    }
    return rows;
  }

  /** The channel's outcome, with its breaker around it. @hot */
  #handle(channel: Channel, kind: number, view: SlotView, slot: Slot): number {
    const breaker = this.#channelBreakers[kind]!;
    if (!breaker.allows()) {
      this.#fail("CHANNEL_BREAKER_OPEN", `the breaker of ${channel.name} is open`, view, slot);
      this.#refuse(GATE_CHANNEL_BREAKER, breaker.failuresInRow, this.#failuresMax);
      return CHANNEL_BREAKER_OPEN;
    }
    let outcome: number;
    try {
      outcome = channel.handle(view, slot);
    } catch (thrown) {
      outcome = CHANNEL_THREW;
      this.#fail("CHANNEL_THREW", `${channel.name} threw: ${thrown}`, view, slot, thrown);
      this.#refuse(GATE_CHANNEL_THREW, 0, 1);
    }
    if (isErrored(outcome) || channel.lastDetectFailed) breaker.fail();
    else if (outcome === OUTCOME_OK) breaker.succeed();
    else breaker.abstain();
    return outcome;
  }

  #refuse(gate: number, value: number, limit: number): void {
    this.#decisions.note(DECIDE_RECORD, gate, false, value, limit);
  }

  #fail(code: ErrorCode, message: string, view: SlotView, slot: Slot, thrown?: unknown): void {
    this.#errors.record(code, message, this.#describe(view, slot), thrown);
  }
}
