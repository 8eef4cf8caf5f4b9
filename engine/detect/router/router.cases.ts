/** Known answers of router.ts: where a record goes, and how each outcome is counted. */
import { asSlot } from "#codec";
import { FILTER_DUPLICATE, OUTCOME_OK, outcomeErrored, outcomeFiltered } from "#engine/telemetry";
import { errorCodeId, type Observe, of, TickscopeError } from "#schemas";
import { Notes, NotingErrors, NotingLedger } from "../../telemetry/noting-fixture.ts";
import { recordOf } from "../channels/cases-fixture.ts";
import type { Channel, ChannelHealth } from "../channels/channel.ts";
import { NotedDecisions } from "../detectors/noted-decisions.ts";
import type { BreakerSettings } from "./breaker.ts";
import { Router } from "./router.ts";

const OK = OUTCOME_OK;
const filtered = (): number => outcomeFiltered(FILTER_DUPLICATE);
const NEVER_DUE: BreakerSettings = { failuresMax: 2, openMs: 1e12 };
const ALWAYS_DUE: BreakerSettings = { failuresMax: 2, openMs: 0 };

/** A channel that does what it is told. */
class FixtureChannel implements Channel {
  readonly name: string;
  readonly kind: number;
  lastDetectFailed = false;
  outcome: number = OK;
  throws: unknown = undefined;
  readonly #notes: Notes;

  constructor(notes: Notes, kind: number, name = "fake") {
    this.#notes = notes;
    this.kind = kind;
    this.name = name;
  }

  get health(): ChannelHealth {
    return {
      starts: 1,
      admitted: 2,
      filtered: 3,
      outOfOrder: 1,
      errored: 4,
      detectFailures: 5,
      events: 6,
    };
  }

  start(): void {
    this.#notes.add("start", this.name);
  }

  handle(_view: unknown, slot: number): number {
    this.#notes.add("handle", slot);
    if (this.throws !== undefined) throw this.throws;
    return this.outcome;
  }
}

/** A router with a channel for kind 1. */
function routed(settings?: BreakerSettings) {
  const notes = new Notes();
  const describe = (_view: unknown, slot: number) => `slot ${slot}`;
  const router = new Router(new NotingLedger(notes), new NotingErrors(notes), describe, settings);
  const channel = new FixtureChannel(notes, 1);
  router.register(channel);
  notes.take();
  const route = (kind: number): unknown[][] => {
    router.route(recordOf({ RECORD_KIND_U8: kind }), asSlot(1));
    return notes.take();
  };
  const routeAs = (outcome: number, lastDetectFailed = false): unknown[][] => {
    Object.assign(channel, { outcome, lastDetectFailed });
    return route(1);
  };
  return { router, channel, notes, route, routeAs };
}

/** The state of each route; and of each channel's breaker. */
const routesOf = (router: Router): unknown =>
  router.health().map(({ kind, routeBreaker }) => [kind, routeBreaker]);
const breakersOf = (router: Router): unknown =>
  router.health().map(({ kind, channelBreaker }) => [kind, channelBreaker]);

function observeRegistration(observe: Observe): void {
  for (const kind of [-1, 0, 1, 1.5, 31, 32, Number.NaN]) {
    const notes = new Notes();
    const router = new Router(new NotingLedger(notes), new NotingErrors(notes), () => "");
    const register = () => router.register(new FixtureChannel(notes, kind));
    observe(of(Router, "register"), `kind ${kind}`, [codedThrow(register), notes.take()]);
    observe(of(Router, "register"), `kind ${kind} again`, [codedThrow(register), notes.take()]);
  }
}

/** What is noted of a watched record that goes no further than the router. */
function observeDecisions(observe: Observe): void {
  const notes = new Notes();
  const log = new NotedDecisions();
  const settings = { failuresMax: 2, openMs: 60_000 };
  const [ledger, errors] = [new NotingLedger(notes), new NotingErrors(notes)];
  const router = new Router(ledger, errors, () => "", settings, log);
  const channel = new FixtureChannel(notes, 1);
  router.register(channel);
  router.disable(3);
  const route = (kind: number, fact: string) => {
    router.route(recordOf({ RECORD_KIND_U8: kind }), asSlot(1));
    observe("#refuse", fact, log.take().map(Object.values));
  };
  route(1, "nothing to note");
  route(2, "no channel");
  route(2, "no channel again");
  route(2, "the route's breaker");
  route(3, "a disabled channel");
  Object.assign(channel, { throws: new Error("no") });
  route(1, "a channel that throws");
  route(1, "a channel that throws again");
  route(1, "the channel's breaker");
}

function codedThrow(call: () => void): string {
  try {
    call();
  } catch (thrown) {
    return thrown instanceof TickscopeError ? `${thrown.code}: ${thrown.message}` : `${thrown}`;
  }
  return "nothing";
}

