import { operation } from '../operation.ts';
import { setCookies } from './set-cookies.ts';

export const signOut = operation({
  operationId: 'signOut',
  sdk: 'auth.signOut',
  method: 'POST',
  path: '/v1/auth/sign-out',
  audience: 'signed-in',
  summary: 'End this session',
  description: 'The session ends on the server too. An API key is not touched.',
  answer: null,
  problems: [],
  async handle({ request, reply }, { access }) {
    setCookies(reply, await access.signOut(request.headers));
    return undefined;
  },
});
