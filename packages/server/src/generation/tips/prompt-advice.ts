import type { Tip } from './tip.ts';

/** Words that say that there should be a picture, and not which. */
const empty = new Set(
  `a an the of in on at with and or for to from by my your some any something anything it this that is are be i want please make draw create
  generate show give me picture image photo photograph painting drawing art artwork illustration render nice good great cool beautiful pretty
  amazing awesome best quality high hd 4k 8k masterpiece very really super`.split(/\s+/u),
);
const light = `dawn sunrise morning noon midday day daylight afternoon dusk sunset evening twilight night midnight moon moonlight sun sunlight
  golden hour light lights lit glow glowing shadow shadows backlit candle candlelight neon storm stormy fog foggy mist misty rain rainy snow snowy
  overcast cloudy clear bright dark dim`;
const colour = `red orange yellow green blue purple violet pink brown black white grey gray silver gold golden teal turquoise cyan magenta
  crimson scarlet amber ochre olive emerald indigo pastel monochrome colourful colorful pale vivid warm cold cool muted`;
const style = `watercolour watercolor oil ink pencil charcoal sketch engraving woodcut poster minimal minimalist abstract realistic
  photorealistic impressionist cubist baroque pixel isometric close closeup portrait wide aerial panorama macro from above below`;
const kinds = [
  ['the light or the hour', new Set(light.split(/\s+/u))],
  ['the colours', new Set(colour.split(/\s+/u))],
  ['the style or the view', new Set(style.split(/\s+/u))],
] as const;

/** Below this many words that say something, a prompt leaves most of the picture to chance. */
const wordsMin = 4;

/**
 * Advice on a prompt that leaves the picture to chance: pure. `undefined` for one that says enough, and for one in a script whose words we
 * do not know. It claims no saving: nobody knows how often a vague prompt has to be tried.
 */
export function promptAdvice(prompt: string): Tip | undefined {
  const words = prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  // Chinese, Japanese, Thai and others write sentences without blanks.
  if (
    words.length === 0 ||
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u.test(prompt)
  ) {
    return undefined;
  }
  const telling = new Set(words.filter((word) => !empty.has(word)));
  if (telling.size >= wordsMin) return undefined;
  const missing = kinds.filter(([, known]) => words.every((word) => !known.has(word))).map(([what]) => what);
  const what = telling.size === 0 ? 'what is to be seen' : undefined;
  const say = [...(what === undefined ? [] : [what]), ...missing];
  return {
    code: 'vague_prompt',
    text: `This prompt leaves most of the picture to chance. Say ${listOf(say.length === 0 ? ['a little more of what is to be seen'] : say)}, and the first try is likelier to be the one that you keep.`,
    saves: null,
    generationId: null,
    imageId: null,
  };
}

function listOf(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
