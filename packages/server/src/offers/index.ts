export { listPacks } from './list-packs.ts';
export { findPack } from './find-pack.ts';
export { packGrants } from './pack-grants.ts';
export { packCredits, packPricePerCredit, type Pack, type PackGrant } from './pack.ts';
export { packNotFound } from './problems.ts';
