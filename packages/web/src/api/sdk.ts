import { Imprest } from '@imprest/sdk';

export type * from '@imprest/sdk';

/** The one way to the server: the public API, as the person whose session the browser holds. */
export const sdk = new Imprest({ retriesMax: 2 });
