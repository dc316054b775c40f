export { findAddress, offeredNetwork, pathOf } from './find-address.ts';
export { exportAddresses } from './export-addresses.ts';
export { verifyAddress, type AddressCheck, type AskedAddress } from './verify-address.ts';
export { selectAddresses, type AddressRow } from './queries.ts';
