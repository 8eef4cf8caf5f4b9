import { testCases } from "./testing/test-cases.ts";

await testCases("schemas");
