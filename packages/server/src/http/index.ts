export { createHttpServer, type HttpServer } from './server.ts';
export { readOpenApiDocument } from './openapi.ts';
export type { HttpSettings, RateLimits } from './http-settings.ts';
export type { Rooms } from './rooms.ts';
export { operations } from './operations.ts';
export { resourceOf, type Operation } from './operation.ts';
