import { ImprestError } from '@imprest/sdk';
import { describe, expect, it } from 'vitest';
import { isAway, readProblem } from './problem.ts';

const problem = (status: number, code: string, detail = 'In the words of the server.') =>
  new ImprestError({ type: 'about:blank', title: code, status, detail, instance: '', code, retry: 'never' });

describe('readProblem', () => {
  it('keeps the words of the server', () => {
    expect(readProblem(problem(402, 'insufficient_credits'))).toEqual({
      status: 402,
      code: 'insufficient_credits',
      detail: 'In the words of the server.',
    });
  });
  it('has words of its own for what the server did not say', () => {
    for (const error of [
      problem(0, 'network_error'),
      problem(502, 'unexpected_answer'),
      new TypeError('x is undefined'),
      undefined,
      'text',
    ]) {
      expect(readProblem(error).detail).not.toContain('In the words');
    }
  });
  it('waits only for what comes back by itself', () => {
    expect([problem(0, 'network_error'), problem(503, 'unavailable')].map(isAway)).toEqual([true, true]);
    expect([problem(401, 'not_signed_in'), problem(500, 'internal'), new TypeError('x')].map(isAway)).toEqual([false, false, false]);
  });
});
