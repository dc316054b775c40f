import { isIP } from 'node:net';
import path from 'node:path';

/** How the text of one environment variable becomes a value. `undefined` means that the text is not allowed. */
export interface Reader<Value> {
  /** What is allowed, as the end of the sentence "It must be …". */
  readonly allowed: string;
  read(text: string): Value | undefined;
  /** Of a text that is not allowed: what to do about it, as the rest of a sentence about its variable; `undefined` says nothing special. */
  explain?(text: string): string | undefined;
}

export function oneOf<const Choices extends readonly string[]>(...choices: Choices): Reader<Choices[number]> {
  return { allowed: `one of ${choices.join(', ')}`, read: (text) => choices.find((choice) => choice === text) };
}

export const onOrOff: Reader<boolean> = {
  allowed: 'on or off',
  read: (text) => (text === 'on' ? true : text === 'off' ? false : undefined),
};

export function wholeNumber(min: number, max: number): Reader<number> {
  return {
    allowed: `a whole number from ${min} to ${max}`,
    read: (text) => {
      const value = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    },
  };
}

/** An absolute URL with one of these schemes, as it was written but for a slash at the end. */
export function url(...schemes: readonly string[]): Reader<string> {
  return {
    allowed: `a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    read: (text) => {
      const parsed = URL.parse(text);
      if (parsed === null || parsed.hostname === '' || !schemes.includes(parsed.protocol.slice(0, -1))) return undefined;
      return text.replace(/\/$/u, '');
    },
  };
}

/** Who is asked about a chain: an address, and how many requests a second it gets at most when that stands behind it. */
export interface ProviderAddress {
  readonly url: string;
  readonly requestsPerSecond: number | null;
}

/** Absolute URLs with one of these schemes, one or several. What stands behind `#` is a provider's pace; it never leaves this machine. */
export function providers(...schemes: readonly string[]): Reader<readonly ProviderAddress[]> {
  const one = url(...schemes);
  return {
    allowed: `${one.allowed}, or several with commas or spaces between them, each with its requests a second behind it if it counts them: https://node.example/key#10`,
    read: (text) => {
      const all = text.split(/[\s,]+/u).filter((each) => each !== '');
      const read = all.map((each) => {
        const [, address = '', pace] = /^([^#]*)(?:#(\d{1,4}))?$/u.exec(each) ?? [];
        const base = one.read(address);
        if (base === undefined || pace === '0') return undefined;
        return { url: base, requestsPerSecond: pace === undefined ? null : Number(pace) };
      });
      return read.length === 0 || read.includes(undefined) ? undefined : read.filter((each) => each !== undefined);
    },
  };
}

/** A URL without path, query or fragment: where browsers find this server. */
export const origin: Reader<string> = {
  allowed: 'a URL such as https://credits.example.com, without a path',
  read: (text) => {
    const parsed = URL.parse(text);
    if (parsed === null || !['http:', 'https:'].includes(parsed.protocol) || `${parsed.origin}/` !== parsed.href) return undefined;
    return parsed.origin;
  },
};

/** A name or an address to listen on, not a URL. */
export const host: Reader<string> = {
  allowed: 'an IP address or a host name, such as 127.0.0.1 or 0.0.0.0',
  read: (text) => (/^[\dA-Za-z.:-]{1,253}$/u.test(text) ? text : undefined),
};

/** Addresses of machines, or networks such as 10.0.0.0/8, one or several. */
export const addresses: Reader<readonly string[]> = {
  allowed: 'an IP address or a network such as 10.0.0.0/8, or several with commas or spaces between them',
  read: (text) => {
    const all = text.split(/[\s,]+/u).filter((each) => each !== '');
    const isAddress = (each: string): boolean => {
      const [, address = '', bits] = /^([\da-fA-F.:]+)(?:\/(\d{1,3}))?$/u.exec(each) ?? [];
      const family = isIP(address);
      return family !== 0 && Number(bits ?? 0) <= (family === 4 ? 32 : 128);
    };
    return all.length > 0 && all.every(isAddress) ? all : undefined;
  },
};

/** A path, made absolute from the working folder. */
export const file: Reader<string> = {
  allowed: 'a path',
  read: (text) => (text.includes('\0') ? undefined : path.resolve(text)),
};

/** Text of `min` to `max` characters without spaces. */
export function word(min: number, max: number): Reader<string> {
  return {
    allowed: `${min === max ? String(min) : `${min} to ${max}`} characters without spaces`,
    read: (text) => (text.length >= min && text.length <= max && /^\S+$/u.test(text) ? text : undefined),
  };
}

/** Extended private keys, private keys in hexadecimal and in the form of wallets, and the words of a seed. */
const privateForms = [/^[a-z]prv/iu, /^(?:0x)?[0-9a-f]{64}$/iu, /^[5KL][1-9A-HJ-NP-Za-km-z]{50,51}$/u, /^\s*(?:\S+\s+){11,}\S+\s*$/u];

/** An extended public key of BIP 32. Whether its checksum is right is for the room that derives from it. */
export const extendedPublicKey: Reader<string> = {
  allowed: 'an extended public key that begins with xpub, never a private one (xprv)',
  read: (text) => (/^xpub[1-9A-HJ-NP-Za-km-z]{100,112}$/u.test(text) ? text : undefined),
  explain: (text) => {
    if (privateForms.some((form) => form.test(text))) {
      return 'holds something private: remove it at once, move the funds of that key, and give the extended public key, which begins with xpub.';
    }
    return /^[tuv]pub/u.test(text) ? 'is a key of a test network: give that of the main network, which begins with xpub.' : undefined;
  },
};
