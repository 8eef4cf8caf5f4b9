/**
 * What differs between the flow that should be there and the one that is, each difference by name, at
 * one node or edge, with its evidence.
 *
 * A `fault` is something that a healthy engine never shows; a `notice` is a declared choice or an
 * outcome of the input, worth knowing and no fault.
 */
import { errorInfo } from "#schemas";
import type { CurrentFlow, CurrentNode, RouteReading } from "./current.ts";
import { type ExpectedFlow, type ExpectedKind, type ExpectedNode, edgeId } from "./expected.ts";

export type DifferenceKind =
  | "stage-missing"
  | "stage-unexpected"
  | "stage-residual"
  | "edge-residual"
  | "edge-without-flow"
  | "unexpected-filter"
  | "unexpected-drop"
  | "unexpected-error"
  | "counted-error"
  | "declared-drop"
  | "channel-disabled"
  | "channel-missing"
  | "channel-unexpected"
  | "channel-starts"
  | "kind-absent"
  | "breaker-open"
  | "thread-missing";

export interface FlowDifference {
  kind: DifferenceKind;
  severity: "fault" | "notice";
  /** Id of the node or edge. */
  where: string;
  text: string;
  /** The numbers behind it. */
  evidence: unknown;
}

/** With so many records through the engine, each kind that always comes has come. */
const MANY_RECORDS = 50_000;
/** Of so few, all may have left early by chance. */
const FEW = 100;
/** A feed that always sends is silent only when a window of this length holds nothing. */
const SILENT_SECONDS = 2;
/** Reasons by which a stage may rightly let nothing through, however much comes in. */
const RIGHTLY_ALL =
  /^(control_message|unsupported_kind|no_client|control_event|universe|client_filter|channel_disabled)$/;
/** Drops that show nothing: clients leave, engines end. */
const QUIET_DROPS = /^(client_closed|shutdown)$/;

/** Every difference, along the flow. */
export function differencesOf(expected: ExpectedFlow, current: CurrentFlow): FlowDifference[] {
  const order = expected.nodes.map(({ id }) => id);
  const position = ({ where }: FlowDifference) => order.indexOf(where.split(" -> ").at(-1)!);
  return [
    ...presence(expected, current),
    ...threads(expected, current),
    ...residuals(current),
    ...noFlow(expected, current),
    ...expected.nodes.flatMap((node) => leavings(node, current)),
    ...expected.kinds.flatMap((kind) => channel(kind, expected, current)),
    ...strangers(expected, current),
  ].toSorted((a, b) => position(a) - position(b));
}

function fault(
  kind: DifferenceKind,
  where: string,
  text: string,
  evidence: unknown,
): FlowDifference {
  return { kind, severity: "fault", where, text, evidence };
}

function notice(
  kind: DifferenceKind,
  where: string,
  text: string,
  evidence: unknown,
): FlowDifference {
  return { kind, severity: "notice", where, text, evidence };
}

/** Stages that one side has and the other does not. */
function presence(expected: ExpectedFlow, current: CurrentFlow): FlowDifference[] {
  const stages = expected.nodes.filter(({ kind }) => kind === "stage");
  const isThere = (id: string) => current.nodes.some((node) => node.id === id);
  const isKnown = (id: string) => expected.nodes.some((node) => node.id === id);
  return [
    ...stages
      .filter(({ id }) => !isThere(id))
      .map(({ id }) => fault("stage-missing", id, `the ledger has no stage ${id}`, null)),
    ...current.nodes
      .filter(({ id }) => !isKnown(id))
      .map((node) => fault("stage-unexpected", node.id, `no stage ${node.id} is declared`, node)),
  ];
}

