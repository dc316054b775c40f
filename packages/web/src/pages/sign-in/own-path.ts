/**
 * Whether a text is a path of this screen. A full address, or one that begins with two slashes, would let a link send people
 * elsewhere after signing in.
 */
export function isOwnPath(text: unknown): text is string {
  return typeof text === 'string' && /^\/(?![/\\])/u.test(text);
}
