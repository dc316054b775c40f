import { describe, expect, it } from 'vitest';
import { csvRecord } from './csv.ts';

describe('csvRecord', () => {
  it('quotes what has commas, quotes and line ends, and doubles the quotes', () => {
    expect(csvRecord(['plain', 'a, b', 'say "yes"', 'two\nlines', null, { value: 7 }])).toBe(
      'plain,"a, b","say ""yes""","two\nlines",,7\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'.normalize('NFKC')])('makes no formula of %j', (text) => {
    expect(csvRecord([text]).replace(/^"/u, '')).toMatch(/^'/u);
  });

  it('leaves amounts below zero as they are', () => {
    expect(csvRecord([{ value: '-12.5' }])).toBe('-12.5\r\n');
  });
});
