/** Clients and emissions of the edge. No series per client: clients come and go without bound. Main thread. */
import type { Registry } from "prom-client";
import type { ClientCounts, Emitter } from "#emitter";
import { counter, gauge, type Sample, single } from "./family.ts";

const ENDPOINTS = ["/ws", "/ws/stock_data", "/ws/status_update", "/socket.io/"];

/** `emitter`: asked at each scrape, because the edge is made after its endpoints. */
export function addEdgeMetrics(registry: Registry, emitter: () => Emitter): void {
  gauge(registry, {
    name: "tickscope_clients",
    help: "Connected clients, by endpoint.",
    labels: ["endpoint"],
    read: () => {
      const clients = emitter().clients();
      return ENDPOINTS.map((endpoint): Sample => {
        return [[endpoint], clients.filter((client) => client.endpoint === endpoint).length];
      });
    },
  });
  gauge(registry, {
    name: "tickscope_clients_backed_up",
    help: "Clients whose socket buffer is over its limit; their rows are conflated.",
    read: () =>
      single(
        emitter()
          .clients()
          .filter(({ isBackedUp }) => isBackedUp).length,
      ),
  });
  gauge(registry, {
    name: "tickscope_client_buffer_bytes",
    help: "Bytes buffered in the sockets of all clients.",
    read: () =>
      single(
        emitter()
          .clients()
          .reduce((sum, client) => sum + client.bufferedBytes, 0),
      ),
  });
  gauge(registry, {
    name: "tickscope_client_pending_rows",
    help: "Rows held back for slow clients, over all clients.",
    read: () => single(emitter().pendingRows),
  });
  counter(registry, {
    name: "tickscope_client_rows_total",
    help: "Row deliveries by outcome, including departed clients.",
    labels: ["outcome"],
    read: () => {
      const counts = clientCounts(emitter());
      const { delivered, conflated, closed, filteredUniverse, filteredFilters } = counts;
      return [
        [["delivered"], delivered],
        [["conflated"], conflated],
        [["closed"], closed],
        [["filtered_universe"], filteredUniverse],
        [["filtered_filters"], filteredFilters],
      ];
    },
  });
  counter(registry, {
    name: "tickscope_client_messages_total",
    help: "Messages sent to clients, received from clients, and rejected.",
    labels: ["direction"],
    read: () => {
      const { messages, received, rejected } = clientCounts(emitter());
      return [
        [["sent"], messages],
        [["received"], received],
        [["rejected"], rejected],
      ];
    },
  });
  gauge(registry, {
    name: "tickscope_emission_age_seconds",
    help: "Time since the last emission ended.",
    read: () => single(emitter().emissionAgeMs / 1000),
  });
}

/** Sums over every client that ever was. */
function clientCounts(emitter: Emitter): ClientCounts {
  const sums = emitter.departedClients();
  for (const client of emitter.clients()) {
    for (const name of Object.keys(sums) as (keyof ClientCounts)[]) sums[name] += client[name];
  }
  return sums;
}
