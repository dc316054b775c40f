import { describe, expect, test } from 'vitest';
import { checkOffers, offersLibrary } from './index.ts';

const text = (document: object): string => JSON.stringify(document, null, 2);

describe('the text of an offers document', () => {
  test.each(Object.entries(offersLibrary))('of the library has nothing wrong: %s', (_name, document) => {
    expect(checkOffers(text(document))).toEqual([]);
  });

  test('that is no JSON is told with its line', () => {
    expect(checkOffers('{\n  "packs": [\n')).toMatchObject([{ path: '', line: 2, message: expect.stringContaining('is not JSON') }]);
  });

  test('that breaks a rule is told with the line of the place', () => {
    const pack = { id: 'a', priceUsdt: '10', credits: '100' };
    const faults = checkOffers(text({ combinedBonusMaxPercent: 30, packs: [pack, { ...pack, priceUsdt: '-1' }] }));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]).toMatchObject({ path: '/packs/1/priceUsdt', line: 11 });
  });
});
