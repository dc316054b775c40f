import { invalidCursor } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { EntryPage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { entryOf } from './entry-of.ts';

export const getStatement = operation({
  operationId: 'getStatement',
  sdk: 'statement.list',
  method: 'GET',
  path: '/v1/statement',
  audience: 'signed-in',
  summary: 'List where every credit came from and went, the newest first',
  query: pageQuery,
  answer: ref(EntryPage),
  problems: [invalidCursor.definition],
  async handle({ principal, query }, { ledger }) {
    const { entries, nextCursor } = await ledger.readStatement(principal.accountId, pageOf(query));
    return { data: entries.map(entryOf), nextCursor };
  },
});
