/**
 * Every sentence of the screen. Another language is another object of the type `Messages`, chosen here; the pages do not change.
 */
import { english } from './english.ts';

export type Messages = typeof english;

export const messages: Messages = english;
