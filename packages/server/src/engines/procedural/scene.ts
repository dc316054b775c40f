import type { Noise } from './noise.ts';
import type { Random } from './random.ts';
import type { Intent } from './read-prompt.ts';

/** Clean illustration, brush strokes, or scattered light over a relief. */
export type Style = 'standard' | 'artistic' | 'realistic';

/** What a scene is made from. Positions are in units of the picture's height: x from 0 to `aspect`, y from 0 (top) to 1. */
export interface SceneContext {
  readonly intent: Intent;
  readonly style: Style;
  readonly random: Random;
  readonly noise: Noise;
  readonly width: number;
  readonly height: number;
  readonly aspect: number;
}

/** One pass over the whole picture. Later passes see finer detail and count more. */
export interface Pass {
  readonly index: number;
  readonly count: number;
  /** 0 for the passes that sketch the picture, then counted from 1: what changes the scene itself changes between rounds only. */
  readonly round: number;
  /** How many octaves of detail noise gets, growing with the passes made so far. */
  readonly octaves: number;
  /** 0..1, how much of the finest things (faint stars, small windows, twigs) is drawn yet. */
  readonly detail: number;
  /** Two numbers in [0, 1) that cover the square evenly over the passes: soft light, soft shadows. */
  readonly sampleA: number;
  readonly sampleB: number;
}

export interface Scene {
  /** Called before each pass; returns nothing, prepares what the pass needs (ridgelines, erosion, shadows). */
  begin(pass: Pass): void;
  /** Writes the linear colour seen at (x, y) to the first three places of `out`. */
  shade(x: number, y: number, out: Float64Array): void;
}