/** Threads that should run and do not. */
function threads(expected: ExpectedFlow, current: CurrentFlow): FlowDifference[] {
  // The main thread answers, hence it runs; a feed that has ended has let its thread go.
  const hasEnded = current.feed === "ended";
  const names = new Set(expected.nodes.flatMap((node) => node.threads));
  names.delete("main");
  if (hasEnded) names.delete("ingest");
  return [...names].flatMap((name) => {
    const state = current.threads.find((thread) => thread.name === name)?.state ?? "absent";
    if (state === "running" || state === "starting") return [];
    const where = name === "ingest" ? "source" : "route";
    return [fault("thread-missing", where, `thread ${name} is ${state}`, current.threads)];
  });
}

function residuals({ nodes, edges }: CurrentFlow): FlowDifference[] {
  const verb = (residual: number) => (residual > 0 ? "loses" : "adds");
  const said = (id: string, n: number) => `${id} ${verb(n)} ${Math.abs(n)} without a counter`;
  return [
    ...nodes
      .filter(({ residual }) => residual !== 0)
      .map((node) => fault("stage-residual", node.id, said(node.id, node.residual), node)),
    ...edges
      .filter(({ residual }) => residual !== 0)
      .map((edge) => fault("edge-residual", edge.id, said(edge.id, edge.residual), edge)),
  ];
}

/** Edges that nothing passes although something comes in before them. */
function noFlow(expected: ExpectedFlow, current: CurrentFlow): FlowDifference[] {
  const found = silence(expected, current);
  const stages = expected.nodes.filter(({ kind }) => kind === "stage").map(({ id }) => id);
  for (const { id, from, to } of expected.edges) {
    // What a channel lets through is judged by kind.
    if (!stages.includes(from) || !stages.includes(to)) continue;
    const now = current.nodes.find((node) => node.id === from);
    const edge = current.edges.find((carried) => carried.id === id);
    if (now === undefined || edge === undefined || now.in === 0 || edge.taken > 0) continue;
    if (now.inFlight === now.in) continue;
    const text = `${now.in} entered ${from}, none passed ${id}`;
    const make = mayLetNothingThrough(expected, now) ? notice : fault;
    found.push(make("edge-without-flow", id, text, { from: now, edge }));
  }
  return found;
}

/** Whether a stage may be right in letting nothing through of what came so far. */
function mayLetNothingThrough({ detectors, isSteady }: ExpectedFlow, now: CurrentNode): boolean {
  if (now.in < FEW) return true;
  if (now.id === "detect") return !isSteady || detectors.length === 0 || now.in < MANY_RECORDS;
  if (Object.keys(now.errored).length > 0) return false;
  const reasons = Object.keys({ ...now.filtered, ...now.dropped });
  if (reasons.length === 0) return false;
  return now.in < MANY_RECORDS || reasons.every((reason) => RIGHTLY_ALL.test(reason));
}

/** A market that always trades, and a window without a frame. */
function silence({ isSteady }: ExpectedFlow, current: CurrentFlow): FlowDifference[] {
  const { feed, marketStatus, seconds, nodes } = current;
  if (!isSteady || feed !== "connected" || marketStatus !== "REGULAR") return [];
  const source = nodes.find(({ id }) => id === "source");
  if (source === undefined || source.inPerSecond > 0 || seconds < SILENT_SECONDS) return [];
  const where = edgeId("source", "decode");
  return [fault("edge-without-flow", where, "no data arrives from the feed", source)];
}

/** What left a stage early, and by which name. */
function leavings(node: ExpectedNode, current: CurrentFlow): FlowDifference[] {
  const now = current.nodes.find(({ id }) => id === node.id);
  if (now === undefined || node.kind !== "stage") return [];
  const found: FlowDifference[] = [];
  const where = node.id;
  for (const [name, count] of Object.entries(now.filtered)) {
    if (node.filterReasons.includes(name)) continue;
    const text = `${where} filtered ${count} as ${name}, which is not declared there`;
    found.push(fault("unexpected-filter", where, text, { [name]: count }));
  }
  for (const [name, count] of Object.entries(now.dropped)) {
    const isDeclared = node.dropReasons.includes(name);
    if (isDeclared && QUIET_DROPS.test(name)) continue;
    const text = `${where} dropped ${count} as ${name}`;
    if (isDeclared) found.push(notice("declared-drop", where, text, { [name]: count }));
    else found.push(fault("unexpected-drop", where, `${text}, which is not declared there`, now));
  }
  for (const [name, count] of Object.entries(now.errored)) {
    found.push(counted(node, name, count, now));
  }
  return found;
}

