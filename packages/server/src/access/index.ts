export { Access, type AccessOptions, type RequestHeaders, type SignedIn } from './access.ts';
export { requireOperator, requirePrincipal, type Principal, type Role } from './principal.ts';
export type { ApiKey, CreatedApiKey } from './create-api-key.ts';
export type { ApiKeyPage } from './list-api-keys.ts';
export type { DemoPerson } from './ensure-demo-people.ts';
export {
  apiKeyNotFound,
  crossSiteRequest,
  emailTaken,
  invalidApiKey,
  notSignedIn,
  operatorOnly,
  sessionRequired,
  tooManyApiKeys,
  unsafePassword,
  wrongCredentials,
} from './problems.ts';
