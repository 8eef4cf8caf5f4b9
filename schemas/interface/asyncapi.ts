/** The WebSocket endpoints as AsyncAPI 3, from the schemas beside this folder. */
import clientMessage from "../contract/client-message.schema.json" with { type: "json" };
import envelope from "../contract/envelope.schema.json" with { type: "json" };
import smallEvents from "../contract/small-events.schema.json" with { type: "json" };
import statusUpdate from "../contract/status-update.schema.json" with { type: "json" };
import stockData from "../contract/stock-data.schema.json" with { type: "json" };
import { componentSchemas, refTo } from "./component-schemas.ts";

const SCHEMAS = {
  stock_data: { file: "stock-data.schema.json", schema: stockData },
  status_update: { file: "status-update.schema.json", schema: statusUpdate },
  small_events: { file: "small-events.schema.json", schema: smallEvents },
  envelope: { file: "envelope.schema.json", schema: envelope },
  client_message: { file: "client-message.schema.json", schema: clientMessage },
};
/** Events that the page of before sends over Socket.IO without a payload that matters. */
const PAGE_EVENTS: Record<string, string> = {
  request_filtered_data_refresh: "Requests a frame with the newest rows.",
  refresh_universe_data: "Accepted and ignored.",
  user_action: "Accepted and ignored.",
};

type Message = { name: string; title: string; payload: object; summary?: string };
interface Channel {
  address: string;
  description: string;
  /** Query of the handshake. */
  query?: object;
  sends: readonly Message[];
  receives: readonly Message[];
}

/** The data of each event that the engine sends, by its name. */
function eventSchemas(): Map<string, { $ref: string }> {
  const small = Object.keys(smallEvents.definitions);
  return new Map([
    ["stock_data", refTo("stock_data")],
    ["status_update", refTo("status_update")],
    ...small.map((name) => [name, refTo("small_events", name)] as const),
  ]);
}

function channels(): Record<string, Channel> {
  const events = [...eventSchemas()];
  const actions = clientMessage.properties.action.enum;
  const bare = (name: string): Message[] => [{ name, title: name, payload: refTo(name) }];
  return {
    ws: {
      address: "/ws",
      description: "One envelope per message; accepts client messages.",
      query: {
        type: "object",
        properties: {
          epoch: { type: "string", description: "Epoch (engine run) that the client saw last." },
          seq: {
            type: "integer",
            minimum: 0,
            description: "Sequence number that the client saw last.",
          },
          universe: { type: "string", description: "all, or symbols separated by commas." },
          filters: { type: "string", description: "Filters as JSON." },
        },
      },
      sends: events.map(([name, data]) => ({ name, title: name, payload: envelopeOf(name, data) })),
      receives: actions.map((name) => ({
        name,
        title: name,
        payload: refTo("client_message", name),
      })),
    },
    stockData: {
      address: "/ws/stock_data",
      description: "The bare data of stock_data, one per message.",
      sends: bare("stock_data"),
      receives: [],
    },
    statusUpdate: {
      address: "/ws/status_update",
      description: "The bare data of status_update, one per message.",
      sends: bare("status_update"),
      receives: [],
    },
    socketIo: {
      address: "/socket.io/",
      description:
        "Socket.IO (Engine.IO v4): the event's name and its data. Client messages use the name of their action as the event.",
      query: {
        type: "object",
        properties: {
          user_id: { type: "string", description: "User whose settings apply to the page." },
        },
      },
      sends: events.map(([name, payload]) => ({ name, title: name, payload })),
      receives: [
        ...actions.map((name) => ({ name, title: name, payload: { type: ["object", "null"] } })),
        ...Object.entries(PAGE_EVENTS).map(([name, summary]) => ({
          name,
          title: name,
          summary,
          payload: {},
        })),
      ],
    },
  };
}

/** The envelope with one event in it. */
function envelopeOf(name: string, data: object): object {
  return { allOf: [refTo("envelope"), { properties: { event: { const: name }, data } }] };
}

/** `version`: of the JSON contract. */
export function asyncApiDocument(version: string): object {
  const all = Object.entries(channels());
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Tickscope over WebSocket",
      version,
      description:
        "Frames and status of the engine, and client messages. Described in schemas/contract/JSON.md. HTTP: /openapi.json.",
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    servers: { local: { host: "localhost:5000", protocol: "ws" } },
    channels: Object.fromEntries(all.map(([id, channel]) => [id, channelOf(channel)])),
    operations: Object.fromEntries(all.flatMap(([id, channel]) => operationsOf(id, channel))),
    components: { schemas: componentSchemas(SCHEMAS) },
  };
}

/** Messages by an id of their own: an event and an action may share a name. */
function idOf(direction: "send" | "receive", { name }: Message): string {
  return direction === "send" ? name : `client_${name}`;
}

function channelOf({ address, description, query, sends, receives }: Channel): object {
  const messages = [
    ...sends.map((message) => [idOf("send", message), message]),
    ...receives.map((message) => [idOf("receive", message), message]),
  ];
  const bindings = query === undefined ? {} : { bindings: { ws: { method: "GET", query } } };
  return { address, description, messages: Object.fromEntries(messages), ...bindings };
}

function operationsOf(id: string, { sends, receives }: Channel): [string, object][] {
  const operation = (
    action: "send" | "receive",
    messages: readonly Message[],
  ): [string, object][] => {
    if (messages.length === 0) return [];
    const refs = messages.map((message) => ({
      $ref: `#/channels/${id}/messages/${idOf(action, message)}`,
    }));
    return [[`${action}_${id}`, { action, channel: { $ref: `#/channels/${id}` }, messages: refs }]];
  };
  return [...operation("send", sends), ...operation("receive", receives)];
}
