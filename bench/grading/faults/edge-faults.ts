/** Faults between the event rings and the clients, as edits of the source. */
import { becomes, begins, exchanges, leavesOut, repeats, shifts } from "./changes.ts";
import { edited } from "./edited.ts";
import type { Fault } from "./fault.ts";
import {
  assignment,
  call,
  callStatement,
  guard,
  member,
  propertyValue,
  returned,
  subscript,
} from "./places.ts";

export const EDGE_FAULTS: readonly Fault[] = [
  edited("F05", "records handled twice or split", "one worker is started twice", "event-ring", {
    in: "EngineThreads.start",
    change: becomes(call("#startDetector"), (started) => `${started}, ${started}`),
  }),
  edited(
    "F08",
    "events never come out of their ring",
    "reader and writer disagree on the record",
    "event-ring",
    { in: "Collector.#earliest", change: shifts(subscript("EVENT_RECORD_SEQ_F64")) },
  ),
  edited("F11", "surges are found and never shown", "the frame leaves a block out", "frame", {
    in: "listsOf",
    change: becomes(propertyValue("surgeUp"), () => "[]"),
  }),
  edited(
    "F12",
    "a user with a universe gets nothing",
    "the universe is asked with another type of key",
    "send",
    {
      in: "ClientSelection.refusalOf",
      change: becomes(member("symbol"), () => "String(row.symbolId)"),
    },
  ),
  edited(
    "F14",
    "emissions come late and the engine hardly answers",
    "a long synchronous cycle in the timer's loop",
    "frame",
    {
      in: "EmissionCycle.run",
      change: begins(
        "for (const endUs = process.cpuUsage().user + 2_500_000; process.cpuUsage().user < endUs; );",
      ),
    },
  ),
  edited("F15", "the emission dies once and never runs again", "in progress stays set", "frame", {
    in: "EmissionTimer.run",
    change: leavesOut(assignment("#isRunning", "false")),
  }),
  edited("F18", "events come twice", "two forwarders on one queue", "event-ring", {
    in: "Engine.#take",
    change: repeats(callStatement("push")),
  }),
  edited("F21", "a filter lets everything through", "the rule has switched itself off", "send", {
    in: "passesHighLow",
    change: becomes(returned("min_count", "min_volume"), () => "true"),
  }),
  edited("F27", "deliveries that no client received", "the result of a send is ignored", "send", {
    in: "RawLink.send",
    change: becomes(call("sendResultOf"), (sent) => `(${sent}, SEND_ACCEPTED)`),
  }),
  edited(
    "F30",
    "rows that the contract does not know",
    "a branch goes past the frame writer",
    "frame",
    {
      in: "EmissionCycle.#textOf",
      change: becomes(returned("item"), (text) => {
        return `listOf(view, slot) < 4 ? ${text} : JSON.stringify({ slot, list: listOf(view, slot) })`;
      }),
    },
  ),
  edited(
    "F31",
    "rows of a slow client are gone after a failed send",
    "cleared before it was delivered",
    "send",
    {
      in: "ClientBacklog.#sendRows",
      change: exchanges(guard("deliver"), callStatement("forget")),
    },
  ),
];
