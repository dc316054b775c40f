import { operation } from '../operation.ts';
import { EnginePage, ref } from '../schemas/index.ts';

export const listEngines = operation({
  operationId: 'listEngines',
  sdk: 'engines.list',
  method: 'GET',
  path: '/v1/engines',
  audience: 'public',
  summary: 'List what can make pictures',
  answer: ref(EnginePage),
  problems: [],
  handle(_call, { generations }) {
    const data = generations.engines.map(({ id, title, description, procedural, capabilities, models }) => ({
      id,
      title,
      description,
      procedural,
      operations: [...capabilities.operations],
      facts: [...(capabilities.facts ?? [])],
      models: models.map((model) => ({ id: model.id, title: model.title, description: model.description })),
    }));
    return Promise.resolve({ data, nextCursor: null });
  },
});
