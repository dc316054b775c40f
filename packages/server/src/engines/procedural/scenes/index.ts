import { assertNever } from '../../../kernel/index.ts';
import type { Scene, SceneContext } from '../scene.ts';
import { createAbstract } from './abstract.ts';
import { createBotanical } from './botanical.ts';
import { createCity } from './city.ts';
import { createForest } from './forest.ts';
import { createMountains } from './mountains.ts';
import { createPortrait } from './portrait.ts';
import { createSea } from './sea.ts';
import { createSpace } from './space.ts';
import { createTerrain } from './terrain.ts';

/** The scene that the prompt asks for. */
export function createScene(context: SceneContext): Scene {
  const { kind } = context.intent;
  switch (kind) {
    case 'mountains':
    case 'desert':
      return context.style === 'realistic' ? createTerrain(context) : createMountains(context);
    case 'sea':
      return createSea(context);
    case 'space':
      return createSpace(context);
    case 'abstract':
      return createAbstract(context);
    case 'forest':
      return createForest(context);
    case 'city':
      return createCity(context);
    case 'botanical':
      return createBotanical(context);
    case 'portrait':
      return createPortrait(context, context.random.fork('inside').pick([createMountains, createSea, createSpace, createForest]));
    default:
      return assertNever(kind);
  }
}
