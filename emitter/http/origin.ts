/**
 * Which web pages may talk to this server. A browser sends the page's origin along; other programs
 * send none and are not concerned. Without this check any page that the user visits could read the
 * stream of an engine on loopback.
 */

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** True for loopback addresses as a socket reports them. */
export function isLoopbackAddress(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}

export class OriginPolicy {
  readonly #allowed: ReadonlySet<string>;
  /** True when only programs of this machine can reach the server. */
  readonly isLoopbackBound: boolean;

  /** `host`: the address that is bound; `origins`: allowed besides loopback, `*` for all. */
  constructor(host: string, origins: readonly string[]) {
    this.#allowed = new Set(origins);
    this.isLoopbackBound = host === "localhost" || isLoopbackAddress(host);
  }

  /** May a page of this origin connect? `origin`: the request's header, null when there is none. */
  allows(origin: string | null, hostHeader: string | null): boolean {
    if (origin === null || this.#allowed.has("*") || this.#allowed.has(origin)) return true;
    if (!URL.canParse(origin)) return false;
    const { hostname, host } = new URL(origin);
    if (LOOPBACK_HOST.test(hostname)) return true;
    // A page that this server itself delivered under a public name. Not on loopback: there a name
    // that resolves to 127.0.0.1 would let a stranger's page pass as our own (DNS rebinding).
    return !this.isLoopbackBound && host === hostHeader;
  }

  /** Response headers that let the page's script read an answer. */
  corsHeaders(request: Request): Record<string, string> {
    const origin = request.headers.get("origin");
    if (origin === null || !this.allows(origin, request.headers.get("host"))) {
      return { vary: "Origin" };
    }
    return { "access-control-allow-origin": origin, vary: "Origin" };
  }
}
