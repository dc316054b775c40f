import { Type } from 'typebox';
import { invalidGenerationRequest, queueFull } from '../../generation/index.ts';
import { idempotencyKeyReused, storageFull } from '../../kernel/index.ts';
import { budgetExceeded, insufficientCredits } from '../../ledger/index.ts';
import { quoteExpired, quoteMismatch, quoteNotFound, requestOutsidePriceBook } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { quoteOf } from '../quotes/quote-of.ts';
import { spenderOf } from '../quotes/spender-of.ts';
import { exactly, GenerationOrQuote, GenerationRequest, ref } from '../schemas/index.ts';
import { markReplayed } from '../wire.ts';
import { generationOf } from './generation-of.ts';

export const createGeneration = operation({
  operationId: 'createGeneration',
  sdk: 'generations.create',
  method: 'POST',
  path: '/v1/generations',
  audience: 'signed-in',
  summary: 'Make pictures',
  description: `Sets the price aside, queues the pictures and answers at once; follow them with the events or by reading the generation. Each
picture is charged when it is delivered; what is not made costs nothing, unless the quote says otherwise under \`charging\`.`,
  idempotent: true,
  query: exactly({
    dryRun: Type.Optional(
      Type.Enum(['true', 'false'], {
        description: '`true` makes and holds nothing and answers with the quote that `POST /v1/quotes` gives, without `Idempotency-Key`',
      }),
    ),
  }),
  body: ref(GenerationRequest),
  answer: GenerationOrQuote,
  status: 201,
  problems: [
    insufficientCredits.definition,
    budgetExceeded.definition,
    idempotencyKeyReused.definition,
    quoteNotFound.definition,
    quoteExpired.definition,
    quoteMismatch.definition,
    requestOutsidePriceBook.definition,
    invalidGenerationRequest.definition,
    queueFull.definition,
    storageFull.definition,
  ],
  async handle({ principal, query, body, idempotencyKey, reply }, { generations }) {
    const { accountId, apiKeyId } = principal;
    const { quoteId, project, session, useReserve, maxCongestion, ...request } = body;
    if (query.dryRun === 'true') {
      return quoteOf(await generations.previewGeneration({ spender: spenderOf(principal, body), request, quoteId, maxCongestion }));
    }
    const made = await generations.createGeneration({
      accountId,
      apiKeyId,
      projectId: project,
      sessionId: session,
      useReserve,
      maxCongestion,
      request,
      idempotencyKey,
      ...(quoteId === undefined ? {} : { quoteId }),
    });
    markReplayed(reply, made.replayed);
    return generationOf(made.generation);
  },
});
