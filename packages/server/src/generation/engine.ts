import type { FactValue, Operation } from '../pricing/index.ts';

/** What makes pictures. Engines live in `engines/` and know this interface only; they know no account, no price and no database. */
export interface Engine {
  /** Lower-case, stable, kept with each generation: `procedural`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** True for an engine that reckons pictures by rule and has no AI model; shown wherever its pictures are shown. */
  readonly procedural: boolean;
  readonly capabilities: EngineCapabilities;
  readonly models: readonly EngineModel[];
  /**
   * Makes the pictures of `request.images` and hands each over with `onImage`, in any order, each index once. A picture that is refused
   * or fails is handed over too, as such, and does not keep the others from being made. Rejects with `signal.reason` once aborted, and
   * with any other error when the rest cannot be made at all.
   */
  run(request: EngineRequest, hooks: EngineHooks): Promise<void>;
  /** Lets go of threads and connections. */
  close(): Promise<void>;
}

export interface EngineCapabilities {
  readonly operations: readonly Operation[];
  readonly widthMax: number;
  readonly heightMax: number;
  readonly stepsMax: number;
  /** Whether one run makes all pictures at once. Otherwise it is asked for one at a time, so that others get their turn in between. */
  readonly batch: boolean;
  readonly progress: boolean;
  readonly preview: boolean;
  /** Whether a picture can be stopped while it is being made. */
  readonly cancelRunning: boolean;
  /** Whether the same request with the same seed gives the same picture. */
  readonly seeds: boolean;
  /** How many runs at once make sense. */
  readonly parallelRuns: number;
  /** What it takes beside the settings that all have, by the names of price books: `quality`, `speed`. */
  readonly facts?: readonly string[];
  /** What it tells of each picture afterwards, by the names of price books: `gpuSeconds`. */
  readonly measures?: readonly string[];
}

export interface EngineModel {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface EngineRequest {
  readonly operation: Operation;
  readonly prompt: string;
  /** Empty when there is none. */
  readonly negativePrompt: string;
  readonly model: string;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  /** What was asked for of its `facts`. */
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Which pictures of the generation are to be made now; each has its own seed, 0..2^32−1. */
  readonly images: readonly { readonly index: number; readonly seed: number }[];
}

export interface EngineHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
  /** Awaited: the engine goes on when the picture is kept. */
  readonly onImage: (outcome: EngineOutcome) => Promise<void>;
}

export interface EngineProgress {
  readonly index: number;
  readonly step: number;
  readonly steps: number;
  /** A small webp of the picture as it is now, at most 256 pixels along its longer edge. */
  readonly preview?: Uint8Array | undefined;
}

export type EngineOutcome =
  | {
      readonly outcome: 'made';
      readonly index: number;
      readonly seed: number;
      readonly bytes: Uint8Array;
      readonly mediaType: string;
      readonly width: number;
      readonly height: number;
      /** webp, at most 512 pixels along its longer edge. */
      readonly thumbnail: Uint8Array;
      /** What this picture took, of the engine's `measures`: a part of the price may follow from it. */
      readonly measured?: Readonly<Record<string, number>>;
    }
  | {
      /** `refused`: by a policy of the engine, and asking again changes nothing. `failed`: it may succeed when asked again. */
      readonly outcome: 'refused' | 'failed';
      readonly index: number;
      /** snake_case */
      readonly code: string;
      /** A sentence for the customer. */
      readonly detail: string;
      /** Of a refusal: whether work was done before. Left out where the engine does not know, which counts as no. */
      readonly ran?: boolean;
    };
