import type { Static } from 'typebox';
import type { Offers as PublishedOffers } from '../../offers/index.ts';
import type { Offers } from '../schemas/index.ts';

export function offersBody({ version, hash, title, document }: PublishedOffers): Static<typeof Offers> {
  return { version, hash, title, document };
}
