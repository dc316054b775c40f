import type { Static } from 'typebox';
import type { Image as GalleryImage } from '../../gallery/index.ts';
import { amountToText } from '../../kernel/index.ts';
import type { Image } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export function imageOf(image: GalleryImage): Static<typeof Image> {
  const url = `/v1/images/${encodeURIComponent(image.id)}`;
  return {
    id: image.id,
    generationId: image.generationId,
    index: image.index,
    width: image.width,
    height: image.height,
    seed: image.seed,
    prompt: image.prompt,
    negativePrompt: image.negativePrompt,
    model: image.model,
    steps: image.steps,
    engine: image.engine,
    procedural: image.procedural,
    cost: amountToText(image.cost),
    bytes: image.bytes,
    sha256: image.sha256,
    mediaType: image.mediaType,
    fileUrl: `${url}/file`,
    thumbnailUrl: `${url}/thumbnail`,
    createdAt: timeText(image.createdAtMs),
  };
}
