import type { ExportOptions } from './reports.ts';
import { everyItem, pagingOf, type Paging } from '../pages.ts';
import { idempotent, type CallOptions, type IdempotentOptions, type Transport } from '../transport.ts';
import type {
  ApiKey,
  Balance,
  CreateApiKeyBody,
  CreatedApiKey,
  CreateGrantBody,
  Entry,
  Grant,
  Me,
  Page,
  Sandbox,
  SignInBody,
  SignUpBody,
  Time,
} from '../types.generated.ts';

export class Auth {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Becomes a customer and signs in. Refuses `email_taken`, `unsafe_password`. */
  signUp(body: SignUpBody, options: CallOptions = {}): Promise<Me> {
    return this.#transport.json('POST', '/v1/auth/sign-up', { ...options, body });
  }

  /** Signs in; this client then acts as that person. Refuses `wrong_credentials`. */
  signIn(body: SignInBody, options: CallOptions = {}): Promise<Me> {
    return this.#transport.json('POST', '/v1/auth/sign-in', { ...options, body });
  }

  /** Ends the session, on the server too. */
  signOut(options: CallOptions = {}): Promise<void> {
    return this.#transport.json('POST', '/v1/auth/sign-out', options);
  }

  /** Who is signed in. Refuses `not_signed_in`. */
  me(options: CallOptions = {}): Promise<Me> {
    return this.#transport.json('GET', '/v1/me', options);
  }
}

export class SandboxInfo {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whether the server is a sandbox, and who can sign in to it. */
  get(options: CallOptions = {}): Promise<Sandbox> {
    return this.#transport.json('GET', '/v1/sandbox', options);
  }
}

export class ApiKeys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Makes a key; `secret` is in this answer and nowhere else. Needs a session. */
  create(body: CreateApiKeyBody, options: CallOptions = {}): Promise<CreatedApiKey> {
    return this.#transport.json('POST', '/v1/api-keys', { ...options, body });
  }

  /** The newest first. */
  list(paging: Paging = {}): Promise<Page<ApiKey>> {
    return this.#transport.json('GET', '/v1/api-keys', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<ApiKey, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }

  /** Ends a key for good. Needs a session. */
  revoke(id: string, options: CallOptions = {}): Promise<void> {
    return this.#transport.json('DELETE', `/v1/api-keys/${encodeURIComponent(id)}`, options);
  }
}

export class BalanceOfAccount {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The credits now, or as they were `at` a moment. Refuses `invalid_range` more than 366 days ahead. */
  get({ at, ...options }: CallOptions & { readonly at?: Time } = {}): Promise<Balance> {
    return this.#transport.json('GET', '/v1/balance', { ...options, query: { at } });
  }
}

export class Grants {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The grants that are left, in the order in which they will be spent; always one page. */
  list(options: CallOptions = {}): Promise<Page<Grant>> {
    return this.#transport.json('GET', '/v1/grants', options);
  }

  /** Gives credits to an account. For operators. */
  create(accountId: string, body: CreateGrantBody, options: IdempotentOptions = {}): Promise<Entry> {
    return this.#transport.json('POST', `/v1/accounts/${encodeURIComponent(accountId)}/grants`, { body, ...idempotent(options) });
  }
}

export class Statement {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Where every credit came from and went, the newest first. */
  list(paging: Paging = {}): Promise<Page<Entry>> {
    return this.#transport.json('GET', '/v1/statement', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<Entry, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }

  /** The statement as a file, the oldest entry first: CSV, or an entry a line as JSON. Comes in pieces, however long it is. */
  export({ format, from, to, ...options }: ExportOptions): AsyncGenerator<string, void, undefined> {
    return this.#transport.text('/v1/statement/export', { format, from, to }, options);
  }
}
