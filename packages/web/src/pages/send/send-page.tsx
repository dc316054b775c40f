import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readProblem } from '../../api/problem.ts';
import { balanceQuery, grantsQuery, meQuery, rulesQuery, statementQuery } from '../../api/queries.ts';
import { sdk } from '../../api/sdk.ts';
import { isAnswered, useOnce } from '../../api/use-once.ts';
import { formatCredits } from '../../format/credits.ts';
import { readTypedCredits } from '../../format/typed-credits.ts';
import { messages } from '../../messages/index.ts';
import { BackLink } from '../../parts/back-link.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { ConfirmSend, type Sending } from './confirm-send.tsx';

/** Credits to another account: who, how many, and a second look before they go. */
export function SendPage() {
  const t = messages.send;
  usePageTitle(t.pageTitle);
  const client = useQueryClient();
  const me = useQuery(meQuery);
  const balance = useQuery(balanceQuery);
  const rules = useQuery(rulesQuery);
  const [to, setTo] = useState('');
  const [amount, setAmount] = useState('');
  const [memo, setMemo] = useState('');
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const send = useOnce(
    (sending: Sending, idempotencyKey) => sdk.transfers.create(sending, { idempotencyKey }),
    () => {
      setAsking(false);
      setTried(false);
      setTo('');
      setAmount('');
      setMemo('');
      for (const { queryKey } of [balanceQuery, grantsQuery, statementQuery]) void client.invalidateQueries({ queryKey });
    },
  );
  const account = to.trim();
  const toError = /^acct_\w+$/u.test(account) ? (account === me.data?.accountId ? t.toSelf : undefined) : t.toWrong;
  const credits = readTypedCredits(amount);
  const amountError = credits === undefined || credits === '0' ? messages.rules.notAnAmount : undefined;
  const forget = () => {
    if (!send.isIdle && !send.isPending) send.reset();
  };
  return (
    <div className="mx-auto flex w-full max-w-[560px] flex-col gap-5 px-4 py-8 md:py-10">
      <div>
        <BackLink to="/wallet">{t.back}</BackLink>
        <h1 className="font-serif text-display">{t.title}</h1>
        <p className="text-muted">{t.lead}</p>
      </div>
      <Card id="send-form">
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (toError === undefined && amountError === undefined) setAsking(true);
          }}
        >
          <Field
            label={t.to}
            error={isTried ? toError : undefined}
            value={to}
            maxLength={64}
            placeholder={t.toPlaceholder}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => {
              setTo(event.target.value);
              forget();
            }}
          />
          <Field
            label={t.amount}
            {...(balance.data === undefined
              ? {}
              : { hint: t.amountHint(formatCredits(balance.data.available), formatCredits(rules.data?.reserve ?? '0')) })}
            error={isTried ? amountError : undefined}
            value={amount}
            maxLength={24}
            inputMode="decimal"
            autoComplete="off"
            onChange={(event) => {
              setAmount(event.target.value);
              forget();
            }}
          />
          <Field label={t.memo} hint={t.memoHint} value={memo} maxLength={200} onChange={(event) => setMemo(event.target.value)} />
          <Button type="submit" look="action" className="self-start max-sm:w-full">
            {t.next}
          </Button>
        </form>
        <div role="status">
          {send.isSuccess && (
            <p className="mt-4 flex animate-appear items-start gap-2.5 border-t border-line pt-4">
              <span className="text-action">
                <Icon name="check" />
              </span>
              <span className="min-w-0">
                <span className="font-semibold">{t.sent(messages.credits(formatCredits(send.data.credits)))}</span>{' '}
                <span className="wrap-anywhere text-muted">{t.sentTo(send.data.toAccountId)}</span>
              </span>
            </p>
          )}
        </div>
      </Card>
      <Card id="own-id" title={t.ownId}>
        <p className="mb-3 text-muted">{t.ownIdText}</p>
        {me.data !== undefined && (
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md bg-sunken px-3 py-2">
            <span className="min-w-0 font-mono text-xs break-all select-all">{me.data.accountId}</span>
            <CopyButton text={me.data.accountId} label={t.copyId} />
          </div>
        )}
      </Card>
      {isAsking && credits !== undefined && (
        <ConfirmSend
          sending={{ toAccountId: account, credits, ...(memo.trim() === '' ? {} : { memo: memo.trim() }) }}
          isSending={send.isPending}
          problem={send.isError ? (isAnswered(send.error) ? `${readProblem(send.error).detail} ${t.nothingSent}` : t.lost) : null}
          onSend={(sending) => send.mutate(sending)}
          onClose={() => {
            setAsking(false);
            forget();
          }}
        />
      )}
    </div>
  );
}
