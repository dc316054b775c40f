import { Type } from 'typebox';
import { draftChanged, draftNotFound, invalidPriceBook, priceBookChanged, publishDraft as publish } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { readVersion } from '../price-books/price-book-of.ts';
import { effectiveFrom, exactly, idParams, newestVersion, PriceBookVersion, ref } from '../schemas/index.ts';
import { readTimeMs } from '../wire.ts';

export const publishDraft = operation({
  operationId: 'publishDraft',
  sdk: 'drafts.publish',
  method: 'POST',
  path: '/v1/drafts/{id}/publish',
  audience: 'operator',
  summary: 'Publish a draft as the next version of the prices',
  description:
    'The draft is then gone, and the version never changes. Open quotes keep their price; new ones have the new price from `effectiveFrom` on. What the newest version says already is not published again. Repeat it when the answer was lost: it gives the version that the draft became.',
  params: idParams,
  body: exactly({ revision: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), effectiveFrom, newestVersion }),
  answer: ref(PriceBookVersion),
  problems: [draftNotFound.definition, draftChanged.definition, invalidPriceBook.definition, priceBookChanged.definition],
  async handle({ params, body }, { database, clock }) {
    const nowMs = clock.nowMs();
    const effectiveFromMs = body.effectiveFrom === undefined ? nowMs : readTimeMs('body.effectiveFrom', body.effectiveFrom);
    const draft = { id: params.id, revision: body.revision };
    const { version } = await database.transaction((tx) =>
      publish(tx, { draft, effectiveFromMs, newestVersion: body.newestVersion, nowMs }),
    );
    return readVersion(database.sql, version, nowMs);
  },
});
