import { isDeepStrictEqual } from 'node:util';
import { show, type Models, type Unit } from './explain.ts';
import type { Act, Answered } from './acts.ts';
import type { ModelAccount } from './model/model-account.ts';
import { sendRequest } from './model/model-request.ts';
import { sendTransfer } from './model/model-transfer.ts';

/** An act with its answer. */
export interface Done {
  readonly act: Act;
  readonly answered: Answered;
}

type Requested = Done & { readonly act: Exclude<Act, { readonly act: 'book-due' }> };

/** What of a step is committed as one. */
export function unitsOf(done: readonly Done[], models: Models): readonly Unit[] {
  const requested = done.filter((each): each is Requested => each.act.act !== 'book-due');
  const alone = requested.filter(({ act }) => act.act === 'transfer' || act.alongside !== 'none');
  // What one server gathered for an account is committed together.
  const together = Map.groupBy(
    requested.filter((each) => !alone.includes(each)),
    ({ act }) => `${act.server.name} ${accountIdsOf(act).join(' ')}`,
  );
  const units = [...together.values(), ...alone.map((each) => [each])].map(unitOf);
  return [...units, ...done.flatMap((each) => dueUnits(each, models, units))];
}

function unitOf(requests: readonly Requested[]): Unit {
  return {
    accountIds: [...new Set(requests.flatMap(({ act }) => accountIdsOf(act)))],
    certain: requests.some(({ answered }) => answered !== 'crashed'),
    happen: (models) => {
      for (const { act, answered } of requests) {
        const expected = happen(act, models);
        const isAsExpected = answered === 'crashed' || isDeepStrictEqual(answered, { answer: expected });
        if (!isAsExpected) return `${show(act.request)} was answered ${show(answered)} and not ${show({ answer: expected })}`;
      }
      return undefined;
    },
  };
}

function accountIdsOf(act: Requested['act']): readonly string[] {
  const [first] = act.request;
  return first?.command === 'transfer' ? [first.accountId, first.toAccountId] : [first?.accountId ?? ''];
}

function happen(act: Requested['act'], models: Models): unknown {
  const [accountId = '', otherId = accountId] = accountIdsOf(act);
  const account = modelOf(models, accountId);
  const other = modelOf(models, otherId);
  const before = [account.copy(), other.copy()] as const;
  const { answer, again } =
    act.act === 'transfer'
      ? sendTransfer(account, other, act.request[0], act.server.nowMs)
      : sendRequest(account, act.request, act.server.nowMs);
  if (act.alongside === 'none' || again || typeof answer === 'string') return answer;
  if (act.alongside === 'written') {
    account.events = [...account.events, `alongside.ran ${act.request[0]?.id ?? ''}`];
    return answer;
  }
  account.become(before[0]);
  other.become(before[1]);
  return 'alongside_failed';
}

/** What time has done is booked for each account that nothing else has changed meanwhile. */
function dueUnits({ act, answered }: Done, models: Models, others: readonly Unit[]): readonly Unit[] {
  if (act.act !== 'book-due') return [];
  return [...models].flatMap(([accountId, account]) => {
    if (!account.isOpen) return [];
    const alone = others.every((unit) => !unit.accountIds.includes(accountId));
    const certain = alone && answered !== 'crashed' && act.limit >= models.size;
    const { nowMs } = act.server;
    const happens = (after: Models): undefined => {
      modelOf(after, accountId).advance(nowMs);
    };
    return [{ accountIds: [accountId], certain, happen: happens }];
  });
}

function modelOf(models: Models, accountId: string): ModelAccount {
  const account = models.get(accountId);
  if (account === undefined) throw new Error(`there is no account ${accountId} in this seed`);
  return account;
}
