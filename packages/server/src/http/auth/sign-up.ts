import { Type } from 'typebox';
import { emailTaken, unsafePassword } from '../../access/index.ts';
import { meOf } from '../me/me-of.ts';
import { operation } from '../operation.ts';
import { exactly, Me, ref } from '../schemas/index.ts';
import { setCookies } from './set-cookies.ts';

export const signUp = operation({
  operationId: 'signUp',
  sdk: 'auth.signUp',
  method: 'POST',
  path: '/v1/auth/sign-up',
  audience: 'public',
  summary: 'Become a customer and sign in',
  body: exactly({
    email: Type.String({ format: 'email', maxLength: 254 }),
    password: Type.String({ minLength: 1, maxLength: 128, description: '10 to 128 characters' }),
    name: Type.String({ minLength: 1, maxLength: 100 }),
  }),
  answer: ref(Me),
  status: 201,
  problems: [emailTaken.definition, unsafePassword.definition],
  async handle({ body, request, reply, settings }, { access }) {
    const { principal, setCookies: cookies } = await access.signUp(body, request.headers);
    setCookies(reply, cookies);
    return meOf(principal, settings);
  },
});
