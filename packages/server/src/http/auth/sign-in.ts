import { Type } from 'typebox';
import { wrongCredentials } from '../../access/index.ts';
import { meOf } from '../me/me-of.ts';
import { operation } from '../operation.ts';
import { exactly, Me, ref } from '../schemas/index.ts';
import { setCookies } from './set-cookies.ts';

export const signIn = operation({
  operationId: 'signIn',
  sdk: 'auth.signIn',
  method: 'POST',
  path: '/v1/auth/sign-in',
  audience: 'public',
  summary: 'Sign in with e-mail and password',
  description: 'Sets a session cookie that lasts 30 days.',
  body: exactly({ email: Type.String({ minLength: 1, maxLength: 254 }), password: Type.String({ minLength: 1, maxLength: 128 }) }),
  answer: ref(Me),
  problems: [wrongCredentials.definition],
  async handle({ body, request, reply, settings }, { access }) {
    const { principal, setCookies: cookies } = await access.signIn(body, request.headers);
    setCookies(reply, cookies);
    return meOf(principal, settings);
  },
});
