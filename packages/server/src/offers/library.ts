import standard from './library/default.json' with { type: 'json' };
import hundreds from './library/hundreds.json' with { type: 'json' };
import welcome from './library/welcome.json' with { type: 'json' };

/** Offers to begin with, as data. `default` is what a new platform sells. */
export const offersLibrary = { default: standard, hundreds, welcome } as const satisfies Readonly<Record<string, unknown>>;

export type OffersLibraryName = keyof typeof offersLibrary;
