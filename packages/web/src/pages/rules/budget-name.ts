import type { ApiKey, BudgetScope } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';

/** A budget's scope in words; keys by the name that their owner gave them. */
export function nameOfScope({ type, id }: BudgetScope, keys: readonly ApiKey[]): string {
  const t = messages.rules;
  const name = type === 'api_key' ? (keys.find((key) => key.id === id)?.name ?? t.goneKey(id)) : id;
  return t.scoped(type, name);
}
