import { operation } from '../operation.ts';
import { ref, Sandbox } from '../schemas/index.ts';

export const getSandbox = operation({
  operationId: 'getSandbox',
  sdk: 'sandbox.get',
  method: 'GET',
  path: '/v1/sandbox',
  audience: 'public',
  summary: 'Tell whether this is a sandbox, and who can sign in to it',
  answer: ref(Sandbox),
  problems: [],
  handle({ settings }, { access }) {
    return Promise.resolve({ sandbox: settings.sandbox, demo: settings.sandbox ? [...access.demoPeople()] : [] });
  },
});