function counted(
  node: ExpectedNode,
  code: string,
  count: number,
  now: CurrentNode,
): FlowDifference {
  const text = `${node.id} counts ${count} x ${code}`;
  const evidence = { code, count, in: now.in };
  if (!node.errorCodes.includes(code)) {
    return fault("unexpected-error", node.id, `${text}, which is not declared there`, evidence);
  }
  const { category } = errorInfo(code as Parameters<typeof errorInfo>[0]);
  const isOurs = category === "wiring" || category === "internal";
  return (isOurs ? fault : notice)("counted-error", node.id, text, evidence);
}

/** How the channel of one kind is, by what the threads tell of their routes. */
function channel(
  kind: ExpectedKind,
  { source }: ExpectedFlow,
  current: CurrentFlow,
): FlowDifference[] {
  const where = edgeId("route", kind.channel);
  if (!kind.isEnabled) {
    const text = `the config switches ${kind.channel} off: records of kind ${kind.name} are filtered`;
    return [notice("channel-disabled", where, text, kind)];
  }
  if (current.routes === null) return [];
  const rows = current.routes.filter((row) => row.kind === kind.kind);
  const missing = rows.filter((row) => !row.isRegistered);
  if (missing.length > 0 || rows.length === 0) {
    const on = missing.map(({ thread }) => thread).join(", ") || "every thread";
    const text = `no channel is registered for kind ${kind.name} on ${on}`;
    return [fault("channel-missing", where, text, rows)];
  }
  return [...breakers(kind, rows), ...absence(kind, source, current)];
}

function breakers(kind: ExpectedKind, rows: readonly RouteReading[]): FlowDifference[] {
  const found: FlowDifference[] = [];
  for (const row of rows) {
    const route = edgeId("route", kind.channel);
    if (row.routeBreaker !== "closed") {
      const text = `the breaker of the route is ${row.routeBreaker} on ${row.thread}`;
      found.push(fault("breaker-open", route, text, row));
    }
    if (row.channelBreaker !== "closed") {
      const text = `the breaker of ${kind.channel} is ${row.channelBreaker} on ${row.thread}`;
      found.push(fault("breaker-open", edgeId(kind.channel, "detect"), text, row));
    }
    if (row.starts !== 1) {
      const text = `${kind.channel} was started ${row.starts} times on ${row.thread}`;
      found.push(fault("channel-starts", kind.channel, text, row));
    }
  }
  return found;
}

/** A kind that the source brings and that has not come. */
function absence(kind: ExpectedKind, source: string, current: CurrentFlow): FlowDifference[] {
  const now = current.nodes.find(({ id }) => id === kind.channel);
  const records = current.nodes.find(({ id }) => id === "route")?.in ?? 0;
  if (now === undefined || now.in > 0 || kind.comes === "never") return [];
  if (records < MANY_RECORDS) return [];
  const text = `${records} records came from ${source}, none of kind ${kind.name}`;
  const make = kind.comes === "always" ? fault : notice;
  return [make("kind-absent", edgeId("route", kind.channel), text, { kind, records })];
}

/** Channels that are registered and that nobody expects. */
function strangers({ kinds }: ExpectedFlow, { routes }: CurrentFlow): FlowDifference[] {
  const isExpected = (row: RouteReading) =>
    kinds.some(({ kind, isEnabled }) => kind === row.kind && isEnabled);
  return (routes ?? [])
    .filter((row) => row.isRegistered && !isExpected(row))
    .map((row) => {
      const text = `an unexpected channel for kind ${row.kind} is registered on ${row.thread}`;
      return fault("channel-unexpected", "channel", text, row);
    });
}
