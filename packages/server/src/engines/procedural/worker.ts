import type { MessagePort } from 'node:worker_threads';
import sharp from 'sharp';
import { finishPicture } from './finish.ts';
import { infotext } from './infotext.ts';
import { addPngText } from './png-text.ts';
import { startRendering, type RenderRequest } from './rendering.ts';
import { shrinkLight } from './shrink.ts';

/** What the main thread gives a worker. */
export interface RenderTask {
  readonly request: RenderRequest;
  /** Where steps and previews are told. */
  readonly port: MessagePort;
  /** One number; anything but zero means stop after this step. A worker that reckons hears no messages, but it can look here. */
  readonly stop: Int32Array;
}

export interface StepMessage {
  readonly step: number;
  readonly preview: Uint8Array | undefined;
}

/** `undefined` when it was stopped. */
export type RenderedPicture = { readonly png: Uint8Array<ArrayBuffer>; readonly thumbnail: Uint8Array<ArrayBuffer> } | undefined;

const previewEdge = 256;
const previewIntervalMs = 300;
const thumbnailEdge = 512;

// One thread per picture: the pool decides how many cores are used. Nothing is worth keeping between two pictures.
sharp.concurrency(1);
sharp.cache(false);

export default async function renderPicture({ request, port, stop }: RenderTask): Promise<RenderedPicture> {
  const { width, height, steps, style, seed } = request;
  const rendering = startRendering(request);
  let previewAt = 0;
  try {
    for (let step = 1; step <= steps; step += 1) {
      if (Atomics.load(stop, 0) !== 0) return undefined;
      rendering.advance();
      let preview: Uint8Array | undefined;
      if (performance.now() - previewAt > previewIntervalMs && step < steps) {
        preview = await makePreview(rendering.light, request);
        previewAt = performance.now();
      }
      port.postMessage({ step, preview } satisfies StepMessage);
    }
    const pixels = finishPicture(rendering.light, width, height, { style, seed, preview: false });
    const raw = { raw: { width, height, channels: 3 } } as const;
    const png = await sharp(pixels, raw).png({ compressionLevel: 6, adaptiveFiltering: false }).toBuffer();
    const thumbnail = await sharp(pixels, raw)
      .resize(thumbnailEdge, thumbnailEdge, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer();
    return { png: addPngText(png, 'parameters', infotext(request)), thumbnail: Uint8Array.from(thumbnail) };
  } finally {
    port.close();
  }
}

async function makePreview(light: Float32Array, { width, height, style, seed }: RenderRequest): Promise<Uint8Array> {
  const small = shrinkLight(light, width, height, previewEdge);
  const pixels = finishPicture(small.light, small.width, small.height, { style, seed, preview: true });
  return await sharp(pixels, { raw: { width: small.width, height: small.height, channels: 3 } })
    .webp({ quality: 60 })
    .toBuffer();
}
