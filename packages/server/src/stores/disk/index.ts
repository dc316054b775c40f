export { openDiskStore, type DiskStoreOptions } from './disk-store.ts';
export { storageFull } from './problems.ts';
