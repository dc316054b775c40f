import type { Image } from '../gallery/index.ts';
import type { FactValue, PictureEnd } from '../pricing/index.ts';

const generationStatuses = ['waiting', 'queued', 'running', 'succeeded', 'partly_succeeded', 'failed', 'canceled'] as const;
export type GenerationStatus = (typeof generationStatuses)[number];

/** What a customer asks for. The engine is the one that has the model. */
export interface GenerationRequest {
  readonly operation: 'generate';
  /** 1..2000 characters. */
  readonly prompt: string;
  /** At most 2000 characters. */
  readonly negativePrompt?: string | undefined;
  readonly model: string;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  /** How many pictures. */
  readonly images: number;
  /** 0..2^32−1; chosen once when left out. Picture i has the seed `seed + i`, modulo 2^32. */
  readonly seed?: number | undefined;
  /** What else the price book prices by and the engine takes, by name. */
  readonly facts?: Readonly<Record<string, FactValue>> | undefined;
}

/** A request as it is kept: everything is there. */
export interface KeptRequest {
  readonly operation: 'generate';
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly model: string;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  readonly images: number;
  readonly seed: number;
  readonly facts?: Readonly<Record<string, FactValue>>;
}

/** Where the picture that is being made now has got to. */
export interface GenerationProgress {
  readonly imageIndex: number;
  readonly step: number;
  readonly steps: number;
  /** 0..1, of the whole generation. */
  readonly fraction: number;
}

/** How one picture ended and what was charged for it. Micro-credits. */
export interface PictureCharge {
  readonly index: number;
  readonly end: 'delivered' | PictureEnd;
  readonly amount: bigint;
}

/** A generation as its owner sees it. Amounts in micro-credits, times in milliseconds since 1970. */
export interface Generation {
  readonly id: string;
  readonly accountId: string;
  readonly status: GenerationStatus;
  readonly request: KeptRequest;
  readonly engine: string;
  readonly procedural: boolean;
  readonly quoteId: string;
  readonly holdId: string;
  readonly quoted: bigint;
  /** What is held for it and never exceeded; more than `quoted` for an estimate. */
  readonly upperBound: bigint;
  /** What has been captured so far. */
  readonly charged: bigint;
  /** The same, by pictures that have ended. */
  readonly charges: readonly PictureCharge[];
  readonly images: readonly Image[];
  readonly imagesRequested: number;
  /** 1 = next; `null` unless it is queued. */
  readonly queuePosition: number | null;
  /** For one that is `waiting`: it is queued when the queue's factor is at most `maxCongestion`, and fails, free of charge, at `untilMs`. */
  readonly waiting: { readonly maxCongestion: string; readonly untilMs: number } | null;
  readonly progress: GenerationProgress | null;
  /** Why not all pictures were made. */
  readonly problem: { readonly code: string; readonly detail: string } | null;
  readonly createdAtMs: number;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
}

/** Which generation, everywhere inside the room. */
export interface GenerationKey {
  readonly accountId: string;
  readonly id: string;
}
