import type { TSchema } from 'typebox';
import type { Answer } from './operation.ts';

/** The schema of a JSON answer, or `undefined` where the answer is a file, a stream or nothing. */
export function jsonAnswer(answer: Answer): TSchema | undefined {
  return answer === null || 'mediaType' in answer ? undefined : answer;
}
