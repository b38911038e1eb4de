# syntax=docker/dockerfile:1
# What runs the app: Node alone, or NVIDIA's libraries with Node put in (compose.gpu.yaml).
ARG BASE=node:20-bookworm-slim

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
# ONNX Runtime's CUDA provider is a download of its own.
ARG CUDA=no
RUN if [ "$CUDA" = yes ]; then node node_modules/onnxruntime-node/script/install; fi

FROM packages AS build
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY tsconfig.json next.config.ts postcss.config.mjs instrumentation.ts proxy.ts ./
COPY data data
COPY model model
COPY lib lib
COPY app app
RUN node node_modules/next/dist/bin/next build && rm -rf .next/cache && npm prune --omit=dev

FROM node:20-bookworm-slim AS node

FROM ${BASE}
COPY --from=node /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 ONDAM_DATA_DIR=/data
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/.next .next
COPY package.json tsconfig.json next.config.ts ./
COPY data data
COPY model model
# The server's own migrations, and the commands: retention, audit, knowledge, staff.
COPY lib lib
RUN mkdir /data && chown 1000:1000 /data
# By number, so that it is the same account whatever the base image names it. All else is root's, and read-only to it.
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "node_modules/next/dist/bin/next", "start"]
