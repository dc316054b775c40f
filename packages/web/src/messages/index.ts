/**
 * Every sentence of the screen. Another language is another object of the type `Messages`, chosen here; the pages do not change.
 */
import { englishRedeem } from './english-redeem.ts';
import { english } from './english.ts';

const all = { ...english, redeem: englishRedeem };

export type Messages = typeof all;

export const messages: Messages = all;
