/** Reports for tests of their forms: one healthy, one with everything that a report can hold. */

import { coverageOf, expectedFlow } from "#inspect/flow";
import { CONTRACT_AMBIGUITIES, defaultConfig } from "#schemas";
import { fixesOf } from "../../fixes.ts";
import { ROOT } from "../../locate.ts";
import type { BreakPoint, PhaseReport, Report } from "../../report.ts";

/** Text that must stay text, whatever shows it. */
export const HOSTILE = `<img src=x onerror="document.title='taken'"> & | \`code\` </script><b>bold</b>`;

/** A report without findings. */
export function healthyReport(patch: Partial<Report> = {}): Report {
  return {
    version: 1,
    startedAt: "2025-08-20T15:00:00.000Z",
    machine: { cpus: 2, model: "Example CPU", bun: "1.4.5" },
    commit: "0123456789abcdef0123456789abcdef01234567",
    engine: { mode: "own", url: "http://localhost:5000", config: { seed: "1" } },
    verdict: "healthy",
    summary: "no fault: the cases of 182 modules agree",
    breakPoints: [],
    errors: [],
    errorsShed: 0,
    flow: { expected: expectedFlow(defaultConfig()), current: null, differences: [] },
    coverage: coverageOf(null),
    latency: { perStage: {}, endToEnd: null },
    contract: {
      frames: 40,
      compliant: 40,
      rate: 1,
      violations: [],
      lenient: { compliant: 40, rate: 1, deviations: [] },
      ambiguities: CONTRACT_AMBIGUITIES,
    },
    fixes: [],
    mended: null,
    ledger: null,
    probes: { run: 182, agreed: 182, deviating: [] },
    seconds: 8.5,
    ...patch,
  };
}

const STACK = `Error: no\n    at allows (${ROOT}/engine/detect/router/breaker.ts:52:5)`;

function phase(patch: Partial<PhaseReport>): PhaseReport {
  const healthy = { rows: 120, messages: 40, compliant: 40, flatRows: 0, findings: [] };
  return { ...healthy, isHealthy: true, ...patch };
}

const PRICE = {
  path: "data.highs[].price",
  expected: "a number above 0",
  actual: "-1",
  section: "every-item",
  count: 2,
};
const EXTRA = {
  path: "data.highs[].extra",
  expected: "absent: not in the contract",
  actual: JSON.stringify(HOSTILE),
  section: "stock_data",
  count: 1,
};

/** Three findings: one that threw, one on an edge, one without a place; each with hostile text. */
export function brokenReport(patch: Partial<Report> = {}): Report {
  const breakPoints: BreakPoint[] = [
    {
      rank: 1,
      stage: "route",
      edge: null,
      file: "engine/detect/router/breaker.ts",
      line: 52,
      function: "allows",
      confidence: 0.95,
      category: "exception",
      code: "ROUTE_MISSING",
      rootCause: `allows() throws: ${HOSTILE}`,
      impact: "Records of one kind do not reach their channel.",
      priority: "CRITICAL",
      evidence: [
        { kind: "ledger", text: "channel took 0 of 512", data: { in: 512, out: 0 } },
        { kind: "error", text: `12 x ROUTE_MISSING: ${HOSTILE}`, data: { stack: STACK } },
        {
          kind: "change",
          text: "engine/detect/router/breaker.ts changed:\n- return true\n+ throw new Error()",
          data: { lines: [52] },
        },
      ],
    },
    {
      rank: 2,
      stage: "ring",
      edge: "normalise -> ring",
      file: "engine/ingest/normalise/ring-sink.ts",
      line: 0,
      function: "",
      confidence: 0.6,
      category: "loss",
      code: "",
      rootCause: "normalise handed on 512, ring took 500",
      impact: "Records are lost, repeated or late between threads.",
      priority: "MEDIUM",
      evidence: [{ kind: "ledger", text: "12 records have no name", data: null }],
    },
    {
      rank: 3,
      stage: "frame",
      edge: null,
      file: "",
      line: 0,
      function: "",
      confidence: 0.3,
      category: "contract",
      code: "",
      rootCause: "3 x highs[].price: expected a number above 0, was -1 (every-item)",
      impact: "Frames break the contract or carry wrong values.",
      priority: "LOW",
      evidence: [
        { kind: "contract", text: "3 x highs[].price", data: { path: "highs[].price", count: 3 } },
      ],
    },
  ];
  return healthyReport({
    verdict: "broken",
    summary: `route at engine/detect/router/breaker.ts:52: ${HOSTILE}`,
    breakPoints,
    fixes: fixesOf(breakPoints),
    flow: {
      expected: expectedFlow(defaultConfig()),
      current: null,
      differences: [
        {
          kind: "edge-without-flow",
          severity: "fault",
          where: "route -> channel:tick",
          text: `nothing goes out: ${HOSTILE}`,
          evidence: null,
        },
      ],
    },
    contract: {
      frames: 40,
      compliant: 37,
      rate: 37 / 40,
      violations: [PRICE, EXTRA],
      lenient: { compliant: 38, rate: 38 / 40, deviations: [EXTRA] },
      ambiguities: CONTRACT_AMBIGUITIES,
    },
    errors: [
      {
        code: "ROUTE_MISSING",
        isKnown: true,
        category: "wiring",
        stage: "route",
        isTerminal: false,
        rootCause: "No channel is registered for the record's kind.",
        fixHint: "Register the channel.",
        origin: "log",
        thread: "detector-0",
        message: HOSTILE,
        fingerprint: "v1-0000ab12",
        sample: HOSTILE,
        stack: STACK,
        file: "engine/detect/router/breaker.ts",
        line: 52,
        function: "allows",
        count: 12,
        firstEpochMs: 1755702000000,
        lastEpochMs: 1755702008000,
      },
    ],
    mended: {
      remedies: [
        {
          name: "register-channel",
          title: "Register the missing channel",
          because: HOSTILE,
          code: "ROUTE_MISSING",
          problem: null,
        },
      ],
      before: phase({ rows: 0, isHealthy: false, findings: [`route: ${HOSTILE}`] }),
      after: phase({}),
      rolledBack: null,
    },
    probes: { run: 182, agreed: 181, deviating: ["engine/detect/router/breaker"] },
    ...patch,
  });
}
