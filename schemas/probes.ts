/** The known-answer probes of this folder, each after what it stands on. */
import { CONFIG_PROBE } from "./config.probe.ts";
import { CONFIG_KEYS_PROBE } from "./config-keys.probe.ts";
import { CONFIG_PROBLEMS_PROBE } from "./config-problems.probe.ts";
import { CONTRACT_PROBE } from "./contract.probe.ts";
import { CONTRACT_AJV_PROBE } from "./contract-ajv.probe.ts";
import { CONTRACT_AMBIGUITIES_PROBE } from "./contract-ambiguities.probe.ts";
import { CONTRACT_EVENTS_PROBE } from "./contract-events.probe.ts";
import { CONTRACT_FRAME_PROBE } from "./contract-frame.probe.ts";
import { CONTRACT_LENIENT_PROBE } from "./contract-lenient.probe.ts";
import { CONTRACT_RULES_PROBE } from "./contract-rules.probe.ts";
import { CONTRACT_VIOLATIONS_PROBE } from "./contract-violations.probe.ts";
import { CONTRACT_WORDS_PROBE } from "./contract-words.probe.ts";
import { ERROR_PROBES } from "./errors.probe.ts";
import { INTERFACE_DOCUMENTS_PROBE } from "./interface-documents.probe.ts";
import { JSON_TREE_PROBE } from "./json-tree.probe.ts";
import type { Probe } from "./probe.ts";
import { REQUEST_PROBLEMS_PROBE } from "./request-problems.probe.ts";
import { SCHEMA_FILE_PROBES } from "./schema-files.probe.ts";
import { WIRE_STRUCT_PROBES } from "./wire-structs.probe.ts";
import { WIRE_TABLE_PROBES } from "./wire-tables.probe.ts";

export const SCHEMAS_PROBES: readonly Probe[] = [
  ...ERROR_PROBES,
  ...WIRE_STRUCT_PROBES,
  ...WIRE_TABLE_PROBES,
  ...SCHEMA_FILE_PROBES,
  JSON_TREE_PROBE,
  CONFIG_PROBE,
  CONTRACT_WORDS_PROBE,
  CONTRACT_AJV_PROBE,
  REQUEST_PROBLEMS_PROBE,
  CONFIG_KEYS_PROBE,
  CONFIG_PROBLEMS_PROBE,
  CONTRACT_FRAME_PROBE,
  CONTRACT_EVENTS_PROBE,
  CONTRACT_VIOLATIONS_PROBE,
  CONTRACT_RULES_PROBE,
  CONTRACT_LENIENT_PROBE,
  CONTRACT_PROBE,
  CONTRACT_AMBIGUITIES_PROBE,
  INTERFACE_DOCUMENTS_PROBE,
];
