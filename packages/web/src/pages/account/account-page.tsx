import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { meQuery } from '../../api/queries.ts';
import { sdk } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { ApiKeys } from './api-keys.tsx';
import { Refunds } from './refunds.tsx';
import { ThemeChoice } from './theme-choice.tsx';
import { TipChoice } from './tip-choice.tsx';

/** Who one is, where one is paid back, how the screen looks, and the keys of one's programs. */
export function AccountPage() {
  usePageTitle(messages.account.pageTitle);
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useQuery(meQuery);
  const t = messages.account;
  const signOut = useMutation({
    mutationFn: () => sdk.auth.signOut(),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      // What the caches hold belongs to the person who left.
      client.clear();
    },
  });
  const facts: [string, string][] =
    me.data === undefined
      ? []
      : [
          [t.name, me.data.name],
          [t.email, me.data.email],
          [t.role, t.roles[me.data.role]],
        ];
  return (
    <div className="mx-auto flex w-full max-w-[720px] flex-col gap-5 px-4 py-8 md:py-10">
      <h1 className="mb-1 font-serif text-display">{t.title}</h1>
      <Card id="you" title={t.you}>
        <dl className="-mt-1">
          {facts.map(([name, value]) => (
            <div key={name} className="flex justify-between gap-4 border-b border-line py-2.5">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 truncate">{value}</dd>
            </div>
          ))}
          <div className="flex flex-wrap justify-between gap-x-4 pt-2.5">
            <dt className="text-muted">{t.accountId}</dt>
            <dd className="font-mono text-xs break-all select-all">{me.data?.accountId}</dd>
          </div>
        </dl>
      </Card>
      <Refunds />
      <Card id="appearance" title={t.appearance}>
        <ThemeChoice />
      </Card>
      <Card id="tips" title={messages.tips.title}>
        <TipChoice />
      </Card>
      <ApiKeys />
      <div className="flex flex-col items-start gap-3">
        {signOut.isError && <ProblemNotice error={signOut.error} className="w-full" />}
        <Button onClick={() => signOut.mutate()} disabled={signOut.isPending}>
          {signOut.isPending ? t.signingOut : t.signOut}
        </Button>
      </div>
    </div>
  );
}
