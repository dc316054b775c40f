export { machineTime, type MachineTime } from './machine-time.ts';
export { NodeClient } from './node-client.ts';
export { NodeRefusal } from './node-refusal.ts';
export { fieldsOf, readArray, readQuantity, readText, toHex } from './read-answers.ts';
