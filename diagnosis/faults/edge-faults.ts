/** Faults between the event rings and the clients, as replaced pieces of modules. */
import type { Fault } from "./fault.ts";
import { replaced } from "./replaced.ts";

const ENGINE = "engine/engine.ts";
const THREADS = "engine/engine-threads.ts";
const COLLECTOR = "engine/collector.ts";
const CYCLE = "emitter/emission-cycle.ts";
const TIMER = "emitter/emission-timer.ts";
const EDGE_FRAME = "emitter/edge-frame.ts";
const BACKLOG = "emitter/client-backlog.ts";
const SELECTION = "emitter/client-selection.ts";
const FILTER = "emitter/client-filter.ts";
const RAW_LINK = "emitter/raw-link.ts";

export const EDGE_FAULTS: readonly Fault[] = [
  replaced("F05", "records handled twice or split", "one worker is started twice", "event-ring", {
    file: THREADS,
    find: "starting.push(this.#startDetector(index));",
    put: "starting.push(this.#startDetector(index), this.#startDetector(index));",
  }),
  replaced(
    "F08",
    "events never leave their ring",
    "reader and writer disagree on the record",
    "event-ring",
    {
      file: COLLECTOR,
      find: "ring.view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64]!;",
      put: "ring.view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64 + 1]!;",
    },
  ),
  replaced("F11", "surges are found and never shown", "the frame omits a block", "frame", {
    file: EDGE_FRAME,
    find: "    surgeUp: lists[LIST_SURGE_UP]!,",
    put: "    surgeUp: [],",
  }),
  replaced(
    "F12",
    "a user with a universe receives nothing",
    "the universe is looked up with a key of another type",
    "send",
    {
      file: SELECTION,
      find: "!this.universe.has(row.symbol)",
      put: "!this.universe.has(String(row.symbolId))",
    },
  ),
  replaced(
    "F14",
    "emissions are late and the engine hardly responds",
    "a long synchronous cycle in the timer's loop",
    "frame",
    {
      file: CYCLE,
      find: "    this.stats.runs += 1;\n",
      put: `    this.stats.runs += 1;
    for (const endUs = process.cpuUsage().user + 2_500_000; process.cpuUsage().user < endUs; );
`,
    },
  ),
  replaced(
    "F15",
    "the emission fails once and never runs again",
    "the in-progress flag stays set",
    "frame",
    {
      file: TIMER,
      find: "      this.#isRunning = false;\n      this.#lastLocalMs",
      put: "      this.#lastLocalMs",
    },
  ),
  replaced("F18", "events are sent twice", "two forwarders on one queue", "event-ring", {
    file: ENGINE,
    find: "    this.queue.push(view, slot);\n",
    put: "    this.queue.push(view, slot);\n    this.queue.push(view, slot);\n",
  }),
  replaced("F21", "a filter lets everything through", "the rule is disabled", "send", {
    file: FILTER,
    find: "  return row.count >= (filter.min_count ?? 0) && row.volume >= (filter.min_volume ?? 0);",
    put: "  return true;",
  }),
  replaced(
    "F27",
    "deliveries are counted that no client received",
    "the result of a send is ignored",
    "send",
    {
      file: RAW_LINK,
      find: "    return sendResultOf(this.#socket.send(text));",
      put: "    this.#socket.send(text);\n    return SEND_ACCEPTED;",
    },
  ),
  replaced(
    "F30",
    "rows that are not in the contract",
    "a branch bypasses the frame writer",
    "frame",
    {
      file: CYCLE,
      find: "      return this.#writer.item(view, slot);",
      put: `      const list = listOf(view, slot);
      return list < 4 ? this.#writer.item(view, slot) : JSON.stringify({ slot, list });`,
    },
  ),
  replaced(
    "F31",
    "rows of a slow client are lost after a failed send",
    "the rows are cleared before they are delivered",
    "send",
    {
      file: BACKLOG,
      find: `    if (!this.#sender.deliver(text, rows.length, this.#sender.seqBefore(following))) return false;
    this.#rows.forget(rows);`,
      put: `    this.#rows.forget(rows);
    if (!this.#sender.deliver(text, rows.length, this.#sender.seqBefore(following))) return false;`,
    },
  ),
];
