import { Type } from 'typebox';
import { addressesMaxDefault, addressNotFound, networkUnavailable, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { BalanceProof, exactly, idParams, ref } from '../schemas/index.ts';
import { balanceProofOf } from './balance-proof-of.ts';

export const proveBalances = operation({
  operationId: 'proveBalances',
  sdk: 'balanceProofs.prove',
  method: 'POST',
  path: '/v1/networks/{id}/balance-proofs',
  audience: 'operator',
  summary: 'Prove that our addresses hold what is recorded',
  description:
    'Deposits less sweeps, and less what the issuer of the token has destroyed, against the balances of our addresses at a final block. Takes the addresses that were proved longest ago, for a minute at most, or the one that you name. The same runs every day by itself. An address that differs is named, and every operator gets the event `proof.failed`.',
  params: idParams,
  body: exactly({
    address: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'One of our addresses' })),
    addressesMax: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, default: addressesMaxDefault, description: 'How many addresses at most' }),
    ),
  }),
  answer: ref(BalanceProof),
  problems: [unknownNetwork.definition, addressNotFound.definition, networkUnavailable.definition],
  async handle({ params, body }, { payments }) {
    return balanceProofOf(await payments.proveBalances({ network: params.id, ...body }));
  },
});
