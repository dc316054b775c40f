import { defineProblem } from '../kernel/index.ts';

export const malformedRequest = defineProblem({
  code: 'malformed_request',
  status: 400,
  title: 'The request cannot be read',
  retry: 'never',
});

export const idempotencyKeyRequired = defineProblem({
  code: 'idempotency_key_required',
  status: 400,
  title: 'The request needs an Idempotency-Key',
  retry: 'never',
});

export const routeNotFound = defineProblem({ code: 'route_not_found', status: 404, title: 'There is nothing here', retry: 'never' });

export const methodNotAllowed = defineProblem({
  code: 'method_not_allowed',
  status: 405,
  title: 'This address does not take this method',
  retry: 'never',
});

export const bodyTooLarge = defineProblem({ code: 'body_too_large', status: 413, title: 'The request body is too large', retry: 'never' });

export const unsupportedMediaType = defineProblem({
  code: 'unsupported_media_type',
  status: 415,
  title: 'The request body must be JSON',
  retry: 'never',
});

export const invalidRequest = defineProblem({ code: 'invalid_request', status: 422, title: 'The request is not valid', retry: 'never' });

export const rateLimited = defineProblem({ code: 'rate_limited', status: 429, title: 'Too many requests', retry: 'after' });

export const tooManyStreams = defineProblem({ code: 'too_many_streams', status: 429, title: 'Too many live streams', retry: 'after' });

export const internalError = defineProblem({
  code: 'internal_error',
  status: 500,
  title: 'Something went wrong on our side',
  retry: 'same_key',
});
