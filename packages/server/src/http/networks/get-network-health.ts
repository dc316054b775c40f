import { unknownNetwork } from '../../payments/index.ts';
import { balanceProofOf } from '../balance-proofs/balance-proof-of.ts';
import { operation } from '../operation.ts';
import { idParams, NetworkHealth, ref } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export const getNetworkHealth = operation({
  operationId: 'getNetworkHealth',
  sdk: 'networks.getHealth',
  method: 'GET',
  path: '/v1/networks/{id}/health',
  audience: 'operator',
  summary: 'Read how the following of a network goes, and how its providers do',
  params: idParams,
  answer: ref(NetworkHealth),
  problems: [unknownNetwork.definition],
  async handle({ params }, { payments }) {
    const { cursorMovedAtMs, lastProof, providers, ...health } = await payments.readNetworkHealth(params.id);
    return {
      ...health,
      cursorMovedAt: timeTextOrNull(cursorMovedAtMs),
      lastProof: lastProof && balanceProofOf(lastProof),
      providers: providers.map(({ outUntilMs, lastAnswerAtMs, lastError, ...provider }) => ({
        ...provider,
        outUntil: timeTextOrNull(outUntilMs),
        lastAnswerAt: timeTextOrNull(lastAnswerAtMs),
        lastError: lastError && { at: timeText(lastError.atMs), sentence: lastError.sentence },
      })),
    };
  },
});
