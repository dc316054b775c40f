import { describe, expect, it } from 'vitest';
import {
  formatAbout,
  formatCredits,
  formatRate,
  formatRough,
  formatSigned,
  formatUsdt,
  fromMicro,
  percentOf,
  sumCredits,
  toMicro,
} from './credits.ts';

describe('amounts', () => {
  it('are exact, also far above what a floating point number holds', () => {
    expect(fromMicro(toMicro('9007199254740993.000001'))).toBe('9007199254740993.000001');
    expect(sumCredits(['0.1', '0.2', '9007199254740993'])).toBe('9007199254740993.3');
  });
  it('refuse what is no amount', () => {
    for (const text of ['', '1e3', '1.2345678', 'NaN', '+1', '1.']) expect(() => toMicro(text)).toThrow(RangeError);
  });
  it('have a narrow space between thousands and a real minus sign', () => {
    expect(formatCredits('1184')).toBe('1\u202f184');
    expect(formatCredits('-1234567.5')).toBe('\u22121\u202f234\u202f567.5');
    expect(formatCredits('0')).toBe('0');
    expect(formatCredits('-0.25')).toBe('\u22120.25');
  });
  it('show what came in with a plus', () => {
    expect(formatAbout('333.5')).toBe('334');
    expect(formatAbout('0.499999')).toBe('0');
    expect(formatSigned('600')).toBe('+600');
    expect(formatSigned('-4')).toBe('\u22124');
    expect(formatSigned('0')).toBe('0');
  });
  it('of USDT have at least two decimals and lose none', () => {
    expect(formatUsdt('54')).toBe('54.00');
    expect(formatUsdt('1200.5')).toBe('1\u202f200.50');
    expect(formatUsdt('0.000001')).toBe('0.000001');
  });
  it('of a rate are rounded for comparing', () => {
    expect(formatRate('0.086957')).toBe('0.087');
    expect(formatRate('0.083334')).toBe('0.0833');
    expect(formatRate('0.1')).toBe('0.10');
  });
  it('of a fee are rough', () => {
    expect(formatRough('6.4285', '13.3735')).toBe('6.4–13');
    expect(formatRough('0.000092218', '0.000126418')).toBe('0.000092–0.00013');
  });
  it('become widths', () => {
    expect(percentOf('84', '1184')).toBe(7.09);
    expect(percentOf('0', '0')).toBe(0);
  });
});
