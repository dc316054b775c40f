import { defineProblem } from '../kernel/index.ts';

export const notSignedIn = defineProblem({ code: 'not_signed_in', status: 401, title: 'You are not signed in', retry: 'never' });

export const invalidApiKey = defineProblem({ code: 'invalid_api_key', status: 401, title: 'The API key is not valid', retry: 'never' });

export const wrongCredentials = defineProblem({
  code: 'wrong_credentials',
  status: 401,
  title: 'E-mail or password is wrong',
  retry: 'never',
});

export const emailTaken = defineProblem({ code: 'email_taken', status: 409, title: 'The e-mail address is in use', retry: 'never' });

export const unsafePassword = defineProblem({ code: 'unsafe_password', status: 422, title: 'The password will not do', retry: 'never' });

export const operatorOnly = defineProblem({ code: 'operator_only', status: 403, title: 'Only an operator may do this', retry: 'never' });

export const sessionRequired = defineProblem({
  code: 'session_required',
  status: 403,
  title: 'Sign in to do this',
  retry: 'never',
});

export const crossSiteRequest = defineProblem({
  code: 'cross_site_request',
  status: 403,
  title: 'The request comes from another site',
  retry: 'never',
});

export const apiKeyNotFound = defineProblem({ code: 'api_key_not_found', status: 404, title: 'No such API key', retry: 'never' });

export const tooManyApiKeys = defineProblem({ code: 'too_many_api_keys', status: 409, title: 'Too many API keys', retry: 'never' });
