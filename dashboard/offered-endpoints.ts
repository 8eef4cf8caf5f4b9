/** What this engine offers: `/api` lists it, so that the page asks for nothing that is not there. */

let offered: Promise<ReadonlySet<string>> | undefined;

/** Whether the engine has the endpoint, named as `/api` names it. Rejects when it does not answer. */
export async function isOffered(endpoint: string): Promise<boolean> {
  offered ??= ask();
  try {
    return (await offered).has(endpoint);
  } catch (error) {
    offered = undefined;
    throw error;
  }
}

/** Another run of the engine may be another version of it. */
export function forgetOffers(): void {
  offered = undefined;
}

async function ask(): Promise<ReadonlySet<string>> {
  const response = await fetch("/api", { signal: AbortSignal.timeout(10_000) });
  const { endpoints } = (await response.json()) as { endpoints?: string[] };
  return new Set(endpoints);
}
