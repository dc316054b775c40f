import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeysQuery } from '../../api/queries.ts';
import { sdk, type ApiKey } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Field } from '../../parts/field.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { ApiKeyLine } from './api-key-line.tsx';
import { NewKeySecret } from './new-key-secret.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

/** The keys with which programs use this account. */
export function ApiKeys() {
  const client = useQueryClient();
  const query = useQuery(apiKeysQuery);
  const [name, setName] = useState('');
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const create = useMutation({
    mutationFn: (keyName: string) => sdk.apiKeys.create({ name: keyName }),
    onSuccess: () => {
      setName('');
      return client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
    },
  });
  const t = messages.account;
  return (
    <Card
      id="api-keys"
      title={t.keys}
      aside={
        <a href="/reference" className="text-xs font-semibold text-action hover:underline">
          {t.reference}
        </a>
      }
    >
      <p className="mb-4 text-muted">{t.keysText}</p>
      {create.data === undefined ? (
        <form
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '' && !create.isPending) create.mutate(name.trim());
          }}
        >
          <Field
            label={t.keyName}
            value={name}
            maxLength={80}
            placeholder={t.keyPlaceholder}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
            className="min-w-48 flex-1"
          />
          <Button type="submit" look="action" disabled={name.trim() === '' || create.isPending}>
            {create.isPending ? t.creatingKey : t.createKey}
          </Button>
        </form>
      ) : (
        <NewKeySecret secret={create.data.secret} onDone={() => create.reset()} />
      )}
      {create.isError && <ProblemNotice error={create.error} className="mt-3" />}
      <div className="mt-4">
        {query.isPending ? (
          <Loading>
            <Skeleton className="h-12" />
          </Loading>
        ) : query.isError && query.data === undefined ? (
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data.data.length === 0 ? (
          <p className="border-t border-line pt-4 text-muted">{t.noKeys}</p>
        ) : (
          <ul>
            {query.data.data.map((key) => (
              <ApiKeyLine key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
            ))}
          </ul>
        )}
      </div>
      {revoking !== null && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Card>
  );
}
