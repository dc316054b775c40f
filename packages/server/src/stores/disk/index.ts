export { openDiskStore, type DiskStoreOptions } from './disk-store.ts';
