import { idempotencyKeyReused, invalidGenerationRequest, queueFull } from '../../generation/index.ts';
import { budgetExceeded, insufficientCredits } from '../../ledger/index.ts';
import { quoteExpired, quoteMismatch, quoteNotFound, requestOutsidePriceBook } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { storageFull } from '../problems.ts';
import { Generation, GenerationRequest, ref } from '../schemas/index.ts';
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
picture is charged when it is delivered, and what is not made costs nothing.`,
  idempotent: true,
  body: ref(GenerationRequest),
  answer: ref(Generation),
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
  async handle({ principal: { accountId, apiKeyId }, body, idempotencyKey, reply }, { generations }) {
    const { quoteId, project, session, useReserve, maxCongestion, ...request } = body;
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
