/** The flow as the map draws it: from `/api/flow`, or from two looks at the ledger. */
import { type Flow, type Latencies, type Ledger, type Named, sumOf } from "./engine-readings.ts";

/** How a part is, worst last. `quiet`: nothing comes. */
export type Health = "ok" | "quiet" | "off" | "drops" | "errors" | "fault";

export interface FlowNode {
  readonly id: string;
  /** What it stands under: a stage, or for a channel its stage. */
  readonly stage: string;
  readonly isChannel: boolean;
  readonly does: string;
  readonly in: number;
  readonly out: number;
  readonly perSecond: number;
  readonly filtered: Named;
  readonly dropped: Named;
  readonly errored: Named;
  readonly inFlight: number;
  readonly residual: number;
  readonly p50Us: number | null;
  readonly p99Us: number | null;
  readonly health: Health;
  /** Why it is not ok, in words. */
  readonly remark: string;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  readonly perSecond: number;
  readonly residual: number;
  readonly inFlight: number;
}

export interface FlowModel {
  readonly epochMs: number;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly differences: Flow["differences"];
  /** False: the engine has no flow map, so the expected flow is not known. */
  readonly hasExpected: boolean;
}

/** Counts of an earlier look, for rates: emissions come once a second, so a rate needs some seconds. */
export interface EarlierLook {
  readonly epochMs: number;
  /** Records that came in, by node. */
  readonly in: ReadonlyMap<string, number>;
}

/** What a later look needs of this one. */
export function lookOf({ epochMs, nodes }: FlowModel): EarlierLook {
  return { epochMs, in: new Map(nodes.map((node) => [node.id, node.in])) };
}

/** Per second since the earlier look; `otherwise` when there is none. */
function rateSince(
  earlier: EarlierLook | undefined,
  epochMs: number,
  id: string,
  count: number,
  otherwise: number,
): number {
  const before = earlier?.in.get(id);
  const seconds = (epochMs - (earlier?.epochMs ?? epochMs)) / 1000;
  return before === undefined || seconds <= 0 ? otherwise : (count - before) / seconds;
}

/** What is common to both origins, before health. */
type Counted = Omit<FlowNode, "health" | "remark" | "p50Us" | "p99Us">;

/** From the flow map. `before`: the model before this one, for what is new in drops and errors. */
export function modelOfFlow(
  flow: Flow,
  earlier: EarlierLook | undefined,
  latencies: Latencies,
  before: FlowModel | undefined,
): FlowModel {
  const { expected, current, differences } = flow;
  const epochMs = current?.epochMs ?? Date.now();
  const rate = (id: string, count: number, otherwise: number) =>
    rateSince(earlier, epochMs, id, count, otherwise);
  const nodes = expected.nodes.map((node) => {
    const now = current?.nodes.find(({ id }) => id === node.id);
    const counted: Counted = {
      id: node.id,
      stage: node.stage,
      isChannel: node.kind === "channel",
      does: node.does,
      in: now?.in ?? 0,
      out: now?.out ?? 0,
      perSecond: rate(node.id, now?.in ?? 0, now?.inPerSecond ?? 0),
      filtered: now?.filtered ?? {},
      dropped: now?.dropped ?? {},
      errored: now?.errored ?? {},
      inFlight: now?.inFlight ?? 0,
      residual: now?.residual ?? 0,
    };
    const own = differences.filter(({ where }) => where === node.id);
    return withHealth(counted, latencies, before, own, node.isEnabled);
  });
  const edges = (current?.edges ?? []).map((edge) => {
    const perSecond = nodes.find(({ id }) => id === edge.to)?.perSecond ?? edge.perSecond;
    return edge.from.includes(":") || edge.to.includes(":") ? edge : { ...edge, perSecond };
  });
  return { epochMs, nodes, edges, differences, hasExpected: true };
}

/** From the ledger alone. */
export function modelOfLedger(
  ledger: Ledger,
  earlier: EarlierLook | undefined,
  latencies: Latencies,
  before: FlowModel | undefined,
): FlowModel {
  const { epochMs } = ledger;
  const nodes = ledger.stages.map((row) => {
    const { stage, filtered, dropped, errored, inFlight, residual } = row;
    const counted: Counted = {
      ...{ id: stage, stage, isChannel: false, does: "", in: row.in, out: row.out },
      ...{ filtered, dropped, errored, inFlight, residual },
      perSecond: rateSince(earlier, epochMs, stage, row.in, 0),
    };
    return withHealth(counted, latencies, before, [], true);
  });
  const edges = ledger.edges.map((row) => {
    const perSecond = nodes.find(({ id }) => id === row.to)?.perSecond ?? 0;
    return { ...row, perSecond };
  });
  return { epochMs, nodes, edges, differences: [], hasExpected: false };
}

function withHealth(
  node: Counted,
  { latency }: Latencies,
  before: FlowModel | undefined,
  differences: Flow["differences"],
  isEnabled: boolean,
): FlowNode {
  const measured = Object.entries(latency)
    .filter(([key]) => key.startsWith(`${node.id}@`))
    .map(([, summary]) => summary);
  const worst = (name: "p50Us" | "p99Us") =>
    measured.length === 0 ? null : Math.max(...measured.map((summary) => summary[name] ?? 0));
  const was = before?.nodes.find(({ id }) => id === node.id);
  const { health, remark } = healthOf(node, was, differences, isEnabled);
  return { ...node, p50Us: worst("p50Us"), p99Us: worst("p99Us"), health, remark };
}

function healthOf(
  node: Counted,
  was: FlowNode | undefined,
  differences: Flow["differences"],
  isEnabled: boolean,
): { health: Health; remark: string } {
  const fault = differences.find(({ severity }) => severity === "fault");
  if (fault !== undefined) return { health: "fault", remark: fault.text };
  // A single look may catch a record between two counters of two threads.
  if (node.residual !== 0 && (was?.residual ?? 0) !== 0) {
    return {
      health: "fault",
      remark: `residual ${node.residual}: records lost or added without a counter`,
    };
  }
  const newErrors = sumOf(node.errored) - sumOf(was?.errored ?? {});
  const newDrops = sumOf(node.dropped) - sumOf(was?.dropped ?? {});
  if (newErrors > 0)
    return { health: "errors", remark: `${newErrors} errors since the last update` };
  if (newDrops > 0) return { health: "drops", remark: `${newDrops} dropped since the last update` };
  if (!isEnabled) return { health: "off", remark: "switched off in the config" };
  if (node.perSecond <= 0) return { health: "quiet", remark: "no data" };
  return { health: "ok", remark: "" };
}
