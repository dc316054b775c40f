/** What a picture shows in the main. */
export type SceneKind = 'mountains' | 'desert' | 'sea' | 'forest' | 'city' | 'space' | 'abstract' | 'botanical' | 'portrait';

export type TimeOfDay = 'dawn' | 'day' | 'golden' | 'sunset' | 'dusk' | 'night';

export type Feature =
  | 'snow'
  | 'mist'
  | 'rain'
  | 'storm'
  | 'stars'
  | 'moon'
  | 'sun'
  | 'water'
  | 'birds'
  | 'aurora'
  | 'trees'
  | 'boat'
  | 'gold'
  | 'neon'
  | 'clouds'
  | 'planet'
  | 'autumn'
  | 'calm'
  | 'islands'
  | 'rays';

/** What one word does to a picture. */
export interface WordEffect {
  readonly kind?: SceneKind;
  readonly time?: TimeOfDay;
  readonly add?: readonly Feature[];
  /** Pulls the palette towards this OKLCH hue. */
  readonly hue?: number;
  /** Multiplies how colourful the palette is. */
  readonly chroma?: number;
  /** Added to the light of the whole picture, −1..1. */
  readonly light?: number;
}

/** Groups of words that mean the same to the engine; a word may stand in one group only. */
const groups: readonly (readonly [words: string, effect: WordEffect])[] = [
  [
    'mountain mountains peak peaks alps alpine ridge ridges summit cliff cliffs hill hills valley highland fjord rocky landscape scenery',
    { kind: 'mountains' },
  ],
  ['volcano volcanic lava', { kind: 'mountains', time: 'dusk', hue: 30, chroma: 1.2 }],
  ['glacier iceberg arctic tundra', { kind: 'mountains', add: ['snow', 'water'], hue: 225 }],
  ['lake lakes pond reflection reflections mirror river stream', { add: ['water', 'calm'] }],
  ['desert dune dunes sand sahara canyon mesa oasis savanna', { kind: 'desert' }],
  ['sea ocean wave waves coast beach shore seascape bay lagoon surf tide underwater marine', { kind: 'sea', add: ['water'] }],
  ['island islands archipelago tropical', { kind: 'sea', add: ['islands', 'water'] }],
  ['boat boats ship sail sailboat sailing yacht harbour harbor', { kind: 'sea', add: ['boat', 'water'] }],
  ['forest woods wood woodland jungle grove trees tree pine pines birch redwood', { kind: 'forest', add: ['trees'] }],
  [
    'city skyline town street urban downtown tokyo paris london metropolis building buildings skyscraper skyscrapers tower architecture',
    { kind: 'city' },
  ],
  ['cyberpunk cyber neon synthwave vaporwave retrowave', { kind: 'city', time: 'night', add: ['neon'], hue: 325, chroma: 1.35 }],
  [
    'space nebula galaxy galaxies cosmos cosmic universe supernova interstellar astronomy',
    { kind: 'space', time: 'night', add: ['stars'] },
  ],
  ['planet planets saturn jupiter mars astronaut rocket spaceship', { kind: 'space', time: 'night', add: ['stars', 'planet'] }],
  [
    'abstract pattern fluid flow swirl swirls geometric marble texture liquid smoke energy dream dreams music chaos fractal wallpaper',
    { kind: 'abstract' },
  ],
  ['flower flowers lotus bloom bouquet petal petals botanical garden daisy dahlia plant plants leaf leaves', { kind: 'botanical' }],
  ['rose roses tulip tulips poppy poppies peony', { kind: 'botanical', hue: 10 }],
  ['lily blossom blossoms cherry sakura orchid', { kind: 'botanical', hue: 350, light: 0.06 }],
  ['sunflower sunflowers marigold daffodil', { kind: 'botanical', hue: 80 }],
  ['lavender iris violets bluebell bluebells', { kind: 'botanical', hue: 300 }],
  ['meadow field fields wildflowers', { kind: 'botanical' }],
  ['portrait woman man girl boy face person people lady king queen figure silhouette bust', { kind: 'portrait' }],
  ['sunset sundown', { time: 'sunset', add: ['sun'] }],
  ['sunrise dawn daybreak morning', { time: 'dawn', add: ['sun'] }],
  ['noon midday day daylight daytime sunny summer bright', { time: 'day', add: ['sun'], light: 0.1 }],
  ['golden warm amber honey', { time: 'golden', add: ['sun'] }],
  ['gold gilded golden-hour luxury', { time: 'golden', add: ['gold'], hue: 85, chroma: 1.1 }],
  ['dusk twilight evening gloaming', { time: 'dusk' }],
  ['night midnight nocturne nocturnal', { time: 'night', add: ['stars', 'moon'] }],
  ['moon moonlight moonlit lunar', { time: 'night', add: ['moon', 'stars'] }],
  ['star stars starry stargazing constellation milky', { time: 'night', add: ['stars'] }],
  ['aurora northern borealis', { kind: 'mountains', time: 'night', add: ['aurora', 'stars'], hue: 165 }],
  ['sun', { add: ['sun'] }],
  ['rays beams godrays sunbeams light shine shining radiant glow glowing luminous', { add: ['rays'] }],
  ['mist misty fog foggy haze hazy ethereal dreamy steam', { add: ['mist'] }],
  ['cloud clouds cloudy overcast sky skies', { add: ['clouds'] }],
  ['storm stormy thunder lightning tempest dramatic dark', { add: ['storm', 'clouds'], light: -0.15, chroma: 0.85, hue: 245 }],
  ['rain rainy drizzle wet', { add: ['rain', 'clouds', 'mist'], chroma: 0.85, hue: 235 }],
  ['snow snowy winter ice icy frost frozen blizzard', { add: ['snow'], chroma: 0.9 }],
  ['autumn fall october foliage', { time: 'golden', add: ['autumn', 'trees'], hue: 50, chroma: 1.15 }],
  ['spring april', { hue: 140, light: 0.06 }],
  ['bird birds seagull seagulls eagle crane cranes geese', { add: ['birds'] }],
  ['calm serene peaceful still quiet tranquil zen', { add: ['calm'] }],
  ['red crimson scarlet ruby', { hue: 25, chroma: 1.2 }],
  ['orange tangerine copper', { hue: 52, chroma: 1.2 }],
  ['yellow lemon saffron', { hue: 95, chroma: 1.15 }],
  ['green emerald jade lime moss', { hue: 150, chroma: 1.1 }],
  ['teal turquoise cyan aqua', { hue: 195, chroma: 1.1 }],
  ['blue azure sapphire indigo cobalt navy', { hue: 258, chroma: 1.1 }],
  ['purple violet amethyst lilac', { hue: 300, chroma: 1.15 }],
  ['pink magenta fuchsia', { hue: 350, chroma: 1.2 }],
  ['pastel soft gentle delicate minimal minimalist', { chroma: 0.7, light: 0.1 }],
  ['vivid vibrant colourful colorful saturated psychedelic', { chroma: 1.35 }],
  ['monochrome grayscale greyscale noir', { chroma: 0.08 }],
  ['muted faded vintage sepia melancholy', { chroma: 0.6 }],
];

export const vocabulary: ReadonlyMap<string, WordEffect> = new Map(
  groups.flatMap(([words, effect]) => words.split(' ').map((word) => [word, effect] as const)),
);
