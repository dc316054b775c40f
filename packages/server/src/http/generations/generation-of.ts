import type { Static } from 'typebox';
import type { Generation as KeptGeneration } from '../../generation/index.ts';
import { amountToText } from '../../kernel/index.ts';
import { imageOf } from '../images/image-of.ts';
import type { Generation } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function generationOf(generation: KeptGeneration): Static<typeof Generation> {
  return {
    id: generation.id,
    status: generation.status,
    request: generation.request,
    engine: generation.engine,
    procedural: generation.procedural,
    quoteId: generation.quoteId,
    holdId: generation.holdId,
    quoted: amountToText(generation.quoted),
    upperBound: amountToText(generation.upperBound),
    charged: amountToText(generation.charged),
    charges: generation.charges.map(({ index, end, amount }) => ({ index, end, credits: amountToText(amount) })),
    images: generation.images.map(imageOf),
    imagesRequested: generation.imagesRequested,
    queuePosition: generation.queuePosition,
    waiting:
      generation.waiting === null ? null : { maxCongestion: generation.waiting.maxCongestion, until: timeText(generation.waiting.untilMs) },
    progress: generation.progress,
    problem: generation.problem,
    createdAt: timeText(generation.createdAtMs),
    startedAt: timeTextOrNull(generation.startedAtMs),
    finishedAt: timeTextOrNull(generation.finishedAtMs),
  };
}
