/**
 * The cookies of one server, for programs: a browser keeps its own and hides them from us. Only what a session needs: name
 * and value, and forgetting what the server takes back.
 */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  keep(headers: Headers): void {
    // Browsers give nothing here.
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      if (at < 1) continue;
      const name = pair.slice(0, at).trim();
      const ended = attributes.some((attribute) => /^\s*max-age=(?:0|-\d+)\s*$/iu.test(attribute));
      if (ended) this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(at + 1).trim());
    }
  }

  /** The value of the `Cookie` header; `undefined` where there is none. */
  header(): string | undefined {
    return this.#cookies.size === 0 ? undefined : [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
