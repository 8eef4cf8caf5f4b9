/** The door of cases: known answers of every module, asked and compared. */
export type { Answer } from "./answer.ts";
export { type Deviation, deviationOf } from "./case-report.ts";
export { type CaseRound, runAllCases, takesTooLong } from "./case-runner.ts";
export { type CaseCard, PIPELINE_FOLDERS } from "./find-cases.ts";
export { KnownAnswersReader, saveKnownAnswers } from "./known-answers.ts";
export { type PluginModule, pluginModules } from "./plugin-modules.ts";
export { orderOf } from "./recorded-order.ts";
export { rewriteInline } from "./rewrite-inline.ts";
