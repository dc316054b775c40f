import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { assert } from './assertions.ts';

/**
 * The one text of a value: JSON as in RFC 8785, with `bigint` written as a decimal string and members
 * that are `undefined` left out. Two values with the same content have the same text.
 */
function canonicalJson(value: unknown): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? member.toString() : member)),
  );
  const text = canonicalize(plain);
  assert(text !== undefined, 'a value without JSON form has no canonical text');
  return text;
}

/** SHA-256 of `canonicalJson(value)`, as 64 hexadecimal digits. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
