import { useState } from 'react';
import type { Network } from '../../api/sdk.ts';
import { formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/field.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Select } from '../../parts/select.tsx';
import { blockText } from './block-text.ts';
import { askedOf, WAYS, wrongIn, type RescanText, type Way } from './rescan-ask.ts';
import { useRescan, type RescanSum } from './use-rescan.ts';

const FIELDS: Record<Way, readonly (keyof RescanText)[]> = {
  byTransaction: ['hash'],
  byAddress: ['address', 'from'],
  byBlocks: ['from', 'to'],
};

/** Reads the block of a transaction again, or those since an address was first used, or a range, and says what was found. */
export function RescanForm({ networks }: { networks: readonly Network[] }) {
  const t = messages.paymentsDesk;
  const [networkId, setNetworkId] = useState(networks[0]?.id);
  const [way, setWay] = useState<Way>('byTransaction');
  const [text, setText] = useState<RescanText>({ hash: '', address: '', from: '', to: '' });
  const [isTried, setTried] = useState(false);
  const { rescan, sofar } = useRescan();
  const wrong = wrongIn(way, text);
  const submit = () => {
    setTried(true);
    if (rescan.isPending || networkId === undefined || Object.keys(wrong).length > 0) return;
    rescan.mutate({ network: networkId, asked: askedOf(way, text) });
  };
  const labels: Record<keyof RescanText, { label: string; hint?: string }> = {
    hash: { label: t.hash, hint: t.hashHint },
    address: { label: t.rescanAddress, hint: t.rescanAddressHint },
    from: way === 'byAddress' ? { label: t.from, hint: t.fromFirstUse } : { label: t.from },
    to: { label: t.to, hint: t.toHint },
  };
  const done = rescan.data ?? null;
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
            <div role="radiogroup" aria-label={t.by} className="grid grid-cols-3 gap-2">
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
        <div className="grid gap-4 md:grid-cols-2">
          {FIELDS[way].map((name) => (
            <Field
              key={name}
              {...labels[name]}
              error={isTried ? wrong[name] : undefined}
              inputMode={name === 'from' || name === 'to' ? 'numeric' : undefined}
              value={text[name]}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setText({ ...text, [name]: event.target.value.trim() })}
              className={name === 'hash' ? 'md:col-span-2' : undefined}
            />
          ))}
        </div>
        {rescan.isError && (
          <ProblemNotice error={rescan.error} moneyFirst={sofar === null ? t.notRead : t.readUpTo(blockText(sofar.toBlock))} />
        )}
        <output className="contents">
          {rescan.isPending && sofar !== null && (
            <span className="block rounded-md bg-sunken p-3">{t.sofar(blockText(sofar.toBlock))}</span>
          )}
          {rescan.isSuccess && done !== null && (
            <span className="block rounded-md bg-soft p-3">
              {resultText(done, way)}
              {way === 'byBlocks' && Number(text.to) > done.toBlock && ` ${t.restNotFinal}`}
              {done.balance !== null && <span className="mt-2 block">{balanceText(done.balance)}</span>}
              {done.others.map((other, place) => (
                <span key={place} className="mt-2 block break-words">
                  {t.notCredited(other)}
                </span>
              ))}
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

/** Numbers are compared as they came: both are written without needless zeros. */
function balanceText({ recordedUsdt, foundUsdt }: NonNullable<RescanSum['balance']>): string {
  const t = messages.paymentsDesk;
  const [recorded, found] = [formatUsdt(recordedUsdt), formatUsdt(foundUsdt)];
  return recordedUsdt === foundUsdt ? t.holdsRecorded(found) : t.holdsOther(found, recorded);
}

function resultText({ fromBlock, toBlock, found, recorded }: RescanSum, way: Way): string {
  const said = { fromBlock: blockText(fromBlock), toBlock: blockText(toBlock), found, recorded };
  return messages.paymentsDesk.result({ ...said, where: way === 'byAddress' ? 'address' : 'addresses' });
}
