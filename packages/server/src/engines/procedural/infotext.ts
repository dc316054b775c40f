import type { RenderRequest } from './rendering.ts';

/** What the engine says of itself wherever a picture of it is described. */
const honestLabel = 'procedural (no AI model)';
const engineVersion = 'procedural-v1';

/** The settings of a picture as one text, in the form that A1111 made common: prompt, negative prompt, then a line of settings. */
export function infotext(request: RenderRequest): string {
  const lines = [request.prompt];
  if (request.negativePrompt !== '') lines.push(`Negative prompt: ${request.negativePrompt}`);
  const settings = [
    `Steps: ${request.steps}`,
    'Sampler: procedural',
    `Seed: ${request.seed}`,
    `Size: ${request.width}x${request.height}`,
    `Model: ${request.style}`,
    `Version: ${engineVersion}`,
    `Generator: ${honestLabel}`,
  ];
  return [...lines, settings.join(', ')].join('\n');
}
