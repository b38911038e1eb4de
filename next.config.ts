import type { NextConfig } from 'next';

const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
};

export default {
  // Native libraries and WebAssembly stay out of the bundles.
  serverExternalPackages: [
    'onnxruntime-node',
    '@xenova/transformers',
    'tokenizers',
    '@electric-sql/pglite',
    '@electric-sql/pglite-pgvector',
    'postgres',
  ],
  poweredByHeader: false,
  // `npm run check` checks the types; a start need not do so again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    {
      source: '/:path*',
      headers: Object.entries(securityHeaders).map(([key, value]) => ({ key, value })),
    },
  ],
} satisfies NextConfig;
