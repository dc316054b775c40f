import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

const css = `
.swagger-ui .topbar { display: none }
body { background: #faf8f4 }
.swagger-ui, .swagger-ui .info .title, .swagger-ui .opblock-tag { font-family: ui-sans-serif, system-ui, sans-serif; color: #1d1b17 }
.swagger-ui .info .title { font-family: ui-serif, Georgia, serif; font-weight: 400; font-size: 40px }
.swagger-ui .opblock-tag { font-size: 20px; border-bottom-color: #e6e1d8 }
.swagger-ui .scheme-container { background: transparent; box-shadow: none; padding: 0 0 16px }
`;

/** The reference of the API at /reference, from the same document as /openapi.json. Everything it needs is served from here. */
export async function registerReference(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/reference',
    staticCSP:
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    uiConfig: { docExpansion: 'list', deepLinking: true, persistAuthorization: false, defaultModelsExpandDepth: 0 },
    theme: { title: 'Imprest API reference', css: [{ filename: 'imprest.css', content: css }] },
  });
}
