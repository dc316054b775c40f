import aiHorde from './books/ai-horde-legacy.json' with { type: 'json' };
import congestion from './books/congestion.json' with { type: 'json' };
import dallE from './books/dall-e-usd.json' with { type: 'json' };
import dreamStudio from './books/dreamstudio-2022.json' with { type: 'json' };
import falFlux from './books/fal-flux-dev-usd.json' with { type: 'json' };
import flat from './books/flat-per-image.json' with { type: 'json' };
import flux2Pro from './books/flux2-pro-usd.json' with { type: 'json' };
import gptImage from './books/gpt-image-usd.json' with { type: 'json' };
import krita from './books/krita-interstice.json' with { type: 'json' };
import leonardo from './books/leonardo-alchemy.json' with { type: 'json' };
import midjourney from './books/midjourney-seconds.json' with { type: 'json' };
import stability from './books/stability.json' with { type: 'json' };
import { defaultPriceBook } from './default-price-book.ts';

/** Price books to begin with, by name: the default, the simplest, and one for each way of charging that is in use. Data. */
export const priceBookLibrary: Readonly<Record<string, unknown>> = {
  'imprest-default': defaultPriceBook,
  'flat-per-image': flat,
  stability,
  'dreamstudio-2022': dreamStudio,
  'dall-e-usd': dallE,
  'gpt-image-usd': gptImage,
  'fal-flux-dev-usd': falFlux,
  'flux2-pro-usd': flux2Pro,
  'leonardo-alchemy': leonardo,
  'krita-interstice': krita,
  'midjourney-seconds': midjourney,
  'ai-horde-legacy': aiHorde,
  congestion,
};
