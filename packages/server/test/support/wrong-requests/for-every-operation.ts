import { operations } from '../../../src/http/index.ts';
import { key, type WrongRequest } from './wrong-request.ts';

export const signedInOnly: WrongRequest[] = operations
  .filter(({ audience }) => audience !== 'public')
  .flatMap(({ operationId, method, path }) => [
    { what: `${operationId} without anybody`, request: `${method} ${path}`, as: 'nobody', code: 'not_signed_in', status: 401 } as const,
    {
      what: `${operationId} with a key that does not exist`,
      request: `${method} ${path}`,
      as: 'nobody',
      headers: { authorization: `Bearer imp_sk_${'x'.repeat(40)}` },
      code: 'invalid_api_key',
      status: 401,
    } as const,
  ]);

export const moneyWithoutKey: WrongRequest[] = operations
  .filter(({ idempotent }) => idempotent === true)
  .map(({ operationId, method, path, audience }) => ({
    what: `${operationId} without an Idempotency-Key`,
    request: `${method} ${path}`,
    as: audience === 'operator' ? 'operator' : 'ada',
    body: {},
    code: 'idempotency_key_required',
    status: 400,
  }));

export const unknownMember: WrongRequest[] = operations
  .filter(({ body }) => body !== undefined)
  .map(({ operationId, method, path, audience }) => ({
    what: `${operationId} with a member that is not known`,
    request: `${method} ${path}`,
    as: audience === 'operator' ? 'operator' : 'ada',
    headers: key,
    body: { surprise: 1 },
    code: 'invalid_request',
    status: 422,
    path: 'body.surprise',
  }));

export const pages: WrongRequest[] = operations
  .filter(({ query }) => query !== undefined && 'properties' in query && Object.hasOwn(query.properties ?? {}, 'cursor'))
  .flatMap(({ operationId, path, audience }) =>
    ['0', '101', 'ten', '-1', '1.5'].map((limit) => ({
      what: `${operationId} with limit=${limit}`,
      request: `GET ${path}?limit=${limit}`,
      as: audience === 'operator' ? ('operator' as const) : ('ada' as const),
      code: 'invalid_request',
      status: 422,
      path: 'query.limit',
    })),
  );
