import { Type } from 'typebox';
import { addressNotFound, unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { AddressCheck, exactly, id, NetworkId, ref } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export const verifyAddress = operation({
  operationId: 'verifyAddress',
  sdk: 'networks.verifyAddress',
  method: 'GET',
  path: '/v1/networks/{id}/addresses/{address}',
  audience: 'operator',
  summary: 'Check whether an address is ours, and whose',
  description:
    'Derives it again from the extended public key. With `invoiceId` and `signature`, as the invoice showed them, it also says whether this server has signed the address for that invoice.',
  params: exactly({ id: ref(NetworkId), address: Type.String({ minLength: 1, maxLength: 100 }) }),
  query: exactly({ invoiceId: Type.Optional(id), signature: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }),
  answer: ref(AddressCheck),
  problems: [addressNotFound.definition, unknownNetwork.definition],
  async handle({ params, query: { invoiceId, signature } }, { payments }) {
    const shown = invoiceId === undefined ? undefined : { invoiceId, signature: signature ?? '' };
    const { givenOutAtMs, ...check } = await payments.verifyAddress({ network: params.id, address: params.address, shown });
    return { ...check, givenOutAt: timeText(givenOutAtMs) };
  },
});
