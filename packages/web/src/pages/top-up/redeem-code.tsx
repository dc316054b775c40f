import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { readProblem } from '../../api/problem.ts';
import { balanceQuery, grantsQuery, statementQuery } from '../../api/queries.ts';
import { sdk, type Redemption } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { redeemRefusal } from './redeem-refusal.ts';

/** A code typed in gives credits at once, or says why not. */
export function RedeemCode() {
  const answerId = useId();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const answer = useRef<HTMLDivElement>(null);
  const unanswered = useRef<{ code: string; key: string } | null>(null);
  const t = messages.redeem;
  const redeem = useMutation({
    mutationFn: (typed: string) => {
      // Pressed again after no answer came, the same key finds what may already have been granted.
      const key = unanswered.current?.code === typed ? unanswered.current.key : crypto.randomUUID();
      unanswered.current = { code: typed, key };
      return sdk.redeemCodes.redeem({ code: typed }, { idempotencyKey: key });
    },
    onSuccess: () => {
      unanswered.current = null;
      setCode('');
      for (const { queryKey } of [balanceQuery, grantsQuery, statementQuery]) void client.invalidateQueries({ queryKey });
    },
    onError: (error) => {
      if (isAnswered(error)) unanswered.current = null;
    },
  });
  // On a small screen the answer may come in below the edge: it is never painted there first.
  useLayoutEffect(() => {
    if (redeem.isSuccess || redeem.isError) answer.current?.scrollIntoView({ block: 'nearest' });
  }, [redeem.isSuccess, redeem.isError]);
  return (
    <Card id="redeem-code" title={t.title} className="mt-10">
      <p className="mb-4 text-muted">{t.lead}</p>
      <form
        className="flex flex-wrap items-end gap-x-2 gap-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== '' && !redeem.isPending) redeem.mutate(code.trim());
        }}
      >
        <Field
          label={t.code}
          value={code}
          maxLength={100}
          placeholder={t.placeholder}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-invalid={redeem.isError ? true : undefined}
          aria-describedby={answerId}
          onChange={(event) => {
            setCode(event.target.value);
            // What was said belongs to another code now.
            if (!redeem.isIdle && !redeem.isPending) redeem.reset();
          }}
          className="min-w-full flex-1 sm:max-w-96 sm:min-w-48"
        />
        <Button type="submit" look="action" className="max-sm:w-full" disabled={code.trim() === '' || redeem.isPending}>
          {redeem.isPending ? t.submitting : t.submit}
        </Button>
      </form>
      {/* Always there, so that a screen reader hears what comes into it. */}
      <div ref={answer} id={answerId} role="status" className="scroll-mb-6 max-md:scroll-mb-24">
        {redeem.isSuccess && <Granted redemption={redeem.data} />}
        {redeem.isError && (
          <p className="mt-3 flex animate-appear items-start gap-2.5 rounded-md bg-danger-soft p-3 text-danger">
            <Icon name="warning" />
            <span className="text-text">
              {redeemRefusal(redeem.error)} {isAnswered(redeem.error) ? t.nothingGranted : ''}
            </span>
          </p>
        )}
      </div>
    </Card>
  );
}

/** Whether the server has refused, so that it is certain that nothing was granted. */
function isAnswered(error: unknown): boolean {
  const { status } = readProblem(error);
  return status > 0 && status < 500;
}

function Granted({ redemption }: { redemption: Redemption }) {
  const t = messages.redeem;
  const { label, expiresAt } = redemption;
  return (
    <p className="mt-3 flex animate-appear items-start gap-2.5">
      <span className="text-action">
        <Icon name="check" />
      </span>
      <span>
        <span className="font-semibold">{t.granted(messages.credits(formatCredits(redemption.credits)))}</span>{' '}
        <span className="text-muted">{expiresAt === null ? t.fromForEver(label) : t.fromUntil(label, formatDay(expiresAt))}</span>
      </span>
    </p>
  );
}
