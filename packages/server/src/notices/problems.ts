import { defineProblem } from '../kernel/index.ts';

export const invalidEventId = defineProblem({
  code: 'invalid_event_id',
  status: 422,
  title: 'This is not the id of an event',
  retry: 'never',
});
