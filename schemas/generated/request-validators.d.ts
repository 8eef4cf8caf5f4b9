// @generated from client-message.schema.json and http-answers.schema.json
import type { ErrorObject } from "ajv";
/** Whether a value keeps its schema; `errors`: the first mistake of the last value, in every shape it may have. */
export interface Check {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}
export declare const isClientMessage: Check;
export declare const isFilterSet: Check;
export declare const isSelections: Check;
export declare const isLayoutSetting: Check;
