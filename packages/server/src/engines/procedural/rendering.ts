import { createNoise } from './noise.ts';
import { createPainting } from './strokes.ts';
import { createRandom, halton } from './random.ts';
import { readPrompt } from './read-prompt.ts';
import type { Pass, Scene, SceneContext, Style } from './scene.ts';
import { createScene } from './scenes/index.ts';

/** What the renderer is asked for. Width and height 64..2048, steps 1..150, seed 0..2^32−1. */
export interface RenderRequest {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly style: Style;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  readonly seed: number;
}

/** A picture in the making: call `advance` once per step, look at `light` whenever you like. */
export interface Rendering {
  /** Linear light, three numbers per pixel, row by row. Valid after the first step. */
  readonly light: Float32Array;
  advance(): void;
}

/** How many octaves of detail are worth drawing after this many passes: about one more per doubling. */
function octavesAfter(passes: number): number {
  return Math.min(8, 1.6 + 0.95 * Math.log2(1 + passes));
}

/** The order in which the pixels of a block of four by two have their turn: neighbours in time are far apart in the block. */
const turns = [
  [0, 0],
  [2, 1],
  [2, 0],
  [0, 1],
  [1, 1],
  [3, 0],
  [3, 1],
  [1, 0],
] as const;

/** The first passes that sketch the whole picture; after them come rounds in which each pixel has one turn. */
const sketches = 2;

function roundOf(index: number): number {
  return Math.floor((index - sketches) / turns.length) + 1;
}

/** The same detail and the same light for all passes of a round, or its turns would show as a pattern. */
function describePass(index: number, count: number): Pass {
  const round = index < sketches ? 0 : roundOf(index);
  const reached = Math.min(count, index < sketches ? index + 1 : sketches + round * turns.length);
  return {
    index,
    count,
    round,
    octaves: octavesAfter(reached),
    detail: Math.min(1, reached / 60),
    sampleA: halton(round + 1, 5),
    sampleB: halton(round + 1, 7),
  };
}

/**
 * Each pass sees the whole scene through a grid of points that is shifted by a part of a pixel, with one octave more
 * of detail each time the number of passes doubles; the picture is their mean, in which later passes count more.
 */
export function startRendering(request: RenderRequest): Rendering {
  const { width, height, steps, style } = request;
  const random = createRandom(`procedural-v1/${String(request.seed)}/${request.prompt}/${request.negativePrompt}`);
  const context: SceneContext = {
    intent: readPrompt(request.prompt, request.negativePrompt, request.seed),
    style,
    random,
    noise: createNoise(random.fork('noise')),
    width,
    height,
    aspect: width / height,
  };
  const scene = createScene(context);
  const passes = style === 'artistic' ? Math.max(1, Math.round(steps * 0.3)) : steps;
  const light = new Float32Array(width * height * 3);
  const painting = style === 'artistic' ? createPainting(context, light, steps - passes) : undefined;
  let step = 0;
  const weights = new Float64Array(turns.length);
  return {
    light,
    advance: () => {
      if (step < passes) {
        addPass(scene, describePass(step, passes), context, light, weights);
      } else {
        painting?.advance();
      }
      step += 1;
    },
  };
}

/**
 * The first two passes look at one point in sixteen and one in four and fill the rest with it, so that the whole
 * picture is there at once; each later pass looks at every eighth pixel, in turn.
 */
function addPass(scene: Scene, pass: Pass, context: SceneContext, light: Float32Array, weights: Float64Array): void {
  scene.begin(pass);
  if (pass.index < sketches) sketch(scene, context, light, pass.index === 0 ? 4 : 2);
  else refine(scene, pass.index, context, light, weights);
}

function sketch(scene: Scene, { width, height }: SceneContext, light: Float32Array, block: number): void {
  const out = new Float64Array(3);
  for (let row = 0; row < height; row += block) {
    for (let column = 0; column < width; column += block) {
      scene.shade((column + block / 2) / height, (row + block / 2) / height, out);
      fillBlock(light, width, height, column, row, block, out);
    }
  }
}

function refine(scene: Scene, index: number, { width, height }: SceneContext, light: Float32Array, weights: Float64Array): void {
  const turn = (index - sketches) % turns.length;
  const [startX, startY] = turns[turn] ?? turns[0];
  // Counted in rounds, so that the pixels of each turn get the whole sequence.
  const round = roundOf(index);
  const shiftX = halton(round, 2);
  const shiftY = halton(round, 3);
  const weight = round ** 1.5;
  const before = weights[turn] ?? 0;
  const share = weight / (before + weight);
  weights[turn] = before + weight;
  const out = new Float64Array(3);
  for (let row = startY; row < height; row += 2) {
    for (let column = startX; column < width; column += 4) {
      scene.shade((column + shiftX) / height, (row + shiftY) / height, out);
      const place = (row * width + column) * 3;
      for (let c = 0; c < 3; c += 1) {
        const known = light[place + c] ?? 0;
        light[place + c] = known + ((out[c] ?? 0) - known) * share;
      }
    }
  }
}

function fillBlock(
  light: Float32Array,
  width: number,
  height: number,
  left: number,
  top: number,
  size: number,
  colour: Float64Array,
): void {
  for (let row = top; row < Math.min(height, top + size); row += 1) {
    for (let column = left; column < Math.min(width, left + size); column += 1) light.set(colour, (row * width + column) * 3);
  }
}
