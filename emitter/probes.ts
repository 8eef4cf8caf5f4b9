/** Known-answer probes of the edge, in order of dependency. */
import type { Probe } from "#schemas";
import { bunEdgeServerProbe } from "./bun-edge-server.probe.ts";
import { clientProbe } from "./client.probe.ts";
import { clientBacklogProbe } from "./client-backlog.probe.ts";
import { clientCountsProbe } from "./client-counts.probe.ts";
import { clientFilterProbe } from "./client-filter.probe.ts";
import { clientHubProbe } from "./client-hub.probe.ts";
import { clientInterestProbe } from "./client-interest.probe.ts";
import { clientMessageProbe } from "./client-message.probe.ts";
import { clientPairsProbe } from "./client-pairs.probe.ts";
import { clientRequestsProbe } from "./client-requests.probe.ts";
import { clientResumeProbe } from "./client-resume.probe.ts";
import { clientSelectionProbe } from "./client-selection.probe.ts";
import { clientSenderProbe } from "./client-sender.probe.ts";
import { clientStatsProbe } from "./client-stats.probe.ts";
import { conflatedRowsProbe } from "./conflated-rows.probe.ts";
import { connectQueryProbe } from "./connect-query.probe.ts";
import { edgeFrameProbe } from "./edge-frame.probe.ts";
import { edgeObserverProbe } from "./edge-observer.probe.ts";
import { emissionCycleProbe } from "./emission-cycle.probe.ts";
import { emissionTimerProbe } from "./emission-timer.probe.ts";
import { emitterProbe } from "./emitter.probe.ts";
import { endpointProbe } from "./endpoint.probe.ts";
import { feedHistoryProbe } from "./feed-history.probe.ts";
import { feedStatusProbe } from "./feed-status.probe.ts";
import { frameLaneProbe } from "./frame-lane.probe.ts";
import { frameRowProbe } from "./frame-row.probe.ts";
import { healthProbe } from "./health.probe.ts";
import { httpApiProbe } from "./http-api.probe.ts";
import { jsonResponseProbe } from "./json-response.probe.ts";
import { marketActivityProbe } from "./market-activity.probe.ts";
import { marketSessionProbe } from "./market-session.probe.ts";
import { originProbe } from "./origin.probe.ts";
import { rawLinkProbe } from "./raw-link.probe.ts";
import { rawSessionsProbe } from "./raw-sessions.probe.ts";
import { rowHistoryProbe } from "./row-history.probe.ts";
import { socketIoGatewayProbe } from "./socket-io-gateway.probe.ts";
import { socketIoLinkProbe } from "./socket-io-link.probe.ts";

export const EMITTER_PROBES: readonly Probe[] = [
  frameRowProbe,
  rowHistoryProbe,
  marketSessionProbe,
  marketActivityProbe,
  edgeFrameProbe,
  feedHistoryProbe,
  edgeObserverProbe,
  conflatedRowsProbe,
  clientFilterProbe,
  clientMessageProbe,
  connectQueryProbe,
  clientCountsProbe,
  clientStatsProbe,
  clientInterestProbe,
  clientPairsProbe,
  clientSelectionProbe,
  clientSenderProbe,
  clientBacklogProbe,
  clientResumeProbe,
  frameLaneProbe,
  clientProbe,
  clientHubProbe,
  clientRequestsProbe,
  emissionCycleProbe,
  emissionTimerProbe,
  feedStatusProbe,
  healthProbe,
  originProbe,
  jsonResponseProbe,
  endpointProbe,
  httpApiProbe,
  rawLinkProbe,
  rawSessionsProbe,
  socketIoLinkProbe,
  socketIoGatewayProbe,
  bunEdgeServerProbe,
  emitterProbe,
];
