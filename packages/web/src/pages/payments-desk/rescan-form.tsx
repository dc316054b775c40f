import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { unmatchedDepositsQuery } from '../../api/queries.ts';
import { sdk, type Network, type RescanNetworkBody } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/field.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Select } from '../../parts/select.tsx';
import { blockText } from './block-text.ts';

const WAYS = ['byTransaction', 'byBlocks'] as const;
const HASH = /^(?:0x)?[0-9a-f]{64}$/iu;
const BLOCK = /^\d{1,15}$/u;

/** Reads the block of a transaction again, or a range of blocks, and says what was found. */
export function RescanForm({ networks }: { networks: readonly Network[] }) {
  const t = messages.paymentsDesk;
  const client = useQueryClient();
  const [networkId, setNetworkId] = useState(networks[0]?.id);
  const [way, setWay] = useState<(typeof WAYS)[number]>('byTransaction');
  const [hash, setHash] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [isTried, setTried] = useState(false);
  const rescan = useMutation({
    mutationFn: async (asked: { network: Network['id']; body: RescanNetworkBody }) => ({
      asked: asked.body,
      rescan: await sdk.networks.rescan(asked.network, asked.body),
    }),
    onSuccess: () => client.invalidateQueries({ queryKey: unmatchedDepositsQuery.queryKey }),
  });
  const wrong = {
    hash: way === 'byTransaction' && !HASH.test(hash) ? t.notAHash : undefined,
    from: way === 'byBlocks' && !BLOCK.test(from) ? t.notABlock : undefined,
    to: way === 'byBlocks' && to !== '' && !BLOCK.test(to) ? t.notABlock : undefined,
  };
  const shown = isTried ? wrong : { hash: undefined, from: undefined, to: undefined };
  const submit = () => {
    setTried(true);
    if (rescan.isPending || networkId === undefined || Object.values(wrong).some((each) => each !== undefined)) return;
    const blocks = { fromBlock: Number(from), toBlock: Number(to === '' ? from : to) };
    rescan.mutate({ network: networkId, body: way === 'byTransaction' ? { txHash: hash } : blocks });
  };
  return (
    <Card id="rescan" title={t.rescan}>
      <p className="mb-4 text-muted">{t.rescanLead}</p>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="grid gap-4 md:grid-cols-2">
          <Select
            label={t.network}
            value={networkId}
            options={networks.map(({ id, title }) => ({ value: id, label: title }))}
            onChoose={(chosen) => setNetworkId(networks.find(({ id }) => id === chosen)?.id)}
          />
          <div>
            <p aria-hidden="true" className="mb-1 text-xs font-semibold text-muted">
              {t.by}
            </p>
            <div role="radiogroup" aria-label={t.by} className="grid grid-cols-[1.7fr_1fr] gap-2">
              {WAYS.map((each) => (
                <Choice
                  key={each}
                  name="rescan-by"
                  value={each}
                  checked={each === way}
                  label={t[each]}
                  onChoose={() => {
                    setWay(each);
                    setTried(false);
                  }}
                  className="flex h-10 items-center justify-center px-2 text-center text-xs font-semibold"
                >
                  {t[each]}
                </Choice>
              ))}
            </div>
          </div>
        </div>
        {way === 'byTransaction' ? (
          <Field
            label={t.hash}
            hint={t.hashHint}
            error={shown.hash}
            value={hash}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setHash(event.target.value.trim())}
          />
        ) : (
          <div className="grid gap-4 md:grid-cols-2">
            <Field
              label={t.from}
              error={shown.from}
              inputMode="numeric"
              value={from}
              autoComplete="off"
              onChange={(event) => setFrom(event.target.value.trim())}
            />
            <Field
              label={t.to}
              hint={t.toHint}
              error={shown.to}
              inputMode="numeric"
              value={to}
              autoComplete="off"
              onChange={(event) => setTo(event.target.value.trim())}
            />
          </div>
        )}
        {rescan.isError && <ProblemNotice error={rescan.error} moneyFirst={t.notRead} />}
        <output className="contents">
          {rescan.isSuccess && (
            <span className="block rounded-md bg-soft p-3">
              {t.result({
                fromBlock: blockText(rescan.data.rescan.fromBlock),
                toBlock: blockText(rescan.data.rescan.toBlock),
                found: rescan.data.rescan.found,
                recorded: rescan.data.rescan.recorded.length,
              })}
              {(rescan.data.asked.toBlock ?? 0) > rescan.data.rescan.toBlock && ` ${t.restNotFinal}`}
            </span>
          )}
        </output>
        <div>
          <Button type="submit" disabled={rescan.isPending}>
            {rescan.isPending ? t.reading : t.read}
          </Button>
        </div>
      </form>
    </Card>
  );
}
