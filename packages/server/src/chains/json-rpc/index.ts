export { NodeClient } from './node-client.ts';
export { NodeRefusal } from './node-refusal.ts';
export { fieldsOf, readArray, readQuantity, readText, toHex } from './read-answers.ts';
