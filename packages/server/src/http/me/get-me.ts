import { setCookies } from '../auth/set-cookies.ts';
import { operation } from '../operation.ts';
import { Me, ref } from '../schemas/index.ts';
import { meOf } from './me-of.ts';

export const getMe = operation({
  operationId: 'getMe',
  sdk: 'auth.me',
  method: 'GET',
  path: '/v1/me',
  audience: 'signed-in',
  summary: 'Tell who is signed in',
  description: 'Prolongs a session that is older than a day.',
  answer: ref(Me),
  problems: [],
  async handle({ principal, request, reply, settings }, { access }) {
    if (principal.apiKeyId === null) setCookies(reply, await access.refreshSession(request.headers));
    return meOf(principal, settings);
  },
});