function observeRoutes(observe: Observe): void {
  const { router, channel, route, routeAs } = routed();
  const [enter, leave, produce, enterChannel, handled, left, produced] = routeAs(OK);
  observe(of(Router, "route"), "ledger: ok: enters", enter, ["enter", "route", 1]);
  observe(
    of(Router, "route"),
    "ok: leaves",
    [leave, produce, enterChannel],
    [
      ["leave", "route", 1],
      ["produce", "route", 1],
      ["enter", "channel", 1],
    ],
  );
  observe("#handle", "ok: handled", handled, ["handle", 1]);
  observe(
    of(Router, "route"),
    "outcome: ok: leaves the channel",
    [left, produced],
    [
      ["leave", "channel", 1],
      ["produce", "channel", 1],
    ],
  );
  observe(of(Router, "route"), "filtered", routeAs(filtered()));
  observe(
    of(Router, "route"),
    "errored",
    routeAs(outcomeErrored(errorCodeId("CHANNEL_RECORD_INVALID"))),
  );
  for (const thrown of [new Error("no luck"), "a text"]) {
    channel.throws = thrown;
    const notes = routeAs(OK);
    observe(
      "#fail",
      `threw ${thrown}`,
      notes.find((note) => note[0] === "record"),
    );
    observe("#handle", `threw ${thrown}`, notes);
  }
  observe(of(Router, "route"), "kind: 33", route(33)[3], ["enter", "channel", 1]);
  observe(of(Router, "route"), "a kind without a channel", route(2));
  router.disable(3);
  const disabled = route(3);
  observe(of(Router, "disable"), "the kind is no error", disabled.length, 2);
  observe(of(Router, "route"), "a disabled kind", disabled, [
    ["enter", "route", 1],
    ["filter", "route", "channel_disabled", 1],
  ]);
  observe(of(Router, "disable"), "another kind", route(4)[2], [
    "error",
    "route",
    "ROUTE_MISSING",
    1,
  ]);
}

/** Breakers that never let a probe pass. */
function observeBreakers(observe: Observe): void {
  const missing = routed(NEVER_DUE);
  const routes = [missing.route(2), missing.route(2), missing.route(2)];
  observe(of(Router, "route"), "routeBreaker: missing, twice", routes[1]);
  observe(of(Router, "route"), "routeBreaker: missing, then open", routes[2]);
  observe(of(Router, "health"), "a route without a channel", missing.router.health());
  missing.route(0);
  missing.route(0);
  observe(of(Router, "health"), "kind 0 is none", missing.router.health());
  const unstarted = routed(NEVER_DUE);
  const notStarted = outcomeErrored(errorCodeId("CHANNEL_NOT_STARTED"));
  const rounds = Array.from({ length: 3 }, () => unstarted.routeAs(notStarted));
  observe(of(Router, "route"), "outcome: routeBreaker.fail: not started", [
    rounds[1],
    routesOf(unstarted.router),
  ]);
  observe(of(Router, "route"), "channel: routeBreaker.allows: not started", rounds[2]);
  const recovered = routed(NEVER_DUE);
  for (const outcome of [notStarted, OK, notStarted]) recovered.routeAs(outcome);
  observe(of(Router, "route"), "outcome: routeBreaker.succeed", routesOf(recovered.router), [
    [1, "closed"],
  ]);

  const errored = outcomeErrored(errorCodeId("CHANNEL_RECORD_INVALID"));
  for (const [fact, outcomes] of [
    ["errors in a row", [errored, errored]],
    ["an error", [errored]],
    ["filtered ones", [filtered(), filtered()]],
    ["a success between", [errored, OK, errored]],
    ["a filtered one between", [errored, filtered(), errored]],
  ] as const) {
    const { router, routeAs } = routed(NEVER_DUE);
    for (const outcome of outcomes) routeAs(outcome);
    observe(of(Router, "route"), `outcome: ${fact}: routes`, routesOf(router));
    observe("#handle", `${fact}: breakers`, breakersOf(router));
    observe("#handle", `${fact}: the next`, routeAs(OK));
  }
  const failing = routed(NEVER_DUE);
  failing.routeAs(OK, true);
  failing.routeAs(filtered(), true);
  observe("#handle", "detectors failed", breakersOf(failing.router), [[1, "open"]]);
  const throwing = routed(NEVER_DUE);
  throwing.channel.throws = new Error("no luck");
  throwing.routeAs(OK);
  throwing.routeAs(OK);
  observe("#handle", "threw twice", breakersOf(throwing.router), [[1, "open"]]);
}

/** Breakers that let a probe pass at once. */
function observeProbes(observe: Observe): void {
  const errored = outcomeErrored(errorCodeId("CHANNEL_RECORD_INVALID"));
  for (const [fact, outcome] of [
    ["succeeds", OK],
    ["abstains", filtered()],
    ["fails", errored],
  ] as const) {
    const { router, routeAs } = routed(ALWAYS_DUE);
    routeAs(errored);
    routeAs(errored);
    routeAs(outcome);
    observe("#handle", `the probe ${fact}`, [breakersOf(router), routeAs(OK).length]);
  }
}

function observeHealth(observe: Observe): void {
  const { router, notes, route, channel } = routed();
  for (const kind of [3, 16, 31]) router.register(new FixtureChannel(notes, kind, `kind ${kind}`));
  observe(of(Router, "health"), "all well", router.health());
  router.disable(5);
  observe(
    of(Router, "health"),
    "one switched off",
    router.health().map(({ kind, isDisabled }) => [kind, isDisabled]),
    [
      [1, false],
      [3, false],
      [5, true],
      [16, false],
      [31, false],
    ],
  );
  for (let i = 0; i < 9; i++) route(2);
  observe(of(Router, "constructor"), "nine failures on a route", router.health());
  route(2);
  observe(of(Router, "constructor"), "ten failures on a route", router.health());
  channel.throws = "a text";
  for (let i = 0; i < 9; i++) route(1);
  observe(of(Router, "constructor"), "nine failures of a channel", router.health());
  route(1);
  observe(of(Router, "constructor"), "ten failures of a channel", router.health());
}

export default function cases(observe: Observe): void {
  observeRegistration(observe);
  observeDecisions(observe);
  observeRoutes(observe);
  observeBreakers(observe);
  observeProbes(observe);
  observeHealth(observe);
}
