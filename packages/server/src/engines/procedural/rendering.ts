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

function describePass(index: number, count: number): Pass {
  return {
    index,
    count,
    octaves: octavesAfter(index + 1),
    detail: Math.min(1, (index + 1) / 60),
    sampleA: halton(index + 1, 5),
    sampleB: halton(index + 1, 7),
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
  const weights = new Float64Array(4);
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
 * picture is there at once; each later pass looks at every fourth pixel, in turn.
 */
function addPass(scene: Scene, pass: Pass, context: SceneContext, light: Float32Array, weights: Float64Array): void {
  const { width, height } = context;
  const block = pass.index === 0 ? 4 : 2;
  const fills = pass.index < 2;
  const turn = [0, 3, 1, 2][pass.index % 4] ?? 0;
  const pixel = 1 / height;
  // Counted in rounds of four, so that each of the four sets of pixels gets the whole sequence.
  const round = (pass.index >> 2) + 1;
  const shiftX = halton(round, 2);
  const shiftY = halton(round, 3);
  const weight = (pass.index + 1) ** 1.5;
  const sum = (weights[turn] ?? 0) + weight;
  const share = fills ? 1 : weight / sum;
  if (!fills) weights[turn] = sum;
  const startX = fills ? 0 : turn & 1;
  const startY = fills ? 0 : turn >> 1;
  const reach = fills ? block : 1;
  const out = new Float64Array(3);
  scene.begin(pass);
  for (let row = startY; row < height; row += block) {
    const y = (row + shiftY * reach) * pixel;
    for (let column = startX; column < width; column += block) {
      scene.shade((column + shiftX * reach) * pixel, y, out);
      const place = (row * width + column) * 3;
      if (fills) fillBlock(light, width, height, column, row, block, out);
      else {
        for (let c = 0; c < 3; c += 1) {
          const before = light[place + c] ?? 0;
          light[place + c] = before + ((out[c] ?? 0) - before) * share;
        }
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
