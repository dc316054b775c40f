import type { GenerationRequest, PriceBook, QuoteRequest } from '../../api/sdk.ts';

/** What the form holds. `seed` null asks for a new one each time. */
export interface Settings {
  prompt: string;
  negativePrompt: string;
  model: string;
  width: number;
  height: number;
  steps: number;
  images: number;
  seed: number | null;
  /** the highest factor of the queue to pay; null pays that of now */
  maxCongestion: string | null;
}

export const DEFAULT_SETTINGS: Settings = {
  prompt: '',
  negativePrompt: '',
  model: 'standard',
  width: 1024,
  height: 1024,
  steps: 50,
  images: 1,
  seed: null,
  maxCongestion: null,
};

export type SizeName = 'smallSquare' | 'square' | 'portrait' | 'landscape' | 'wide';
export interface SizePreset {
  name: SizeName;
  ratio: string;
  width: number;
  height: number;
}

/** The sizes offered; every side is a multiple of 64, which all engines accept. */
export const SIZE_PRESETS: readonly SizePreset[] = [
  { name: 'smallSquare', ratio: '1:1', width: 512, height: 512 },
  { name: 'square', ratio: '1:1', width: 1024, height: 1024 },
  { name: 'portrait', ratio: '2:3', width: 768, height: 1152 },
  { name: 'landscape', ratio: '4:3', width: 1024, height: 768 },
  { name: 'wide', ratio: '16:9', width: 1024, height: 576 },
];

export const COUNTS = [1, 2, 4, 8] as const;

/** The largest seed offered; every engine takes 32 bits. */
export const SEED_MAX = 4_294_967_295;

/** A seed by chance. It decides a picture, not money, so it needs no secrecy. */
export function rollSeed(): number {
  return Math.floor(Math.random() * (SEED_MAX + 1));
}

/** Settings brought within what the price book offers, so that an old draft never asks for what is no longer sold. */
export function fitSettings(settings: Settings, book: PriceBook): Settings {
  const { limits } = book;
  const within = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));
  return {
    ...settings,
    model: book.models.some((model) => model.id === settings.model) ? settings.model : (book.models[0]?.id ?? settings.model),
    width: within(settings.width, limits.widthMin, limits.widthMax),
    height: within(settings.height, limits.heightMin, limits.heightMax),
    steps: within(settings.steps, limits.stepsMin, limits.stepsMax),
    images: within(settings.images, 1, limits.imagesMax),
    // Where prices are as usual there is nothing to wait for.
    maxCongestion: isDearer(book) ? settings.maxCongestion : null,
  };
}

/** Whether the queue makes prices higher than usual, by a factor that may fall to the usual one again. */
export function isDearer({ congestion }: PriceBook): boolean {
  return congestion !== null && Number(congestion.factor) > 1 && Number(congestion.floor) <= 1;
}

/** What the price depends on. */
export function toQuoteRequest(settings: Settings): QuoteRequest {
  const { model, width, height, steps, images } = settings;
  const negativePrompt = settings.negativePrompt.trim() !== '';
  return { operation: 'generate', model, width, height, steps, images, negativePrompt, ...patience(settings) };
}

function patience({ maxCongestion }: Settings): { maxCongestion?: string } {
  return maxCongestion === null ? {} : { maxCongestion };
}

/** What is sent to make the pictures. */
export function toGenerationRequest(settings: Settings): GenerationRequest {
  const { model, width, height, steps, images, seed } = settings;
  const negativePrompt = settings.negativePrompt.trim();
  return {
    operation: 'generate',
    prompt: settings.prompt.trim(),
    ...(negativePrompt === '' ? {} : { negativePrompt }),
    model,
    width,
    height,
    steps,
    images,
    ...(seed === null ? {} : { seed }),
    ...patience(settings),
  };
}
