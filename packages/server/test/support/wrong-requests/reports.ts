import type { WrongRequest } from './wrong-request.ts';

const wrongRange = { code: 'invalid_range', status: 422 } as const;
const wrongQuery = { code: 'invalid_request', status: 422 } as const;

export const wrongReports: WrongRequest[] = [
  {
    what: 'getUsage of a range that ends before it begins',
    request: 'GET /v1/usage?from=2026-02-01T00:00Z&to=2026-01-01T00:00Z',
    ...wrongRange,
  },
  { what: 'getUsage of ten years', request: 'GET /v1/usage?from=2016-01-01T00:00Z&to=2026-01-01T00:00Z', ...wrongRange },
  { what: 'getUsage by the days of Mars', request: 'GET /v1/usage?timeZone=Mars', ...wrongRange },
  { what: 'getUsage by colour', request: 'GET /v1/usage?groupBy=model,colour', path: 'query.groupBy', ...wrongQuery },
  { what: 'getUsage from a time that is none', request: 'GET /v1/usage?from=yesterday', path: 'query.from', ...wrongQuery },
  { what: 'getUsage with limit=1001', request: 'GET /v1/usage?limit=1001', path: 'query.limit', ...wrongQuery },
  { what: 'exportStatement without a format', request: 'GET /v1/statement/export', path: 'query.format', ...wrongQuery },
  { what: 'exportStatement as a picture', request: 'GET /v1/statement/export?format=png', path: 'query.format', ...wrongQuery },
  {
    what: 'exportStatement of no time',
    request: 'GET /v1/statement/export?format=csv&from=2026-01-01T00:00Z&to=2026-01-01T00:00Z',
    ...wrongRange,
  },
  { what: 'getBooks by a customer', request: 'GET /v1/books', code: 'operator_only', status: 403 },
  { what: 'exportBooks by a customer', request: 'GET /v1/books/export', code: 'operator_only', status: 403 },
  { what: 'getBooks of no time', request: 'GET /v1/books?at=1970-01-01T00:00Z', as: 'operator', ...wrongRange },
  { what: 'getBooks at a time that is none', request: 'GET /v1/books?at=today', as: 'operator', path: 'query.at', ...wrongQuery },
];
