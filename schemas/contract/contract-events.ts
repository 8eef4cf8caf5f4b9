/** The messages of the contract by name, each with its schema, compiled when it is first needed. */
import clientMessage from "./client-message.schema.json" with { type: "json" };
import { lazyValidator, type ValidateFunction } from "./contract-ajv.ts";
import envelope from "./envelope.schema.json" with { type: "json" };
import smallEvents from "./small-events.schema.json" with { type: "json" };
import statusUpdate from "./status-update.schema.json" with { type: "json" };
import stockData from "./stock-data.schema.json" with { type: "json" };

/** Events of which a definition stands in small-events.schema.json. */
type SmallEvent = keyof typeof smallEvents.definitions;

/**
 * What can be validated: the `data` of an event, a whole message of `/ws` (`envelope`), or a
 * message from a client (`client_message`).
 */
export type ContractEvent =
  | "stock_data"
  | "status_update"
  | "envelope"
  | "client_message"
  | SmallEvent;

const validators: ReadonlyMap<string, () => ValidateFunction> = new Map([
  ["stock_data", lazyValidator(stockData)],
  ["status_update", lazyValidator(statusUpdate)],
  ["envelope", lazyValidator(envelope)],
  ["client_message", lazyValidator(clientMessage)],
  ...Object.entries(smallEvents.definitions).map(
    ([name, definition]) => [name, lazyValidator(definition)] as [string, () => ValidateFunction],
  ),
]);

/** The structural validator of `event`; undefined for a name that is not in the contract. */
export function structureOf(event: string): ValidateFunction | undefined {
  return validators.get(event)?.();
}

/** The structural validator of one surge in the list of `side`, for surges found elsewhere. */
export function surgeStructureOf(side: "up" | "down"): ValidateFunction {
  return surges[side]();
}

const surges: Record<"up" | "down", () => ValidateFunction> = {
  up: lazyValidator({ $ref: "#/definitions/surgeUp", definitions: stockData.definitions }),
  down: lazyValidator({ $ref: "#/definitions/surgeDown", definitions: stockData.definitions }),
};
