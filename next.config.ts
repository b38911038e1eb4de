import type { NextConfig } from 'next';

export default {
  // Native libraries and WebAssembly stay out of the bundles.
  serverExternalPackages: [
    'onnxruntime-node',
    '@xenova/transformers',
    'tokenizers',
    'gpt-tokenizer',
    '@electric-sql/pglite',
    '@electric-sql/pglite-pgvector',
    'postgres',
    'better-auth',
    'rate-limiter-flexible',
  ],
  poweredByHeader: false,
  // `npm run check` checks the types; a start need not do so again.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
