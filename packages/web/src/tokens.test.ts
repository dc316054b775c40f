import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const TEXT_CONTRAST = 4.5;
const SHAPE_CONTRAST = 3;

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((match) => [
    match[1] ?? '',
    [match[2] ?? '', match[3] ?? ''] as const,
  ]),
);

function colour(name: string, theme: 0 | 1): string {
  const pair = tokens.get(name);
  if (pair === undefined) throw new Error(`tokens.css has no colour --${name}`);
  return pair[theme];
}

/** Relative luminance by WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Every pair of text and ground that the screen uses. */
const TEXT_PAIRS = [
  ...['ground', 'surface', 'sunken', 'soft'].flatMap((ground) => ['text', 'muted', 'action'].map((text) => [text, ground] as const)),
  ['text', 'danger-soft'],
  ['text', 'warning-soft'],
  ['on-action', 'action'],
  ['on-action', 'action-strong'],
  ['on-action-muted', 'action'],
  ['on-action-muted', 'action-strong'],
  ['warning', 'surface'],
  ['warning', 'warning-soft'],
  ['danger', 'ground'],
  ['danger', 'surface'],
  ['danger', 'danger-soft'],
] as const;

const SHAPE_PAIRS = ['bonus', 'trial', 'plan', 'action', 'focus', 'muted'].flatMap((shape) => [[shape, 'surface'] as const]);

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the %s theme', (_name, theme) => {
  it.each(TEXT_PAIRS)('has readable --%s on --%s', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });
  it.each(SHAPE_PAIRS)('has visible --%s on --%s', (shape, ground) => {
    expect(contrast(colour(shape, theme), colour(ground, theme))).toBeGreaterThanOrEqual(SHAPE_CONTRAST);
  });
});
