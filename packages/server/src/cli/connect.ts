import { Imprest } from '@imprest/sdk';
import type { ClientOptions, Connect } from './operation-command.ts';

/** Where the client settings come from when the options leave them out. */
export interface ClientSettings {
  readonly url: string;
  readonly apiKey: string | null;
}

/** A sentence for the person at the terminal; the program prints it and ends with 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * Gives a client with the API key of the options or the settings. A sandbox lets in whoever can reach it, so
 * there a command without a key works as the demo customer.
 */
export function connector(readSettings: () => ClientSettings): Connect {
  return async (options: ClientOptions) => {
    const settings = readSettings();
    const baseUrl = options.url ?? settings.url;
    const apiKey = options.key ?? settings.apiKey;
    if (apiKey !== null && apiKey !== undefined) return new Imprest({ baseUrl, apiKey });
    const client = new Imprest({ baseUrl });
    const { demo } = await client.sandbox.get();
    const person = demo.find((each) => each.role === 'customer');
    if (person !== undefined) await client.auth.signIn({ email: person.email, password: person.password });
    return client;
  };
}
