import { createRandom, hashText } from './random.ts';
import { vocabulary, type Feature, type SceneKind, type TimeOfDay, type WordEffect } from './vocabulary.ts';

/** What the engine understood of a prompt. */
export interface Intent {
  readonly kind: SceneKind;
  readonly time: TimeOfDay;
  readonly features: ReadonlySet<Feature>;
  /** A hue that words asked for, in degrees, or null. */
  readonly hue: number | null;
  /** How colourful, 1 = as the palette is. */
  readonly chroma: number;
  /** −0.5..0.5, how light. */
  readonly light: number;
  /** −1..1, from the words that the engine does not know: they turn the palette and move the composition. */
  readonly mood: number;
}

const kindsAtRandom = [
  'mountains',
  'sea',
  'forest',
  'abstract',
  'space',
  'botanical',
  'mountains',
  'city',
  'desert',
] as const satisfies SceneKind[];
const timesAtRandom = ['sunset', 'dawn', 'golden', 'dusk', 'day', 'night'] as const satisfies TimeOfDay[];
/** Where there is a sky, for prompts that speak of light, weather or water and of no place. */
const kindsOutdoors = ['mountains', 'sea', 'mountains', 'mountains', 'forest', 'sea'] as const satisfies SceneKind[];
const timesForFlowers = ['day', 'dawn', 'golden', 'dawn', 'day', 'sunset'] as const satisfies TimeOfDay[];
const timesForCities = ['night', 'dusk', 'sunset', 'night', 'golden', 'dusk'] as const satisfies TimeOfDay[];

/** A word counts for less the later it stands, as in the prompts that people write for picture models. */
function weightOf(place: number): number {
  return 1 / (1 + place * 0.08);
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}'-]+/gu) ?? []
  );
}

function top<K>(votes: ReadonlyMap<K, number>): K | undefined {
  let best: K | undefined;
  let most = 0;
  for (const [key, count] of votes) {
    if (count > most) {
      best = key;
      most = count;
    }
  }
  return best;
}

class Votes {
  readonly kinds = new Map<SceneKind, number>();
  readonly times = new Map<TimeOfDay, number>();
  readonly features = new Map<Feature, number>();
  hueX = 0;
  hueY = 0;
  chroma = 1;
  light = 0;

  add(effect: WordEffect, weight: number): void {
    if (effect.kind !== undefined) this.kinds.set(effect.kind, (this.kinds.get(effect.kind) ?? 0) + weight);
    if (effect.time !== undefined) this.times.set(effect.time, (this.times.get(effect.time) ?? 0) + weight);
    for (const feature of effect.add ?? []) this.features.set(feature, (this.features.get(feature) ?? 0) + weight);
    if (weight <= 0) return;
    if (effect.hue !== undefined) {
      this.hueX += weight * Math.cos((effect.hue * Math.PI) / 180);
      this.hueY += weight * Math.sin((effect.hue * Math.PI) / 180);
    }
    this.chroma *= effect.chroma ?? 1;
    this.light += (effect.light ?? 0) * weight;
  }
}

/** Reads a prompt: known words steer kind, time of day, palette and details; a word in the negative prompt takes its effect away. */
export function readPrompt(prompt: string, negativePrompt: string, seed: number): Intent {
  const votes = new Votes();
  let unknown = '';
  wordsOf(prompt).forEach((word, place) => {
    const effect = vocabulary.get(word);
    if (effect === undefined) unknown += ` ${word}`;
    else votes.add(effect, weightOf(place));
  });
  for (const word of wordsOf(negativePrompt)) {
    const effect = vocabulary.get(word);
    if (effect !== undefined) votes.add(effect, -4);
    unknown += ` -${word}`;
  }
  const random = createRandom(`intent/${prompt}/${String(seed)}`);
  const kinds = votes.times.size + votes.features.size > 0 ? kindsOutdoors : kindsAtRandom;
  const kind = top(votes.kinds) ?? pickAllowed<SceneKind>(kinds, votes.kinds, random.below(kinds.length));
  const times = kind === 'botanical' ? timesForFlowers : kind === 'city' ? timesForCities : timesAtRandom;
  const time = top(votes.times) ?? pickAllowed<TimeOfDay>(times, votes.times, random.below(times.length));
  const hasHue = Math.hypot(votes.hueX, votes.hueY) > 0.25;
  return {
    kind,
    time,
    features: new Set([...votes.features].filter(([, count]) => count > 0).map(([feature]) => feature)),
    hue: hasHue ? ((Math.atan2(votes.hueY, votes.hueX) * 180) / Math.PI + 360) % 360 : null,
    chroma: Math.min(1.5, Math.max(0.05, votes.chroma)),
    light: Math.min(0.5, Math.max(-0.5, votes.light)),
    mood: (hashText(unknown) / 4_294_967_296) * 2 - 1,
  };
}

/** The first choice from this place on that the negative prompt did not rule out. */
function pickAllowed<K>(choices: readonly [K, ...K[]], votes: ReadonlyMap<K, number>, from: number): K {
  for (let i = 0; i < choices.length; i += 1) {
    const choice = choices[(from + i) % choices.length] ?? choices[0];
    if ((votes.get(choice) ?? 0) >= 0) return choice;
  }
  return choices[0];
}
