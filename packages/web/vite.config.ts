import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv, type Plugin } from 'vite';

/** The two faces of the first paint; the rest is loaded when a page uses it. */
const FIRST_FONTS = [/inter-latin-wght-normal.*\.woff2$/, /instrument-serif-latin-400-normal.*\.woff2$/];

/** Asks the browser for the first fonts together with the page, so that text does not move when they arrive. */
function preloadFonts(): Plugin {
  return {
    name: 'imprest-preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, context) =>
        Object.keys(context.bundle ?? {})
          .filter((file) => FIRST_FONTS.some((pattern) => pattern.test(file)))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${file}` },
            injectTo: 'head' as const,
          })),
    },
  };
}

export default defineConfig(({ mode }) => ({
  plugins: [react(), tailwindcss(), preloadFonts()],
  build: {
    target: 'es2023',
    // A data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    // The address of each hashed file never changes its content, so the server may send it with an endless lifetime.
    assetsDir: 'assets',
  },
  server: {
    proxy: { '/v1': loadEnv(mode, import.meta.dirname, 'IMPREST_')['IMPREST_URL'] ?? 'http://localhost:8787' },
  },
}));
