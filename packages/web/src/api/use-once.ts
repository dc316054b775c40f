import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { readProblem } from './problem.ts';

/**
 * A request that moves money or changes what is settled. Sent again after no answer came, with the same content, it has the same key, so
 * that it happens once.
 */
export function useOnce<Asked, Answer>(
  send: (asked: Asked, idempotencyKey: string) => Promise<Answer>,
  onSuccess: (answer: Answer, asked: Asked) => unknown,
): UseMutationResult<Answer, Error, Asked> {
  const unanswered = useRef<{ content: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (asked: Asked) => {
      const content = JSON.stringify(asked);
      const key = unanswered.current?.content === content ? unanswered.current.key : crypto.randomUUID();
      unanswered.current = { content, key };
      return send(asked, key);
    },
    onSuccess: (answer, asked) => {
      unanswered.current = null;
      return onSuccess(answer, asked);
    },
    onError: (error) => {
      if (isAnswered(error)) unanswered.current = null;
    },
  });
}

/** Whether the server has refused, so that it is certain that nothing was done. */
export function isAnswered(error: unknown): boolean {
  const { status } = readProblem(error);
  return status > 0 && status < 500;
}
