/** What can be asked of an engine, and so what can be priced. */
export const operations = ['generate', 'vary', 'inpaint', 'upscale'] as const;
export type Operation = (typeof operations)[number];

/** What a price may depend on. Two requests with the same facts have the same price under the same price book. */
export interface PriceRequest {
  readonly operation: Operation;
  /** The id of a model of the price book. */
  readonly model: string;
  /** Pixels; for an upscale, of the picture that goes in. */
  readonly width: number;
  readonly height: number;
  /** Refinement steps; only for operations that take them. */
  readonly steps?: number | undefined;
  /** How many pictures. */
  readonly images: number;
  /** How many times wider and higher an upscale makes the picture; only for operations that take it. */
  readonly factor?: number | undefined;
  /** Whether there is a negative prompt. */
  readonly negativePrompt?: boolean | undefined;
}

/** A request in its one form, which is what a quote keeps: everything is there, and what the operation does not take is `null`. */
export interface PricedFacts {
  readonly operation: Operation;
  readonly model: string;
  readonly width: number;
  readonly height: number;
  readonly steps: number | null;
  readonly images: number;
  readonly factor: number | null;
  readonly negativePrompt: boolean;
}

export function pricedFacts(request: PriceRequest): PricedFacts {
  return {
    operation: request.operation,
    model: request.model,
    width: request.width,
    height: request.height,
    steps: request.steps ?? null,
    images: request.images,
    factor: request.factor ?? null,
    negativePrompt: request.negativePrompt ?? false,
  };
}
