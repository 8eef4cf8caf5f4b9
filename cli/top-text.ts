/** One screen of `top` as text: 80 columns, the same for terminals and files. */

import { short, wrappedParts } from "#app";
import type { TopStage, TopView } from "./top-sample.ts";

const COLUMNS = 80;
/** Clients that have a line of their own; the others are one line together. */
const CLIENT_LINES_MAX = 8;
const HEAD = [
  "stage".padEnd(10),
  ...["in/s", "out/s", "inflight", "filter/s", "drop/s", "error/s"].map((name) => name.padStart(9)),
  ...["p50", "p99"].map((name) => name.padStart(8)),
].join("");

/** 34 -> 34 us, 61440 -> 61.4 ms */
export function duration(us: number | null): string {
  if (us === null || !Number.isFinite(us)) return "-";
  if (us < 1_000) return `${us < 10 ? us.toFixed(1) : Math.round(us)} us`;
  if (us < 1_000_000) return `${(us / 1_000).toFixed(us < 100_000 ? 1 : 0)} ms`;
  return `${(us / 1_000_000).toFixed(1)} s`;
}

/** A rate that is not 0 must not read 0. */
function rate(perSecond: number): string {
  return perSecond > 0 && perSecond < 0.5 ? "<1" : short(perSecond);
}

function stageLine(stage: TopStage): string {
  const { inPerSecond, outPerSecond, filteredPerSecond, droppedPerSecond, erroredPerSecond } =
    stage;
  const numbers = [
    rate(inPerSecond),
    rate(outPerSecond),
    short(stage.inFlight),
    rate(filteredPerSecond),
    rate(droppedPerSecond),
    rate(erroredPerSecond),
  ];
  return [
    stage.stage.padEnd(10),
    ...numbers.map((text) => text.padStart(9)),
    ...[stage.p50Us, stage.p99Us].map((us) => duration(us).padStart(8)),
  ].join("");
}

function clientLines({ clients }: TopView): string[] {
  if (clients.length === 0) return ["clients none"];
  const lines = clients.slice(0, CLIENT_LINES_MAX).map((client) => {
    const { id, endpoint, remoteAddress, pending, bufferedBytes } = client;
    const universe = client.universe === "all" ? "all symbols" : `${client.universe} symbols`;
    return [
      `client #${id} ${endpoint} ${remoteAddress}`.padEnd(34).slice(0, 34),
      ` ${universe}${client.hasFilters ? " filtered" : ""}`,
      ` ${rate(client.deliveredPerSecond)} rows/s`,
      client.conflatedPerSecond > 0 ? ` conflated ${rate(client.conflatedPerSecond)}/s` : "",
      pending > 0 ? ` waiting ${short(pending)}` : "",
      bufferedBytes > 0 ? ` buffered ${short(bufferedBytes)} B` : "",
    ].join("");
  });
  const more = clients.length - CLIENT_LINES_MAX;
  if (more > 0) lines.push(`… and ${more} more clients`);
  return lines;
}

/** The screen. */
export function topText(view: TopView, url: string): string {
  const { engine, market, queue } = view;
  const time = market.epochUs > 0 ? new Date(market.epochUs / 1000).toISOString() : "";
  const left = view.stages.flatMap(({ stage, left: names }) => {
    return names.map(({ name, perSecond }) => `${stage} ${name} ${rate(perSecond)}/s`);
  });
  const waiting = queue.map(({ priority, waiting: count, slotsMax }) => {
    return `${priority} ${short(count)}/${short(slotsMax)}`;
  });
  const workers = engine.workers.map(({ name, state, heartbeatAgeMs, restarts }) => {
    const restarted = restarts > 0 ? ` (restarted ${restarts}x)` : "";
    return `${name} ${state} ${Math.round(heartbeatAgeMs)} ms${restarted}`;
  });
  const lines = [
    `tickscope ${url} · ${engine.source} · feed ${engine.feed} · ${view.symbols} symbols`,
    `market ${time.slice(0, 19)}Z ${market.marketStatus} ${market.period} · residual ${view.residual}`,
    "",
    HEAD,
    ...view.stages.map(stageLine),
    "",
    ...(left.length > 0 ? wrappedParts("left    ", left) : []),
    ...wrappedParts("queue   ", waiting),
    ...wrappedParts("workers ", workers),
    ...engine.warnings.flatMap((warning) => wrappedParts("warning ", warning.split(", "))),
    ...clientLines(view),
    "p50, p99: from receipt to the end of the stage, since the start, slowest thread",
  ];
  return lines.map((line) => line.slice(0, COLUMNS).trimEnd()).join("\n");
}
