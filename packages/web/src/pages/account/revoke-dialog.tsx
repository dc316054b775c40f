import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiKeysQuery } from '../../api/queries.ts';
import { sdk, type ApiKey } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Modal } from '../../parts/modal.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

/** Asks before a key stops working. */
export function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const client = useQueryClient();
  const t = messages.account;
  const revoke = useMutation({
    mutationFn: () => sdk.apiKeys.revoke(apiKey.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
      onClose();
    },
  });
  return (
    <Modal
      label={t.revokeTitle(apiKey.name)}
      onClose={onClose}
      className="w-[min(420px,calc(100vw-32px))] animate-rise rounded-lg border border-line"
    >
      <div className="p-6">
        <h2 className="mb-2 font-serif text-title wrap-break-word">{t.revokeTitle(apiKey.name)}</h2>
        <p className="mb-5 text-muted">{t.revokeText}</p>
        {revoke.isError && <ProblemNotice error={revoke.error} className="mb-4" />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button look="danger" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
            {revoke.isPending ? t.revoking : t.revokeConfirm}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
