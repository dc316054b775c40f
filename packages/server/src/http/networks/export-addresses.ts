import { unknownNetwork } from '../../payments/index.ts';
import { operation } from '../operation.ts';
import { exactly, NetworkId, ref } from '../schemas/index.ts';
import { exportTypes, sendExport } from '../send-export.ts';

export const exportAddresses = operation({
  operationId: 'exportAddresses',
  sdk: 'networks.exportAddresses',
  method: 'GET',
  path: '/v1/networks/{id}/addresses.csv',
  audience: 'operator',
  summary: 'Download every address that was given out, with what has reached it',
  description:
    'For wallets with a gap limit, and to compare with the chain: `key`, `index`, `path`, `address`, `account`, `invoice`, `given_out`, `first_used`, `last_used`, `received_usdt`, `swept_usdt`, by key and index.',
  params: exactly({ id: ref(NetworkId) }),
  answer: { mediaType: 'text/csv', what: 'The file' },
  problems: [unknownNetwork.definition],
  handle({ params, reply }, { payments }) {
    const pieces = payments.exportAddresses(params.id);
    return Promise.resolve(sendExport(reply, { name: `imprest-addresses-${params.id}.csv`, mediaType: exportTypes.csv, pieces }));
  },
});
