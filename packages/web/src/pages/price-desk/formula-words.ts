import { flatText, isBook, listOf, type Data } from './book-data.ts';

/** Above this it is no help any more. */
const wordsMax = 160;

/** A formula in the signs of arithmetic, for who does not read JSON; `undefined` where that says nothing new. */
export function formulaWords(data: Data | undefined): string | undefined {
  if (!isBook(data)) return undefined;
  const words = wordsOf(data);
  return words.length > wordsMax || words.includes('{') ? undefined : words;
}

function wordsOf(data: Data | undefined): string {
  if (typeof data === 'string' || typeof data === 'number') return String(data);
  if (!isBook(data)) return data === undefined ? '?' : flatText(data);
  const of = (name: string) => wordsOf(data[name]);
  const all = (name: string, sign: string) => listOf(data[name]).map(inBrackets).join(sign);
  if ('sum' in data) return all('sum', ' + ');
  if ('product' in data) return all('product', ' × ');
  if ('difference' in data) return all('difference', ' − ');
  if ('quotient' in data) return all('quotient', ' ÷ ');
  if ('min' in data) return `the smaller of ${listOf(data['min']).map(wordsOf).join(' and ')}`;
  if ('max' in data) return `the larger of ${listOf(data['max']).map(wordsOf).join(' and ')}`;
  if ('power' in data) return `${inBrackets(data['power'] ?? null)} to the power of ${of('exponent')}`;
  if ('round' in data) return `${inBrackets(data['round'] ?? null)} rounded ${of('mode').replace('_', ' ')} to ${of('to')}`;
  if ('label' in data) return of('value');
  if ('brackets' in data || 'graduated' in data) {
    const steps = listOf(data['upTo']).map((each) => `up to ${wordsOf(listOf(each)[0])}: ${wordsOf(listOf(each)[1])}`);
    const name = 'brackets' in data ? of('brackets') : `each part of ${of('graduated')}`;
    return `${name} ${steps.join(', ')}, above: ${of('above')}`;
  }
  return flatText(data);
}

/** In round brackets where it is made of several parts. */
function inBrackets(data: Data): string {
  const words = wordsOf(data);
  return words.includes(' ') ? `(${words})` : words;
}
