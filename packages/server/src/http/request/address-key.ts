import { isIPv6 } from 'node:net';

/**
 * By what requests of an address are counted: an address of IPv4 by itself, one of IPv6 by its first 64 bits, because whoever has one has
 * all that begin with them. IPv4 written as IPv6 counts as IPv4; text that is no address counts as it is.
 */
export function addressKey(address: string): string {
  if (!address.includes(':') || !isIPv6(address)) return address;
  const groups = groupsOf(address);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of 16 bits of an address of IPv6. */
function groupsOf(address: string): readonly number[] {
  const [start = [], end = []] = address
    .replace(/%.*$/u, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/u, (_all, ...bytes: string[]) => {
      const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
      return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
    })
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))));
  return [...start, ...Array.from({ length: 8 - start.length - end.length }, () => 0), ...end];
}
