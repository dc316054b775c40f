import { fieldsOf } from '../../json-rpc/index.ts';
import { invalidParams } from './node-error.ts';

const hexAddress = /^0x[0-9a-f]{40}$/iu;
const hexWord = /^0x[0-9a-f]{64}$/iu;
const listMax = 1000;

/** What a question for logs asks for, as far as it does not concern blocks. */
export interface LogFilter {
  readonly address?: string | readonly string[];
  readonly topics?: readonly (string | readonly string[] | null)[];
}

/** Refuses what java-tron refuses: addresses of 21 bytes or in base58, too many of anything. */
export function readLogFilter(request: unknown): LogFilter {
  const { address, topics } = fieldsOf(request, 'filter');
  const addresses = address === undefined || address === null ? [] : asList(address);
  if (addresses.length > listMax) throw invalidParams(`exceed max addresses: ${listMax}`);
  addresses.forEach((each, index) => {
    if (!matches(each, hexAddress)) throw invalidParams(`invalid address at index ${index}: ${String(each)}`);
  });
  const slots = topics === undefined || topics === null ? [] : asList(topics);
  if (slots.length > 4) throw invalidParams('topics size should be <= 4');
  for (const slot of slots) {
    const words = slot === null ? [] : asList(slot);
    if (words.length > listMax) throw invalidParams(`exceed max topics: ${listMax}`);
    for (const word of words) if (!matches(word, hexWord)) throw invalidParams(`invalid topic(s): ${String(word)}`);
  }
  return {
    // The forms were checked above.
    ...(addresses.length === 0 ? {} : { address: addresses as string[] }),
    ...(slots.length === 0 ? {} : { topics: slots as (string | string[] | null)[] }),
  };
}

/** Whether the node would look the answer up in its index of blooms, which may be missing, instead of reading every block. */
export function usesIndex(filter: LogFilter): boolean {
  return filter.address !== undefined || (filter.topics ?? []).some((slot) => slot !== null && slot.length > 0);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function matches(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}
